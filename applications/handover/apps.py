"""The Django app of this room."""

from django.apps import AppConfig


class HandOverConfig(AppConfig):
    name = "applications.handover"
    label = "handover"
    default_auto_field = "django.db.models.BigAutoField"
