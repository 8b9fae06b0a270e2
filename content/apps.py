"""The Django app of this room."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content import checks  # noqa: F401, PLC0415  # checks read views, which are there only now
        from content.roles import publication  # noqa: PLC0415  # it reads models

        publication.connect()
