"""The Django app of this room."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "content.upkeep"
    label = "upkeep"
    default_auto_field = "django.db.models.BigAutoField"
