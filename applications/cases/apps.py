"""The Django app of this room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "applications.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
