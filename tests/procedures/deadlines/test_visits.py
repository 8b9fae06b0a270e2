"""90 days of any 180: worked examples, and the window of the engine against a set of days walked one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.deadlines import visits
from procedures.deadlines.visits import Visit

DAY = timedelta(days=1)


def visit(entered: str, left: str = "") -> Visit:
    return Visit(date.fromisoformat(entered), date.fromisoformat(left) if left else None)


@pytest.mark.parametrize(
    ("visited", "on", "used", "until"),
    [
        ([], "2026-11-28", 0, "2027-02-25"),  # 3 + 31 + 31 + 25
        ([], "2027-12-01", 0, "2028-02-28"),  # 31 + 31 + 28: a leap day comes after
        ([], "2028-02-01", 0, "2028-04-30"),  # 29 + 31 + 30
        ([visit("2026-01-01", "2026-03-31")], "2026-03-31", 90, "2026-03-31"),
        ([visit("2026-01-01", "2026-03-31")], "2026-04-01", 90, None),  # all used, the first leaves on 30 June
        ([visit("2026-01-01", "2026-03-31")], "2026-06-30", 89, "2026-09-27"),  # every day that comes, one goes
        ([visit("2026-09-01", "2026-09-10"), visit("2026-11-01")], "2026-11-28", 38, "2027-01-19"),
        ([visit("2026-09-10", "2026-09-10")], "2026-09-10", 1, "2026-12-08"),  # entry and exit on one day is one day
        ([visit("2026-09-01", "2026-09-10"), visit("2026-09-10", "2026-09-20")], "2026-09-20", 20, "2026-11-29"),
        ([visit("2026-10-20", "2026-10-31")], "2026-10-31", 12, "2027-01-17"),  # over the night of the clocks
        ([visit("2028-02-20", "2028-03-10")], "2028-03-10", 20, "2028-05-19"),  # over a leap day
        ([visit("2025-01-01", "2025-03-31")], "2026-11-28", 0, "2027-02-25"),  # long ago
    ],
)
def test_days_used_and_until_when(visited: list[Visit], on: str, used: int, until: str | None) -> None:
    found = visits.count(visited, on=date.fromisoformat(on))

    assert (found.used, found.left) == (used, 90 - used)
    assert found.until == (date.fromisoformat(until) if until else None)


def test_who_used_all_days_learns_when_to_come_again() -> None:
    found = visits.count([visit("2026-01-01", "2026-03-31")], on=date(2026, 4, 1))

    assert (found.begins, found.until, found.again) == (date(2025, 10, 4), None, date(2026, 6, 30))
    assert found.over is None


def test_the_first_day_that_was_too_much_is_named() -> None:
    assert visits.count([visit("2026-01-01", "2026-04-05")], on=date(2026, 4, 5)).over == date(2026, 4, 1)


def test_nobody_leaves_before_they_enter() -> None:
    with pytest.raises(ValueError, match="left before the day of entry"):
        visit("2026-04-02", "2026-04-01")


patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first one reads tables
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
travels = st.lists(
    st.builds(lambda first, n: Visit(first, first + n * DAY), days, st.integers(min_value=0, max_value=130)), max_size=8
)


@patiently
@given(travels, days)
def test_the_engine_comes_to_the_same_as_walking_day_by_day(visited: list[Visit], on: date) -> None:
    found = visits.count(visited, on=on)
    there = {day for each in visited for day in walked(each.entered, each.left or on)}

    assert found.used == in_window(there, on)
    assert found.until == walked_until({day for day in there if day < on}, on)
    assert (found.over is None) == all(in_window(there, day) <= 90 for day in there)
    if found.again:
        before = {day for day in there if day < on}
        assert in_window(before | {found.again}, found.again) <= 90
        assert in_window(before | {found.again - DAY}, found.again - DAY) > 90


def walked(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]


def in_window(there: set[date], day: date) -> int:
    return sum(day - n * DAY in there for n in range(180))


def walked_until(there: set[date], on: date) -> date | None:
    day, last, there = on, None, set(there)
    while True:
        there.add(day)
        if in_window(there, day) > 90:
            return last
        last, day = day, day + DAY
