"""The Django app of this room."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A wrong definition stops the start."""
        from procedures import checks  # noqa: F401, PLC0415  # checks read settings, which are there only now
