"""Worked examples whose days were counted by hand, and a second calculation that shares nothing with the engine."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from procedures.deadlines import counting, engine, rules

ON = date(2026, 11, 28)
FILE = Path(__file__).with_name("examples.csv")
DAY = timedelta(days=1)
# Days off of the Act of 18 January 1951, read from printed calendars; Sundays not among them
FIXED = ("01-01", "01-06", "05-01", "05-03", "08-15", "11-01", "11-11", "12-25", "12-26")
MOVING = {
    2024: ("03-31", "04-01", "05-19", "05-30"),
    2025: ("04-20", "04-21", "06-08", "06-19", "12-24"),
    2026: ("04-05", "04-06", "05-24", "06-04", "12-24"),
    2027: ("03-28", "03-29", "05-16", "05-27", "12-24"),
    2028: ("04-16", "04-17", "06-04", "06-15", "12-24"),
}
OFF = {date.fromisoformat(f"{year}-{each}") for year, days in MOVING.items() for each in (*FIXED, *days)}


@dataclass(frozen=True)
class Example:
    rule: str
    days: dict[str, date]
    number: int | None
    expected: date
    careful: date | None
    why: str


def examples() -> Iterator[Example]:
    with FILE.open() as file:
        for row in csv.DictReader(file):
            days = {key: date.fromisoformat(row[key]) for key in ("day", "entry", "began", "repaired") if row[key]}
            careful = date.fromisoformat(row["careful"]) if row["careful"] else None
            number = int(row["days"]) if row["days"] else None
            yield Example(row["rule"], days, number, date.fromisoformat(row["expected"]), careful, row["why"])


EXAMPLES = list(examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.rule} {each.days['day']}: {each.why}")
def test_the_engine_counts_as_people_did(example: Example) -> None:
    found = engine.count(rules.rule(example.rule, ON), example.days, example.number)

    assert (found.day, found.counted.careful) == (example.expected, example.careful)
    assert found.counted.steps


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each.rule} {each.days['day']}")
def test_a_second_calculation_comes_to_the_same_day(example: Example) -> None:
    assert naively(example) == example.expected


def test_the_table_has_examples_of_every_rule_and_of_what_is_hard() -> None:
    said = " ".join(each.why for each in EXAMPLES)

    assert len(EXAMPLES) >= 60
    assert {each.rule for each in EXAMPLES} == {row.key for row in rules.table()}
    assert all(word in said for word in ("leap day", "Easter", "clocks", "over the year", "New Year"))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),  # an hour shorter
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),  # an hour longer
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_moment_is_of_its_day_in_warsaw(moment: datetime, day: date) -> None:
    assert counting.warsaw_day(moment) == day


def test_a_moment_without_a_time_zone_is_of_no_day() -> None:
    with pytest.raises(ValueError, match="a moment has its time zone"):
        counting.warsaw_day(datetime(2026, 3, 29, 2, 30))  # noqa: DTZ001  # that is the point


@pytest.mark.parametrize(
    ("day", "over"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, 0, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)),
    ],
)
def test_a_last_day_is_over_at_midnight_in_warsaw(day: date, over: datetime) -> None:
    assert counting.same_day(day).ends_at == over


def naively(example: Example) -> date:
    """The longhand of each rule: no table of rules, no Easter, no shared loop."""
    key, day = example.rule, example.days["day"]
    if key in LASTS:
        end = later(day, example.number or LASTS[key])
        return next(each for each in (end + n * DAY for n in range(15)) if is_working(each))
    if key in {"job-lost", "reason-ended", "blue-card", "employer-changes", "host-changes"}:
        return nth_working(day, 15)
    return LONGHAND[key](example, day)


def of_visa(example: Example, day: date) -> date:
    stay = [example.days["entry"] + n * DAY for n in range(example.number or 0)]
    return [each for each in stay if each <= day][-1]


def of_outage(example: Example, day: date) -> date:
    began, repaired = example.days["began"], example.days["repaired"]
    return nth_working(repaired, 3) if began <= day <= repaired else day


def last_open(_example: Example, day: date) -> date:
    return next(each for each in (day - n * DAY for n in range(15)) if is_working(each))


def later(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)


LASTS = {"appeal": 14, "complaint": 7, "restore": 7, "court": 30, "employer-work-ended": 15, "card-changed": 14}
LASTS |= {"card-lost": 3, "card-found": 3, "card-return": 14, "defects": 7, "fee-call": 7}


def half_a_year_later(_example: Example, day: date) -> date:
    month = day.replace(day=1)
    for _each in range(6):
        month = (month + 31 * DAY).replace(day=1)
    end = max(each for each in (month + n * DAY for n in range(day.day)) if each.month == month.month)
    return next(each for each in (end + n * DAY for n in range(15)) if is_working(each))


LONGHAND: dict[str, Callable[[Example, date], date]] = {
    "file-temporary": lambda _example, day: day,
    "extend-visa": lambda _example, day: day,
    "file-permanent": lambda _example, day: day,
    "file-long-term": lambda _example, day: day,
    "visa-stay": of_visa,
    "extend-visa-free": last_open,
    "outage": of_outage,
    "draft": lambda _example, day: later(day, 45),
    "family-of-protected": half_a_year_later,
    "leave": lambda _example, day: later(day, 30),
    "card-renewal": lambda _example, day: later(day, -30),
}


def is_working(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in OFF


def nth_working(after: date, number: int) -> date:
    return [each for each in (after + n * DAY for n in range(1, 60)) if is_working(each)][number - 1]
