"""The Django app of this room."""

from django.apps import AppConfig


class ExchangePortalConfig(AppConfig):
    name = "applications.exchange.portal"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
