"""The Django app of this room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "applications.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A kind of news without a meaning stops the start."""
        from applications.cases import checks  # noqa: F401, PLC0415  # checks read settings, which are there only now
