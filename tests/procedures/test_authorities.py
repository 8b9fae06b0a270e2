"""Which office decides, by the rules of the definitions that people use: the first that holds of the answers."""

from datetime import date

import pytest

from procedures import authorities, catalogue
from procedures.authorities import Decider
from procedures.language.schema import JSON

FILED = date(2026, 11, 26)  # a Thursday
STAYS: dict[str, JSON] = {"plAddress.voivodeship": "14"}
BLUE_CARD: dict[str, JSON] = {
    **STAYS,
    "sponsor.asksFor": "blue-card",
    "sponsor.filedOn": "2026-11-26",
    "sponsor.voivodeship": "12",
}


def decider(key: str, answers: dict[str, JSON], *, on: date = FILED) -> Decider:
    found = catalogue.procedure(key)
    return authorities.of(found, catalogue.form_of(key), {**found.preset, **answers}, on=on)


def decided(key: str, answers: dict[str, JSON], *, on: date = FILED) -> tuple[str, str]:
    found = decider(key, answers, on=on)
    return found.rule.key, found.teryt


@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures() if each.preset and each.key != "family"])
def test_place_of_stay_decides_about_every_purpose(key: str) -> None:
    assert decided(key, STAYS) == ("place-of-stay", "14")
    assert decided(key, {}) == ("place-of-stay", "")


def test_office_of_a_rule_is_a_voivode() -> None:
    assert decider("temporary-work", STAYS).voivode == "Wojewoda Mazowiecki"
    assert decider("temporary-work", {}).voivode == ""


@pytest.mark.parametrize(
    ("asks_for", "rule", "office"),
    [
        ("none", "place-of-stay", "14"),
        ("blue-card", "with-family-member", "12"),
        ("research", "with-family-member", "12"),
        ("transfer", "host-seat", "12"),
    ],
)
def test_family_follows_the_application_of_whom_it_joins(asks_for: str, rule: str, office: str) -> None:
    """Art. 168(4) and (4a)."""
    assert decided("family", {**BLUE_CARD, "sponsor.asksFor": asks_for}) == (rule, office)


@pytest.mark.parametrize(
    ("on", "rule"),
    [
        (date(2026, 11, 25), "place-of-stay"),  # the other application comes later
        (date(2026, 11, 26), "with-family-member"),
        (date(2026, 11, 30), "with-family-member"),  # the third day is a Sunday (art. 57 § 4 KPA)
        (date(2026, 12, 1), "place-of-stay"),
    ],
)
def test_family_follows_for_three_days_only(on: date, rule: str) -> None:
    assert decided("family", BLUE_CARD, on=on)[0] == rule


@pytest.mark.parametrize("lacking", ["sponsor.asksFor", "sponsor.filedOn", "sponsor.voivodeship"])
def test_office_is_open_while_an_answer_that_may_decide_is_missing(lacking: str) -> None:
    """Nobody is told the office of their place of stay first, and another one after the next question."""
    answers = {key: value for key, value in BLUE_CARD.items() if key != lacking}
    assert decided("family", answers) == ("with-family-member", "")


def test_rule_that_no_answer_decides_is_said_and_never_holds() -> None:
    abroad = next(rule for rule in catalogue.procedure("family").authorities if rule.key == "family-abroad")
    assert (abroad.decides, abroad.law[0].id) == (False, "foreigners:104(1b)")
    assert decided("family", {**STAYS, "sponsor.asksFor": "none", "inPoland": False}) == ("place-of-stay", "14")


def test_own_rules_come_before_those_of_the_family() -> None:
    keys = [rule.key for rule in catalogue.procedure("family").authorities]
    assert keys == ["with-family-member", "host-seat", "family-abroad", "place-of-stay"]
