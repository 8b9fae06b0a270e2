"""The Django app of this room."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "applications.retention"
    label = "retention"
    default_auto_field = "django.db.models.BigAutoField"
