"""The Django app of this room."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "applications.signing"
    label = "signing"
    default_auto_field = "django.db.models.BigAutoField"
