"""Visa-free stay of 90 days in any 180: how many days are used, and until when one may stay. Pure, a day in, a day out.

The day of entry is the first day of a stay, the day of exit its last. Of each day of a stay the 180 days that end with
it are looked at (Schengen Borders Code, art. 6(1), (2)).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ALLOWED, PERIOD = 90, 180
LAW = ("borders:6(1)", "borders:6(2)", "foreigners:299(2)")  # nobody read the first act: not verified
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Visit:
    """Without `left` somebody is still there."""

    entered: date
    left: date | None = None

    def __post_init__(self) -> None:
        if self.left is not None and self.left < self.entered:
            raise ValueError("left before the day of entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisaFree:
    """As on a day: `used` with it, if it was spent there; `left` are the days that remain in its period.

    `until` is the last day of a stay that goes on, or begins, on that day; None when that day itself is too much, and
    `again` is then the first day on which one may enter again. `over` is the first day that was too much, if any was.
    """

    on: date
    begins: date  # of the period of 180 days that ends on that day
    used: int
    until: date | None
    again: date | None
    over: date | None

    @property
    def left(self) -> int:
        return max(ALLOWED - self.used, 0)


def count(visits: Iterable[Visit], *, on: date) -> VisaFree:
    days = days_of(visits, on=on)
    until = _until(days, on)
    return VisaFree(
        on=on,
        begins=begins(on),
        used=used(days, on),
        until=until,
        again=None if until else _again(days, on),
        over=next((day for day in days if used(days, day) > ALLOWED), None),
    )


def days_of(visits: Iterable[Visit], *, on: date) -> list[date]:
    """Each day once, however often it was travelled on; a stay that goes on is counted to the day asked for."""
    found: list[date] = []
    for visit in sorted(visits, key=lambda each: each.entered):
        first = max(visit.entered, found[-1] + ONE) if found else visit.entered
        last = visit.left or max(on, visit.entered)
        found += [first + each * ONE for each in range((last - first).days + 1)]
    return found


def begins(day: date) -> date:
    """The first of the 180 days that end with this one."""
    return day - (PERIOD - 1) * ONE


def used(days: Sequence[date], day: date) -> int:
    """Days spent there in the 180 that end with this one."""
    return bisect_right(days, day) - bisect_left(days, begins(day))


def _until(days: Sequence[date], on: date) -> date | None:
    """Somebody who is there from that day on, without a break: the last day before the first that is too much."""
    before = days[: bisect_left(days, on)]
    last = None
    for each in range(ALLOWED):
        day = on + each * ONE
        if used(before, day) + each + 1 > ALLOWED:
            break
        last = day
    return last


def _again(days: Sequence[date], on: date) -> date:
    """Somebody who leaves before that day: the first on which a stay may begin."""
    before = days[: bisect_left(days, on)]
    return next(day for day in (on + each * ONE for each in range(PERIOD + 1)) if used(before, day) < ALLOWED)
