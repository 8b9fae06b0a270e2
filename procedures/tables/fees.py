"""What a procedure costs on a day and who is paid: integer grosze, from the dated table."""

from dataclasses import dataclass
from datetime import date

from procedures.errors import Unknown
from procedures.tables import dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(dated.Lawful):
    amount: int  # grosze
    payee: str  # key of payees.toml
    label: str
    official: str
    may_wait: bool = True  # where its payee can wait; false: due with the application

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("amount is in grosze and never under 0")
        if not self.label or not self.official:
            raise ValueError("a fee has a label and an official name")


def due(key: str, *, filed_on: date, paid_on: date) -> Fee | None:
    """The row that holds on the day which decides for it, the day of filing or of payment; None when there is none."""
    for row in table():
        if row.key == key and row.holds(filed_on if row.decided_by == "filing" else paid_on):
            return row
    return None


def newest(key: str, *, on: date) -> Fee:
    """As of a day, ended or not; before all of them the oldest. Unknown when the table never had it."""
    found = [row for row in table() if row.key == key]
    if not found:
        raise Unknown(f"fees.toml has no fee {key!r}")
    return dated.base(found, key, on) or min(found, key=lambda row: row.valid_from)


def table() -> tuple[Fee, ...]:
    return dated.cached("fees.toml", "fees", Fee)
