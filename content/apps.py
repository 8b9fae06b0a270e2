"""The Django app of this room."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A payee that no guide can name stops the start."""
        from content import checks  # noqa: F401, PLC0415  # checks read tables and words, which are there only now
