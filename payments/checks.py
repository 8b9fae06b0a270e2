"""Checked at start: whoever is to be paid is known by name, on every page and in every setting, or nothing starts."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from payments import orders, tariff
from payments.models import Payee
from procedures.errors import ProceduresError
from procedures.tables import fees, voivodeships


@register
def payees(app_configs: object, **options: Any) -> list[CheckMessage]:
    """Payee of every row of the dated table, of today or not; accounts with the payment service."""
    try:
        return [Error(text, id="payments.E001") for text in (*_unknown(), *_incomplete(), *_settings())]
    except ProceduresError:
        return []  # the tables themselves do not load: procedures says so


def _unknown() -> Iterator[str]:
    for fee in fees.table():
        if fee.payee not in Payee.values:
            yield f"fees.toml: {fee.key} is paid to {fee.payee!r}, whom payments.models.Payee does not know"


def _incomplete() -> Iterator[str]:
    for name, known in (("payments.tariff.ACCOUNTS", tariff.ACCOUNTS), ("payments.orders.TITLES", orders.TITLES)):
        if missing := sorted(set(Payee) - set(known)):
            yield f"{name} says nothing of {', '.join(missing)}"


def _settings() -> Iterator[str]:
    for key in settings.STRIPE_PAYEES:
        payee, dash, teryt = key.partition("-")
        if payee not in Payee.values or (dash and teryt not in voivodeships.NAMES):
            yield f"STRIPE_PAYEES names {key!r}: no payee, or no voivodeship, is called so"
