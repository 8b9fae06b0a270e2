"""The Django app of this room."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "content.deadlines"
    label = "deadlines"
    default_auto_field = "django.db.models.BigAutoField"
