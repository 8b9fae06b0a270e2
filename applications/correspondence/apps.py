"""The Django app of this room."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "applications.correspondence"
    label = "correspondence"
    default_auto_field = "django.db.models.BigAutoField"
