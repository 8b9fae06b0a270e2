"""The Django app of this room."""

from django.apps import AppConfig


class AnnexesConfig(AppConfig):
    name = "applications.annexes"
    label = "annexes"
    default_auto_field = "django.db.models.BigAutoField"
