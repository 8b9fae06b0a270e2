"""The Django app of this room."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "applications.answers"
    label = "answers"
    default_auto_field = "django.db.models.BigAutoField"
