"""Which facts an editor may change without a release, and how their values are written: the files' rows judge them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from procedures.errors import NotAValue, UnknownFact
from procedures.money import GROSZE
from procedures.tables import fees, holidays, offices, parameters
from procedures.tables.changes import Change
from procedures.tables.dated import Dated, base, changed

ZLOTY = re.compile(r"(\d{1,7})(?:[.,](\d{2}))?")
PHONE = re.compile(r"\+?[\d ]{5,19}\d")
MOST_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Changeable:
    """A field of a table. `read` makes a row's value of what was typed, or raises ValueError; `write` goes back.

    An amount is typed again by the second person. `may_end`: without a row nobody knows it, and pages say so.
    """

    table: str
    field: str
    rows: Callable[[], tuple[Dated, ...]]
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    is_amount: bool = False
    may_end: bool = False

    @property
    def name(self) -> str:
        return f"{self.table}.{self.field}"

    def rows_known(self) -> list[str]:
        """In the order of the table, each once."""
        return list(dict.fromkeys(row.key for row in self.rows()))

    def row(self, key: str, day: date) -> Dated | None:
        """What a change from this day on changes."""
        return base(self.rows(), key, day)

    def said(self, row: Dated) -> str:
        return self.write(getattr(row, self.field))

    def canonical(self, typed: str) -> str:
        """As it is kept and compared. NotAValue for what the table can't hold."""
        try:
            return self.write(self.read(typed))
        except ValueError as error:
            raise NotAValue from error

    def judge(self, row: Dated, change: Change) -> None:
        """The row itself is the judge."""
        try:
            changed(row, change)
        except ValueError as error:
            raise NotAValue from error


def fact(name: str) -> Changeable:
    found = FACTS.get(name)
    if found is None:
        raise UnknownFact
    return found


def _grosze(typed: str) -> int:
    found = ZLOTY.fullmatch("".join(typed.split()).removesuffix("zł"))
    if found is None:
        raise ValueError("no amount")
    return int(found[1]) * GROSZE + int(found[2] or 0)


def _in_zloty(grosze: int) -> str:
    return f"{Decimal(grosze) / GROSZE:.2f}"


def _figure(typed: str) -> str:
    return _in_zloty(_grosze(typed))


def _lines(typed: str) -> tuple[str, ...]:
    found = tuple(filter(None, (" ".join(line.split()) for line in typed.splitlines())))
    if not 0 < len(found) <= MOST_LINES:
        raise ValueError("no lines")
    return found


def _days(typed: str) -> tuple[date, ...]:
    """None is an answer too: nothing is given or taken any more."""
    return tuple(sorted({date.fromisoformat(line) for line in typed.split()}))


def _by_day(days: tuple[date, ...]) -> str:
    return "\n".join(day.isoformat() for day in days)


def _phones(typed: str) -> tuple[str, ...]:
    found = _lines(typed)
    if not all(PHONE.fullmatch(line) for line in found):
        raise ValueError("no telephone numbers")
    return found


FACTS: Mapping[str, Changeable] = {
    each.name: each
    for each in (
        Changeable(
            table="fees", field="amount", rows=fees.table, read=_grosze, write=_in_zloty, is_amount=True, may_end=True
        ),
        Changeable(
            table="parameters",
            field="amount",
            rows=parameters.table,
            read=_figure,
            write=str,
            is_amount=True,
            may_end=True,
        ),
        Changeable(table="days_off", field="days", rows=holidays.once, read=_days, write=_by_day),
        Changeable(table="offices", field="address", rows=offices.table, read=_lines, write="\n".join),
        Changeable(table="offices", field="phones", rows=offices.table, read=_phones, write="\n".join),
    )
}
