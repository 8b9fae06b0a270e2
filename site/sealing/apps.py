"""The Django app of this room."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "sealing"
    label = "sealing"
    default_auto_field = "django.db.models.BigAutoField"
