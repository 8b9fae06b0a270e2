"""Dated figures of the law: minimum wage, thresholds."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from procedures.errors import Unknown
from procedures.tables import dated
from procedures.tables.changes import Change

AMOUNT = re.compile(r"\d+\.\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(dated.Lawful):
    amount: str
    unit: str
    label: str

    def told(self, change: Change) -> dict[str, Any]:
        """The act of a year that has ended says nothing of the next one: its source alone does, until a release."""
        own = super(Parameter, self).told(change)
        return own if self.holds(change.valid_from) else own | {"law": (), "verified": False}

    def __post_init__(self) -> None:
        if not AMOUNT.fullmatch(self.amount):
            raise ValueError(f"amount is a number with two places like 4806.00, not {self.amount!r}")


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
