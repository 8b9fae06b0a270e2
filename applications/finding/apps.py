"""The Django app of this room."""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "applications.finding"
    label = "finding"
    default_auto_field = "django.db.models.BigAutoField"
