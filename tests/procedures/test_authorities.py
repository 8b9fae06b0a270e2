"""Which office decides, by the rules of the definitions that people use: the first that holds of the answers."""

from datetime import date

import pytest

from procedures import authorities, catalogue
from procedures.authorities import Decider
from procedures.language.schema import JSON

FILED = date(2026, 11, 26)  # a Thursday
STAYS: dict[str, JSON] = {"plAddress.voivodeship": "14", "inPoland": True}
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


PURPOSES = [each.key for each in catalogue.procedures() if "purpose" in each.preset and each.key != "family"]


@pytest.mark.parametrize("key", PURPOSES)
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


ABROAD: dict[str, JSON] = {"plAddress.voivodeship": "14", "sponsor.asksFor": "none", "inPoland": False}


def test_family_abroad_follows_the_stay_of_whom_it_joins() -> None:
    """Art. 104(1b)."""
    assert decided("family", {**ABROAD, "sponsor.staysIn": "02"}) == ("family-abroad", "02")
    assert decided("family", {**ABROAD, "sponsor.staysIn": "02", "inPoland": True}) == ("place-of-stay", "14")


def test_family_abroad_follows_an_application_of_the_last_three_days_before_a_stay() -> None:
    """Art. 168(4) and (4a) speak of every such application, wherever the family member is."""
    abroad = {**BLUE_CARD, "inPoland": False, "sponsor.staysIn": "02"}
    assert decided("family", abroad) == ("with-family-member", "12")
    assert decided("family", {**abroad, "sponsor.asksFor": "transfer"}) == ("host-seat", "12")


@pytest.mark.parametrize(
    ("answers", "rule", "waits_for"),
    [
        ({}, "with-family-member", ["sponsor.asksFor"]),
        ({"sponsor.asksFor": "transfer"}, "host-seat", ["sponsor.filedOn", "sponsor.voivodeship"]),
        ({"sponsor.asksFor": "transfer", "sponsor.filedOn": "2026-11-26"}, "host-seat", ["sponsor.voivodeship"]),
        ({"sponsor.asksFor": "none"}, "family-abroad", ["inPoland"]),
        (ABROAD, "family-abroad", ["sponsor.staysIn"]),
        ({"sponsor.asksFor": "none", "inPoland": True}, "place-of-stay", ["plAddress.voivodeship"]),
    ],
)
def test_what_cannot_be_decided_yet_names_the_questions_to_answer_first(
    answers: dict[str, JSON], rule: str, waits_for: list[str]
) -> None:
    found = decider("family", answers)
    assert (found.rule.key, found.teryt, [field.key for field in found.waits_for]) == (rule, "", waits_for)


def test_who_knows_the_office_waits_for_no_question() -> None:
    assert decider("family", {**STAYS, "sponsor.asksFor": "none"}).waits_for == ()


def test_no_annex_of_the_form_names_a_host_whose_seat_decides() -> None:
    """Art. 104(1a) is of permits for a transfer within a company (art. 139a(1), 139o(1)), which this form does not ask
    for: the host of annex 3 and the units of annexes 4 and 5 have a seat that decides nothing. Only family that follows
    such a transfer is told the host's seat (art. 168(4)), and says it itself."""
    ruled = {
        procedure.key
        for procedure in catalogue.procedures()
        for rule in procedure.authorities
        if procedure.is_filed_here and any(unit.id == "foreigners:104(1a)" for unit in rule.law)
    }
    assert ruled == {"family"}


def test_own_rules_come_before_those_of_the_family() -> None:
    keys = [rule.key for rule in catalogue.procedure("family").authorities]
    assert keys == ["with-family-member", "host-seat", "family-abroad", "place-of-stay"]


@pytest.mark.parametrize(
    ("answers", "addressee"),
    [
        ({}, ""),
        (
            {"permit.kind": "humanitarian"},
            "Komendant oddziału Straży Granicznej lub komendant placówki Straży Granicznej",
        ),
        ({"permit.kind": "temporary", "requestKind": "replace"}, ""),
        ({"permit.kind": "temporary", "requestKind": "replace", "plAddress.voivodeship": "14"}, "Wojewoda Mazowiecki"),
    ],
    ids=["nothing answered", "humanitarian", "place open", "place known"],
)
def test_an_authority_that_is_no_voivode_is_named_once_the_answers_say_so(
    answers: dict[str, JSON], addressee: str
) -> None:
    """A residence card: art. 245(2) and (4)."""
    assert decider("residence-card", answers).addressee == addressee
