"""Checked at start: the accounts with the payment service belong to payees somebody knows, or nothing starts."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from procedures.errors import ProceduresError
from procedures.tables import payees, voivodeships


@register
def accounts(app_configs: object, **options: Any) -> list[CheckMessage]:
    """Accounts with the payment service are of payees that the dated table knows."""
    try:
        return [Error(text, id="payments.E001") for text in _settings()]
    except ProceduresError:
        return []  # the tables themselves do not load: procedures says so


def _settings() -> Iterator[str]:
    known = payees.keys()
    for key in settings.STRIPE_PAYEES:
        payee, dash, teryt = key.partition("-")
        if payee not in known or (dash and teryt not in voivodeships.NAMES):
            yield f"STRIPE_PAYEES names {key!r}: no payee, or no voivodeship, is called so"
