"""Polish days off: public holidays of the dated table, with Saturdays and Sundays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from procedures import reading
from procedures.reading import DefinitionPlace
from procedures.tables import dated

FILE = Path(__file__).with_name("holidays.toml")
SATURDAY, SUNDAY = 5, 6
LEAP_YEAR = 2024
ONCE = "days_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """On the same day of each year, from the first to the last year in which it is one."""

    month: int
    day: int
    since: int
    name: str
    until: int | None = None

    def __post_init__(self) -> None:
        _in_leap_year = date(LEAP_YEAR, self.month, self.day)  # ValueError when there is no such day
        if self.until is not None and self.until < self.since:
            raise ValueError("ends before it begins")

    def holds(self, year: int) -> bool:
        return self.since <= year and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """So many days after Easter Sunday."""

    after_easter: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff(dated.Dated):
    """What counts for once, besides the holidays of every year: `key` says whether it is given or taken."""

    label: str
    days: tuple[date, ...]


def is_off(day: date) -> bool:
    """A Saturday, a Sunday or a public holiday (KPA art. 57 § 4)."""
    return day.weekday() >= SATURDAY or day in named(day.year)


def is_free(day: date) -> bool:
    """Off by the Act of 18 January 1951 alone, which says nothing of Saturdays."""
    return day.weekday() == SUNDAY or day in named(day.year)


def name(day: date) -> str:
    """Of the public holiday, in Polish; empty when it is none."""
    return named(day.year).get(day, "")


@cache
def table() -> tuple[tuple[Fixed, ...], tuple[Moving, ...]]:
    """What is wrong in it stops the start."""
    raw = reading.table(FILE)
    place = DefinitionPlace(FILE.name)
    place.known(raw, ("fixed", "moving", ONCE))
    fixed = tuple(_place(row).read(Fixed, **row) for row in place.tables(raw, "fixed"))
    return fixed, tuple(_place(row).read(Moving, **row) for row in place.tables(raw, "moving"))


def once() -> tuple[DaysOff, ...]:
    """Days of one year alone; editors enter them."""
    return dated.cached(FILE.name, ONCE, DaysOff)


def named(year: int) -> Mapping[date, str]:
    """Days off of this year, with those of once; Sundays are days off besides."""
    given, taken = _of_once("given", year), _of_once("taken", year)
    every = _of_every_year(year)
    if not given and not taken:
        return every
    return {day: name for day, name in every.items() if day not in taken} | {day: every.get(day, "") for day in given}


def _of_once(key: str, year: int) -> frozenset[date]:
    """By the row that holds on the very day."""
    rows = [row for row in once() if row.key == key]
    return frozenset(day for row in rows for day in row.days if day.year == year and row.holds(day))


@cache
def _of_every_year(year: int) -> Mapping[date, str]:
    fixed, moving = table()
    on_days = {date(year, row.month, row.day): row.name for row in fixed if row.holds(year)}
    return {easter(year) + timedelta(days=row.after_easter): row.name for row in moving} | on_days


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _place(row: reading.Table) -> DefinitionPlace:
    return DefinitionPlace(FILE.name, field=str(row.get("name", "")))
