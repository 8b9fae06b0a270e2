"""The Django app of this room."""

from django.apps import AppConfig


class WordingConfig(AppConfig):
    name = "applications.wording"
    label = "wording"
    default_auto_field = "django.db.models.BigAutoField"
