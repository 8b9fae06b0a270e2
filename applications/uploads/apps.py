"""The Django app of this room."""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "applications.uploads"
    label = "uploads"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A paper that nobody can judge stops the start."""
        from applications.uploads import checks  # noqa: F401, PLC0415  # checks read tables, which are there only now
