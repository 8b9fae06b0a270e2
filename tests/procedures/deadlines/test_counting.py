"""What holds of every day, whatever it is; drawn, not picked."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.deadlines import counting, engine, rules
from procedures.deadlines.engine import CannotCount
from procedures.tables import holidays

patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first one reads tables
days = st.dates(date(2020, 1, 1), date(2060, 12, 31))
numbers = st.integers(min_value=1, max_value=90)


@patiently
@given(days, numbers)
def test_a_moved_term_never_ends_on_a_day_off_nor_before_its_days(event: date, number: int) -> None:
    raw, counted = event + timedelta(days=number), counting.days_after(event, number)

    assert counted.day >= raw
    assert not holidays.is_off(counted.day)
    assert all(holidays.is_off(raw + timedelta(days=n)) for n in range((counted.day - raw).days))


@patiently
@given(days, numbers)
def test_a_term_that_may_move_has_the_unmoved_day_as_the_safer_one(event: date, number: int) -> None:
    counted = counting.days_after(event, number, moves=counting.PERHAPS)

    assert (counted.careful or counted.day) == event + timedelta(days=number)


@patiently
@given(days, numbers)
def test_working_days_end_on_one_and_saturdays_only_shorten_them(event: date, number: int) -> None:
    counted = counting.working_days_after(event, number)
    between = (event + timedelta(days=n) for n in range(1, (counted.day - event).days + 1))

    assert sum(not holidays.is_off(day) for day in between) == number
    assert not holidays.is_off(counted.day)
    assert counted.careful is None or event < counted.careful < counted.day


@patiently
@given(days)
def test_a_day_of_lawful_stay_never_moves_and_a_last_working_day_never_later(day: date) -> None:
    assert counting.same_day(day).day == day
    assert counting.last_working_day(day).day <= day
    assert not holidays.is_off(counting.last_working_day(day).day)


@pytest.mark.parametrize(
    ("key", "given", "number", "field", "code"),
    [
        ("appeal", {}, None, "day", "required"),
        ("appeal", {"day": date(1900, 1, 1)}, None, "day", "out-of-bounds"),
        ("appeal", {"day": date.max}, None, "day", "out-of-bounds"),
        ("fee-call", {"day": date(2026, 11, 1)}, None, "days", "required"),
        ("fee-call", {"day": date(2026, 11, 1)}, 15, "days", "out-of-bounds"),
        ("fee-call", {"day": date(2026, 11, 1)}, 6, "days", "out-of-bounds"),
        ("outage", {"day": date(2026, 11, 1), "began": date(2026, 11, 2)}, None, "repaired", "required"),
        (
            "outage",
            {"day": date(2026, 11, 1), "began": date(2026, 11, 2), "repaired": date(2026, 11, 1)},
            None,
            "repaired",
            "before-the-other",
        ),
        ("visa-stay", {"day": date(2026, 11, 1), "entry": date(2026, 11, 2)}, 3, "day", "before-the-other"),
    ],
)
def test_days_that_do_not_go_together_are_refused_with_the_question(
    key: str, given: dict[str, date], number: int | None, field: str, code: str
) -> None:
    with pytest.raises(CannotCount) as refused:
        engine.count(rules.rule(key, date(2026, 11, 28)), given, number)
    assert (refused.value.field, refused.value.code) == (field, code)
