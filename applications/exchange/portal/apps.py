"""The Django app of this room."""

from django.apps import AppConfig


class ExchangePortalConfig(AppConfig):
    name = "applications.exchange.portal"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from applications.exchange.portal import checks  # noqa: F401, PLC0415  # registers them, once the apps are loaded
