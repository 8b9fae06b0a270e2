"""Dated figures of the law: minimum wage, thresholds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procedures.errors import Unknown
from procedures.tables import dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(dated.Dated):
    amount: str
    unit: str
    label: str
    law: str


def value(key: str, *, on: date) -> Decimal:
    return Decimal(parameter(key, on=on).amount)


def parameter(key: str, *, on: date) -> Parameter:
    return dated.on(table(), key, on)


def is_known(key: str, *, on: date) -> bool:
    try:
        parameter(key, on=on)
    except Unknown:
        return False
    return True


def table() -> tuple[Parameter, ...]:
    return dated.cached("parameters.toml", "parameters", Parameter)
