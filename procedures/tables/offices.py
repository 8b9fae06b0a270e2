"""The sixteen voivodes' offices: where they are, and the accounts that fees go to once somebody has verified them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from stdnum import iban

from procedures import shapes
from procedures.errors import Unknown
from procedures.tables import dated, voivodeships
from procedures.tables.changes import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where one payee of this office is paid; `payee` is a key of payees.toml."""

    payee: str
    recipient: str
    number: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(dated.Dated):
    """`key` is the TERYT code. An unverified account appears in no slip, QR code or session.

    `checked_on` is empty until a person has checked the row with the office itself; `unsourced` names the fields for
    which no source was found.
    """

    checked_on: date | None = None  # type: ignore[assignment]  # looser than other tables: nobody has checked some rows
    unsourced: tuple[str, ...] = ()
    name: str
    label: str
    address: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    remark: str = ""

    @classmethod
    def parts(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        accounts = tuple(shapes.make(Account, each) for each in shapes.tables(values.get("accounts", ()), "accounts"))
        if any(not each.payee or not each.recipient for each in accounts):
            raise ValueError("a row of accounts names a payee and a recipient")
        if twice := [payee for payee, rows in Counter(each.payee for each in accounts).items() if rows > 1]:
            raise ValueError(f"accounts has two rows of {', '.join(twice)}")
        return {**values, "accounts": accounts}

    def told(self, change: Change) -> dict[str, Any]:
        """Its source and day are of all its fields; of a changed one only this, that it has a source now."""
        return {"unsourced": tuple(each for each in self.unsourced if each != change.field)}

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
