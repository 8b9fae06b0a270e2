"""Which facts an editor may change without a release, and how their values are written: the files' rows judge them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from procedures import terms
from procedures.errors import NotAValue, UnknownFact
from procedures.money import GROSZE
from procedures.tables import fees, holidays, offices, parameters, reach, statements
from procedures.tables.changes import Change, Changes
from procedures.tables.dated import Dated, base, changed
from procedures.tables.periods import Period
from procedures.tables.reach import Hours

ZLOTY = re.compile(r"(\d{1,7})(?:[.,](\d{2}))?")
PHONE = re.compile(r"\+?[\d ]{5,19}\d")
OPEN = re.compile(r"(\w+\.?)(?:\s*[-–]\s*(\w+\.?))?\s+(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})")
POLISH_DAYS = ("pn", "wt", "śr", "czw", "pt", "sob", "niedz")  # as an office writes them on its door
NUMBER = re.compile(r"[0-9]{1,3}")
OPEN_SIDE = "…"
MOST_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Changeable:
    """A field of a table. `read` makes a row's value of what was typed, or raises ValueError; `write` goes back.

    An amount is typed again by the second person. `may_end`: without a row nobody knows it, and pages say so.
    `is_of_part`: its rows stand in the rows of the table, and its keys name both. `none_is_said`: an empty value is an
    answer, where in other facts it means that nobody knows.
    """

    table: str
    field: str
    rows: Callable[[], tuple[Dated, ...]]
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    is_amount: bool = False
    may_end: bool = False
    is_of_part: bool = False
    none_is_said: bool = False
    holds_by_days: bool = False  # its value is the days on which it holds: without a row it does not
    shown: str = ""  # what says its value, where that is not the field
    of: str = ""  # what its name begins with, where that is not its table
    label: Callable[[Any], str] = lambda row: _(row.label)  # of a row, in the language of the reader

    @property
    def name(self) -> str:
        return f"{self.of or self.table}.{self.field}"

    @property
    def takes_nothing(self) -> bool:
        try:
            self.read("")
        except ValueError:
            return False
        return True

    def place(self, key: str) -> dict[str, str]:
        """Of the change: which row of the table, and which part of it."""
        row, _of, part = key.partition(offices.OF_OFFICE) if self.is_of_part else (key, "", "")
        return {"table": self.table, "field": self.field, "key": row, "part": part}

    def changes(self, known: Changes) -> dict[tuple[str, date], Change]:
        """Of this fact, by key and first day."""
        own = (each for each in known.of(self.table) if each.field == self.field and bool(each.part) == self.is_of_part)
        return {
            (f"{each.key}{offices.OF_OFFICE}{each.part}" if each.part else each.key, each.valid_from): each
            for each in own
        }

    def rows_known(self) -> list[str]:
        """In the order of the table, each once."""
        return list(dict.fromkeys(row.key for row in self.rows()))

    def row(self, key: str, day: date) -> Dated | None:
        """What a change from this day on changes."""
        return base(self.rows(), key, day)

    def said(self, row: Dated) -> str:
        return self.write(getattr(row, self.shown or self.field))

    def told(self, row: Dated) -> str | None:
        """None where nobody knows it."""
        return self.said(row) or ("" if self.none_is_said else None)

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


def _from_to(typed: str) -> tuple[date, ...]:
    """A first day, and a last one where it is known."""
    found = tuple(date.fromisoformat(day) for day in typed.replace("–", " ").split())
    if not found:
        raise ValueError("no day")
    return found


def _number(typed: str) -> int:
    """Of days or months."""
    if not NUMBER.fullmatch(typed.strip()) or not int(typed):
        raise ValueError("no number")
    return int(typed)


def _taken(typed: str) -> terms.Taken:
    """A first and a last day; a side that is open is written as …, and nothing where they are always taken."""
    if not typed.strip():
        return terms.ALWAYS
    sides = typed.replace("...", OPEN_SIDE).replace("–", " ").split()
    if len(sides) != len(("opens", "closes")):
        raise ValueError("not two days")
    if set(sides) == {OPEN_SIDE}:
        raise ValueError("a window opens, closes, or both")
    opens, closes = (None if side == OPEN_SIDE else date.fromisoformat(side) for side in sides)
    return opens, closes


def _by_side(taken: terms.Taken) -> str:
    if taken == terms.ALWAYS:
        return ""
    return "\n".join(day.isoformat() if day else OPEN_SIDE for day in taken)


def _by_day(days: tuple[date, ...]) -> str:
    return "\n".join(day.isoformat() for day in days)


def _of_period(row: Period) -> str:
    return row.said


def _lines_or_none(typed: str) -> tuple[str, ...]:
    return _lines(typed) if typed.strip() else ()


def _hours(typed: str) -> tuple[Hours, ...]:
    """By weekday: monday 08:00-16:00, or pn-pt 8:00-16:00 as it stands on the door. Hours refuses what it can't be."""
    found = [each for line in typed.splitlines() if line.strip() for each in _open_on(line.strip())]
    if len({each.day for each in found}) < len(found):
        raise ValueError("a day has two rows")
    return tuple(sorted(found, key=lambda each: reach.DAYS.index(each.day)))


def _open_on(line: str) -> list[Hours]:
    """ValueError for a day or a time that is none."""
    found = OPEN.fullmatch(line)
    if found is None:
        raise ValueError("no opening hours")
    first, last, opens, closes = found.groups()
    days = reach.DAYS[_weekday(first) : _weekday(last or first) + 1]
    if not days:
        raise ValueError("the week goes from monday to sunday")
    return [Hours(day=day, opens=opens.zfill(5), closes=closes.zfill(5)) for day in days]


def _weekday(name: str) -> int:
    called = name.lower().removesuffix(".")
    return (POLISH_DAYS if called in POLISH_DAYS else reach.DAYS).index(called)


def _by_weekday(hours: tuple[Hours, ...]) -> str:
    return "\n".join(f"{each.day} {each.opens}-{each.closes}" for each in hours)


def _site(typed: str) -> str:
    """One, or none."""
    found = typed.strip()
    if found and not reach.is_site(found):
        raise ValueError("no https address")
    return found


def _phones(typed: str) -> tuple[str, ...]:
    found = _lines(typed)
    if not all(PHONE.fullmatch(line) for line in found):
        raise ValueError("no telephone numbers")
    return found


def _reached(field: str, read: Callable[[str], Any], write: Callable[[Any], str]) -> tuple[Changeable, Changeable]:
    """Of an office, and of a branch in another town."""
    return (
        Changeable(table="offices", field=field, rows=offices.table, read=read, write=write),
        Changeable(
            table="offices", field=field, rows=offices.branches, read=read, write=write, is_of_part=True, of="branches"
        ),
    )


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
        Changeable(table="days_off", field="days", rows=holidays.once, read=_days, write=_by_day, none_is_said=True),
        Changeable(
            table="statements",
            field="days",
            rows=statements.table,
            read=_from_to,
            write=_by_day,
            label=lambda row: statements.said(row).title,
            holds_by_days=True,
            shown="spoken",
        ),
        Changeable(
            table="rules", field="days", rows=terms.counted, read=_number, write=str, label=lambda row: _(row.title)
        ),
        Changeable(
            table="rules", field="least", rows=terms.at_least, read=_number, write=str, label=lambda row: _(row.title)
        ),
        Changeable(
            table="rules", field="most", rows=terms.at_most, read=_number, write=str, label=lambda row: _(row.title)
        ),
        Changeable(
            table="rules",
            field="months",
            rows=terms.counted_in_months,
            read=_number,
            write=str,
            label=lambda row: _(row.title),
        ),
        Changeable(table="terms", field="days", rows=terms.in_days, read=_number, write=str, label=_of_period),
        Changeable(table="terms", field="months", rows=terms.in_months, read=_number, write=str, label=_of_period),
        Changeable(table="windows", field="taken", rows=terms.windows, read=_taken, write=_by_side, none_is_said=True),
        *_reached("address", _lines, "\n".join),
        *_reached("phones", _phones, "\n".join),
        *_reached("hours", _hours, _by_weekday),
        *_reached("booking", _site, str),
        *_reached("accessibility", _lines_or_none, "\n".join),
    )
}
