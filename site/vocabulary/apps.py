"""The Django app of this room."""

from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "vocabulary"
    label = "vocabulary"
    default_auto_field = "django.db.models.BigAutoField"
