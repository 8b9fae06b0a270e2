"""What a procedure costs on a day and who is paid: integer grosze, from the dated table."""

from dataclasses import dataclass
from datetime import date

from procedures.language.schema import Procedure
from procedures.tables import dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(dated.Dated):
    """Payee: "city" (stamp duty, the city of the voivode's seat) or "voivode" (the card)."""

    amount: int
    payee: str
    label: str
    official: str
    law: str
    may_wait: bool = False


def items(procedure: Procedure, *, on: date) -> list[Fee]:
    """In the order of the definition."""
    return [dated.on(table(), key, on) for key in procedure.fees]


def table() -> tuple[Fee, ...]:
    return dated.cached("fees.toml", "fees", Fee)
