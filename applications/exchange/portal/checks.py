"""Checked at start: every inbound kind has a handler that exists."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.module_loading import import_string

from applications.exchange.protocol.kinds import INBOUND


@register
def inbound_handlers(app_configs: object, **options: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = [
        Error(f"INBOUND names the kind {kind}, which the register never sends", id="exchange.E001")
        for kind in sorted(set(settings.INBOUND) - set(INBOUND))
    ]
    for kind, path in settings.INBOUND.items():
        try:
            import_string(path)
        except ImportError:
            found.append(Error(f"INBOUND[{kind!r}]: there is no {path}", id="exchange.E002"))
    if missing := sorted(set(INBOUND) - set(settings.INBOUND)):
        hint = "Their messages would wait for ever: add them to INBOUND"
        found.append(Warning(f"No handler for {', '.join(missing)}", hint=hint, id="exchange.W001"))
    return found
