"""Legal dates: the last lawful day to file, terms that move from days off, and Polish public holidays."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from procedures import reading
from procedures.tables import dated

SATURDAY = 5


def last_lawful_day(last_day_of_stay: date) -> date:
    """The last day of lawful stay itself: KPA 57 § 4 does not move it (art. 105, 202, 218a)."""
    return last_day_of_stay


def end_of_term(start: date, *, days: int) -> date:
    """The end of a term in days under KPA 57: the first day is not counted, a Saturday or holiday moves the end."""
    end = start + timedelta(days=days)
    while end.weekday() >= SATURDAY or end in holidays(end.year):
        end += timedelta(days=1)
    return end


def end_of_working_days(start: date, *, days: int) -> date:
    """The end of a term in working days: Sundays and holidays are not counted.

    The Act on foreigners does not say whether a Saturday is one. It is counted here, so that the day is never too late.
    """
    end = start
    for _day in range(days):
        end += timedelta(days=1)
        while end.weekday() > SATURDAY or end in holidays(end.year):
            end += timedelta(days=1)
    return end


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff(dated.Dated):
    """What counts for once, besides the holidays of every year: `key` says whether it is given or taken."""

    label: str
    days: tuple[date, ...]


def holidays(year: int) -> frozenset[date]:
    """Days off of the Act of 18 January 1951 in this year, with those of once; Sundays are days off besides."""
    return _of_every_year(year) - _of_once("taken", year) | _of_once("given", year)


def table() -> tuple[DaysOff, ...]:
    return dated.cached("holidays.toml", "days_off", DaysOff)


def _of_once(key: str, year: int) -> frozenset[date]:
    """By the row that holds on the very day."""
    rows = [row for row in table() if row.key == key]
    return frozenset(day for row in rows for day in row.days if day.year == year and row.holds(day))


@cache
def _of_every_year(year: int) -> frozenset[date]:
    table = reading.table(dated.ROOT / "holidays.toml")
    fixed = {
        date(year, row["month"], row["day"]) for row in table["fixed"] if row["since"] <= year <= row.get("until", year)
    }
    moving = {easter(year) + timedelta(days=row["after_easter"]) for row in table["moving"]}
    return frozenset(fixed | moving)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
