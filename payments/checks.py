"""Checked at start: the accounts with the payment service belong to payees somebody knows, or nothing starts."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from payments.models import OrderItem
from procedures.errors import ProceduresError
from procedures.law import citations
from procedures.tables import fees, payees, voivodeships


@register
def accounts(app_configs: object, **options: Any) -> list[CheckMessage]:
    """Accounts with the payment service are of payees that the dated table knows; an order can hold every fee."""
    try:
        return [
            *(Error(text, id="payments.E001") for text in _settings()),
            *(Error(text, id="payments.E002") for text in _too_long()),
        ]
    except ProceduresError:
        return []  # the tables themselves do not load: procedures says so


def _settings() -> Iterator[str]:
    known = payees.keys()
    for key in settings.STRIPE_PAYEES:
        payee, dash, teryt = key.partition("-")
        if payee not in known or (dash and teryt not in voivodeships.NAMES):
            yield f"STRIPE_PAYEES names {key!r}: no payee, or no voivodeship, is called so"


def _too_long() -> Iterator[str]:
    """What an item of an order keeps of a fee fits into its column, or nobody could pay."""
    limits = {field.name: field.max_length for field in OrderItem._meta.concrete_fields}
    for fee in fees.table():
        for name, kept in (("fee", fee.key), ("label", fee.label), ("law", citations.written(fee.law))):
            most = limits[name]
            if most is not None and len(kept) > most:
                yield f"fees.toml, {fee.key}: {name} has {len(kept)} signs, an order keeps {most}"
