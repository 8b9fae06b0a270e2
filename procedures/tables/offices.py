"""The sixteen voivodes' offices: where they are, and the accounts that fees go to once somebody has verified them."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
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
OF_OFFICE = ":"  # between the key of an office and the place of its branch
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
        """Its source and day are of all its fields; the changed one has its own, and a branch that of its fields."""
        return {} if change.part else {"facts": reach.told(self, change)}

    def values_of(self, change: Change) -> dict[str, Any]:
        if not change.part:
            return super(Office, self).values_of(change)
        if change.part not in {each.place for each in self.branches}:
            raise ValueError(f"office {self.key} has no branch in {change.part}")
        return {
            "branches": tuple(_changed(each, change) if each.place == change.part else each for each in self.branches)
        }

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


@dataclass(frozen=True, kw_only=True)  # without slots, as a row of Reach is
class BranchDays(reach.Reach, dated.Dated):
    """A branch on the days of its office's row; `key` names both."""

    checked_on: date | None = None  # type: ignore[assignment]  # as in the row of its office
    label: str

    def __post_init__(self) -> None:
        reach.judge(self, reach.REACHED)

    def told(self, change: Change) -> dict[str, Any]:
        return {"facts": reach.told(self, change)}


def branch_key(office: Office, branch: Branch) -> str:
    return f"{office.key}{OF_OFFICE}{branch.place}"


def branches() -> tuple[BranchDays, ...]:
    """Every branch by itself: what is changed of one is a change of its office's row."""
    return tuple(_by_itself(office, branch) for office in table() for branch in office.branches)


def _by_itself(office: Office, branch: Branch) -> BranchDays:
    return BranchDays(
        key=branch_key(office, branch),
        label=branch.place,
        source=office.source,
        checked_on=office.checked_on,
        valid_from=office.valid_from,
        valid_to=office.valid_to,
        decided_by=office.decided_by,
        facts=branch.facts,
        **{field: getattr(branch, field) for field in reach.REACHED},
    )


def _changed(branch: Branch, change: Change) -> Branch:
    values = {change.field: change.value}
    if complaint := shapes.complaint_of(Branch, values):
        raise ValueError(complaint)
    return replace(branch, facts=reach.told(branch, change), **values)


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


def all(*, on: date | None = None) -> list[Office]:
    """Those that are known of that day, or of today."""
    day = on or timezone.localdate()
    found = {row.key: row for row in table() if row.holds(day)}
    return [found[teryt] for teryt in voivodeships.NAMES if teryt in found]


def table() -> tuple[Office, ...]:
    return dated.cached("offices.toml", "offices", Office)
