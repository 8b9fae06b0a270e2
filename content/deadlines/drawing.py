"""The visa-free days as a drawn calendar, a line a month, and the same in numbers for who does not see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi

from procedures.deadlines.visits import VisaFree

ONE = timedelta(days=1)
CELL, LABEL, LINE, TOP = 18, 130, 24, 22
BASELINE = 13  # of a letter in its line
DAYS = 31
WIDTH = LABEL + DAYS * CELL
SPENT, AHEAD, EMPTY = "spent", "ahead", "empty"


@dataclass(frozen=True, slots=True)
class Square:
    """A day."""

    x: int
    y: int
    kind: str
    middle_x: int
    middle_y: int


@dataclass(frozen=True, slots=True)
class Month:
    """How many of its days were spent there, or still may be, and its line of the drawing."""

    title: str
    spent: int
    ahead: int
    baseline: int
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    width: int
    height: int
    label_x: int
    months: tuple[Month, ...]
    numbers: tuple[tuple[int, int], ...]  # where above the columns which day of the month stands


def of(days: Sequence[date], found: VisaFree) -> Drawn:
    """The months of the period of 180 days, and of the days that are left."""
    spent = {day for day in days if found.begins <= day <= found.on}
    ahead = set(_between(found.on, found.until)) - spent if found.until else set[date]()
    firsts = list(_months(found.begins, found.until or found.on))
    months = tuple(_month(first, TOP + LINE * number, spent, ahead) for number, first in enumerate(firsts))
    numbers = tuple((_x(number) + CELL // 2, number) for number in (1, *range(5, DAYS, 5)))
    label_x = WIDTH if get_language_bidi() else 0
    return Drawn(WIDTH, TOP + LINE * len(months), label_x, months, numbers)


def _month(first: date, y: int, spent: set[date], ahead: set[date]) -> Month:
    days = [day for day in _between(first, first + (DAYS - 1) * ONE) if day.month == first.month]
    kinds = [(day, SPENT if day in spent else AHEAD if day in ahead else EMPTY) for day in days]
    middle = (CELL - 2) // 2
    squares = tuple(Square(_x(day.day), y, kind, _x(day.day) + middle, y + middle) for day, kind in kinds)
    told = [kind for _day, kind in kinds]
    return Month(date_format(first, "F Y"), told.count(SPENT), told.count(AHEAD), y + BASELINE, squares)


def _x(day: int) -> int:
    """From the side on which the reader begins."""
    left = LABEL + (day - 1) * CELL
    return WIDTH - left - CELL if get_language_bidi() else left


def _months(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + DAYS * ONE).replace(day=1)


def _between(first: date, last: date) -> list[date]:
    return [first + each * ONE for each in range((last - first).days + 1)]
