"""The Django app of this room."""

from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "applications.filing"
    label = "filing"
    default_auto_field = "django.db.models.BigAutoField"
