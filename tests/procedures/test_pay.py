"""What pay comes to a month, and when it is under the least that the law asks for."""

from datetime import date
from decimal import Decimal

import pytest

from procedures import catalogue, pay
from procedures.language.schema import JSON, LeastPay
from procedures.law import citations

DAY = date(2026, 11, 22)
FULL: JSON = {"fraction": "1"}


def least(procedure: str) -> LeastPay:
    found = catalogue.procedure(procedure).pay
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("paid", "time", "is_enough"),
    [
        ({"amount": "4806.00", "per": "month"}, FULL, True),
        ({"amount": "4805.99", "per": "month"}, FULL, False),
        ({"amount": "3000.00", "per": "month"}, {"fraction": "1/2"}, False),
        ({"amount": "57672.00", "per": "year"}, FULL, True),
        ({"amount": "57671.99", "per": "year"}, FULL, False),
        ({"amount": "31.40", "per": "hour"}, FULL, True),
        ({"amount": "31.40", "per": "hour"}, {"hours": 20}, False),
        ({"amount": "60.00", "per": "hour"}, {"hours": 20}, True),
        ({"amount": "31.40", "per": "hour"}, {"fraction": "1/2"}, False),
        ({"amount": "31.40", "per": "hour"}, None, True),
    ],
)
def test_the_minimum_wage_is_compared_with_a_month_whatever_the_working_time(
    paid: JSON, time: JSON, is_enough: bool
) -> None:
    found = pay.shortfall(least("temporary-work"), [pay.monthly(paid, time)], on=DAY)
    assert (found is None) is is_enough


def test_several_employers_count_together_where_the_law_adds_their_pay_up() -> None:
    rule = least("temporary-work")
    assert pay.shortfall(rule, [Decimal(2400), Decimal(2406)], on=DAY) is None
    found = pay.shortfall(rule, [Decimal(2400), Decimal(2405)], on=DAY)
    assert found is not None
    assert (found.paid, found.least.key) == (Decimal(4805), "minimum-wage")
    assert found.law == citations.read(["foreigners:114(1)(5)", "foreigners:114(4b)"])


def test_one_employer_is_told_of_no_sum() -> None:
    found = pay.shortfall(least("temporary-work"), [Decimal(4805)], on=DAY)
    assert found is not None
    assert found.law == citations.read(["foreigners:114(1)(5)"])


@pytest.mark.parametrize("procedure", ["blue-card", "blue-card-mobility"])
def test_one_contract_of_a_blue_card_has_to_reach_the_threshold(procedure: str) -> None:
    rule = least(procedure)
    assert pay.shortfall(rule, [Decimal("13355.34"), Decimal(1)], on=DAY) is None
    found = pay.shortfall(rule, [Decimal(13000), Decimal(13000)], on=DAY)
    assert found is not None
    assert (found.paid, found.law) == (Decimal(13000), rule.law)


def test_nothing_is_said_of_a_figure_that_is_not_known() -> None:
    assert pay.shortfall(least("temporary-work"), [Decimal(1)], on=date(2027, 1, 2)) is None


def test_nothing_is_said_before_anybody_says_a_pay() -> None:
    assert pay.shortfall(least("temporary-work"), [], on=DAY) is None


def test_only_work_has_a_least_pay() -> None:
    asked = {each.key for each in catalogue.procedures() if each.pay}
    assert asked == {"temporary-work", "blue-card", "blue-card-mobility"}
