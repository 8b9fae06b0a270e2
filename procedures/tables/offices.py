"""The sixteen voivodes' offices: where they are, and the accounts that fees go to once somebody has verified them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from stdnum import iban

from procedures import shapes
from procedures.errors import Unknown
from procedures.tables import dated, reach, voivodeships
from procedures.tables.changes import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where one payee of this office is paid; `payee` is a key of payees.toml."""

    payee: str
    recipient: str
    number: str = ""
    verified: bool = False


FIELDS = ("name", *reach.REACHED)  # what is told of an office with how sure it is
TERYT = re.compile(r"[0-9]{4}|[0-9]{7}")  # of a county or a commune


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch(reach.Reach):
    """Of an office in another town; `teryt` of its county or commune is empty where it is not known."""

    place: str
    teryt: str = ""

    def __post_init__(self) -> None:
        if not self.place:
            raise ValueError("a branch names its place")
        if self.teryt and not TERYT.fullmatch(self.teryt):
            raise ValueError(f"{self.place}: teryt is of a county or commune, 4 or 7 digits")
        reach.judge(self, reach.REACHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(reach.Reach, dated.Dated):
    """`key` is the TERYT code. An unverified account appears in no slip, QR code or session.

    `checked_on` is empty until a person has checked the row with the office itself.
    """

    checked_on: date | None = None  # type: ignore[assignment]  # looser than other tables: nobody has checked some rows
    name: str
    label: str
    branches: tuple[Branch, ...] = ()
    accounts: tuple[Account, ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        reach.judge(self, FIELDS)
        if wrong := [each.place for each in self.branches if each.teryt and not each.teryt.startswith(self.key)]:
            raise ValueError(f"a branch is in another voivodeship by its teryt: {', '.join(wrong)}")

    @classmethod
    def parts(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        accounts = tuple(shapes.make(Account, each) for each in shapes.tables(values.get("accounts", ()), "accounts"))
        if any(not each.payee or not each.recipient for each in accounts):
            raise ValueError("a row of accounts names a payee and a recipient")
        if twice := [payee for payee, rows in Counter(each.payee for each in accounts).items() if rows > 1]:
            raise ValueError(f"accounts has two rows of {', '.join(twice)}")
        branches = tuple(_branch(each) for each in shapes.tables(values.get("branches", ()), "branches"))
        return {**reach.parts(values), "accounts": accounts, "branches": branches}

    def told(self, change: Change) -> dict[str, Any]:
        """Its source and day are of all its fields; the changed one has its own."""
        others = (each for each in self.facts if each.field != change.field)
        approved = reach.approved(change.field, source=change.source, checked_on=change.checked_on)
        return {"facts": (*others, approved)}

    def account(self, payee: str) -> Account:
        """Unknown when the office has none for this payee: it goes to nobody else."""
        for each in self.accounts:
            if each.payee == payee:
                return each
        raise Unknown(f"office {self.key} has no account of {payee}")

    @property
    def teryt(self) -> str:
        return self.key

    @property
    def seat(self) -> str:
        return voivodeships.SEATS[self.key]

    @property
    def voivodeship(self) -> str:
        return voivodeships.NAMES[self.key]

    @property
    def voivode(self) -> str:
        return voivodeships.VOIVODES[self.key]


def _branch(values: Mapping[str, Any]) -> Branch:
    lists = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return shapes.make(Branch, reach.parts(lists))


NRB_LENGTH = 26


def is_account(digits: str) -> bool:
    """A Polish account number (NRB) with a right checksum."""
    return len(digits) == NRB_LENGTH and digits.isdecimal() and digits.isascii() and iban.is_valid(f"PL{digits}")


def account_of(bank: str, number: str) -> str:
    """A whole account number with its checksum, of a bank's sorting code (8 digits) and at most 16 more."""
    digits = bank + number.zfill(NRB_LENGTH - len(bank) - 2)
    return f"{iban.calc_check_digits(f'PL00{digits}')}{digits}"


def office(teryt: str, *, on: date | None = None) -> Office:
    """The office of a voivodeship, on a day or today, Warsaw time."""
    return dated.on(table(), teryt, on or timezone.localdate())


def all() -> list[Office]:
    return [office(teryt) for teryt in voivodeships.NAMES]


def table() -> tuple[Office, ...]:
    return dated.cached("offices.toml", "offices", Office)
