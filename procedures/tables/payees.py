"""Who is paid, where the account is found, what the slip and the guide say: a new payee is rows of tables alone."""

import re
from dataclasses import dataclass
from datetime import date

from procedures.tables import dated
from procedures.tables.fees import Fee

PLACES = ("offices",)  # where an account may stand: at the office, in [[offices.accounts]]
KEY = re.compile(r"[a-z]{1,20}")
SLIP = re.compile(r"[A-Z]{1,12}")  # with an order's number it has to fit into 32 signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee(dated.Lawful):
    label: str  # what is paid: msgid for editors
    found_in: str
    slip: str  # first word of a transfer's title
    said: str  # msgid of the guide
    wait: str = ""  # msgid, where the payment may wait

    def __post_init__(self) -> None:
        if not KEY.fullmatch(self.key):
            raise ValueError("the key of a payee is of small letters, at most 20")
        if self.found_in not in PLACES:
            raise ValueError(f"found_in is one of {', '.join(PLACES)}")
        if not SLIP.fullmatch(self.slip):
            raise ValueError("slip is one word of capital letters, at most 12")
        if not self.label or not self.said:
            raise ValueError("a payee has a label and what the guide says of it")

    @property
    def may_wait(self) -> bool:
        return bool(self.wait)


def payee(key: str, *, on: date) -> Payee:
    """Unknown when nobody is called so on that day: nobody else is paid instead."""
    return dated.on(table(), key, on)


def wait(fee: Fee, *, on: date) -> str:
    """That this fee may be paid later, a msgid; empty where it may not."""
    return payee(fee.payee, on=on).wait if fee.may_wait else ""


def keys() -> list[str]:
    """In the order of the table, each once."""
    return list(dict.fromkeys(row.key for row in table()))


def labels() -> dict[str, str]:
    """Of every payee, as the newest row has it."""
    return {row.key: row.label for row in sorted(table(), key=lambda row: row.valid_from)}


def table() -> tuple[Payee, ...]:
    return dated.cached("payees.toml", "payees", Payee)
