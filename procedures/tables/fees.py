"""What a procedure costs on a day and who is paid: integer grosze, from the dated table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from procedures.tables import dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(dated.Dated):
    amount: int  # grosze
    payee: str  # key of payees.toml
    label: str
    official: str
    law: str


def owed(keys: Iterable[str], *, on: date) -> list[Fee]:
    """What these fees cost on a day, in their order: a procedure names its fees by these keys."""
    return [dated.on(table(), key, on) for key in keys]


def table() -> tuple[Fee, ...]:
    return dated.cached("fees.toml", "fees", Fee)
