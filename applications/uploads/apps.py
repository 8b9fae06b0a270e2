"""The Django app of this room."""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "applications.uploads"
    label = "uploads"
    default_auto_field = "django.db.models.BigAutoField"
