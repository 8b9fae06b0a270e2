"""What a procedure costs on a day and who is paid: integer grosze, from the dated table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from procedures.tables import dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(dated.Lawful):
    amount: int  # grosze
    payee: str  # key of payees.toml
    label: str
    official: str

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("amount is in grosze and never under 0")
        if not self.label or not self.official:
            raise ValueError("a fee has a label and an official name")


def owed(keys: Iterable[str], *, on: date) -> list[Fee]:
    """What these fees cost on a day, in their order: a procedure names its fees by these keys."""
    return [dated.on(table(), key, on) for key in keys]


def table() -> tuple[Fee, ...]:
    return dated.cached("fees.toml", "fees", Fee)
