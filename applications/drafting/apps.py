"""The Django app of this room."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "applications.drafting"
    label = "drafting"
    default_auto_field = "django.db.models.BigAutoField"
