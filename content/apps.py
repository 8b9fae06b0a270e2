"""The Django app of this room."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    label = "content"
    default_auto_field = "django.db.models.BigAutoField"
