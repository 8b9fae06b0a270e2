"""The Django app of this room."""

from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "applications.receipts"
    label = "receipts"
    default_auto_field = "django.db.models.BigAutoField"
