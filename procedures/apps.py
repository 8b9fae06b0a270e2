"""The Django app of this room."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "procedures"
    label = "procedures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A wrong definition stops the start; the tables learn where approved changes of their rows are kept."""
        from procedures import checks, overlays, terms  # noqa: F401, PLC0415  # models and settings are there only now
        from procedures.tables import changes, counted  # noqa: PLC0415

        changes.read_from(overlays.in_force)
        counted.read_from(terms.numbers)
