"""The Django app of this room."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from applications.drafting import begun  # noqa: PLC0415
        from content import carrying, checks, embedding, leaving  # noqa: F401, PLC0415  # what they read is there only now
        from content.roles import publication  # noqa: PLC0415  # it reads models

        begun.read_from(embedding.carries)
        publication.connect()
