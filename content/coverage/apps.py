"""The Django app of this room."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "content.coverage"
    label = "coverage"
    default_auto_field = "django.db.models.BigAutoField"
