"""The Django app of this room."""

from django.apps import AppConfig


class SaidConfig(AppConfig):
    name = "content.said"
    label = "said"
    default_auto_field = "django.db.models.BigAutoField"
