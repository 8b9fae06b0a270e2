"""What somebody owes by their answers: whole, less, nothing, or not known before a question is answered."""

from dataclasses import replace
from datetime import date

import pytest

from procedures import catalogue, dues
from procedures.dues import Due, DueStanding
from procedures.language import conditions
from procedures.language.schema import Answers, Charge

TODAY = date(2026, 11, 28)
GROWN, CHILD = {"birthDate": "1990-01-01"}, {"birthDate": "2015-01-01"}
WORK = "temporary-work"


def owed(key: str, answers: Answers, *claims: str, on: date = TODAY) -> dict[str, Due]:
    procedure, form = catalogue.procedure(key), catalogue.form_of(key)
    decided = dues.decide(procedure, form, {**procedure.preset, **answers}, on=on)
    return {due.fee: due for due in dues.of(procedure, decided, claims=claims, filed_on=on, paid_on=on)}


def said(due: Due) -> tuple[DueStanding, int | None, str]:
    return due.standing, due.row.amount if due.row else None, due.relief.key if due.relief else ""


@pytest.mark.parametrize(
    ("procedure", "answers", "claims", "fee", "expected"),
    [
        (WORK, GROWN, (), "card", (DueStanding.OWED, 10000, "")),
        (WORK, CHILD, (), "card", (DueStanding.REDUCED, 5000, "under-16")),
        (WORK, GROWN, ("hardship",), "card", (DueStanding.REDUCED, 5000, "hardship")),
        (WORK, {}, (), "card", (DueStanding.UNDECIDED, None, "")),
        (WORK, {}, (), "duty-temporary-work", (DueStanding.OWED, 44000, "")),
        (WORK, {}, ("hardship",), "card", (DueStanding.REDUCED, 5000, "hardship")),
        ("studies", {}, (), "card", (DueStanding.REDUCED, 5000, "student")),
        ("trafficking-victim", {}, (), "duty-temporary", (DueStanding.FREE, None, "victim")),
        ("short-stay", {}, (), "duty-temporary", (DueStanding.OWED, 34000, "")),
        ("short-stay", {}, ("summoned",), "duty-temporary", (DueStanding.REDUCED, 8500, "summoned")),
        ("other-circumstances", CHILD, ("humanitarian-visa",), "card", (DueStanding.FREE, None, "humanitarian-visa")),
    ],
)
def test_what_is_owed(
    procedure: str, answers: Answers, claims: tuple[str, ...], fee: str, expected: tuple[DueStanding, int | None, str]
) -> None:
    assert said(owed(procedure, answers, *claims)[fee]) == expected


def test_what_is_not_known_names_the_question_that_decides() -> None:
    found = owed(WORK, {})["card"]
    assert [field.key for field in dues.questions(catalogue.form_of(WORK), found)] == ["birthDate"]
    assert owed(WORK, GROWN)["card"].waits_for == ()


@pytest.mark.parametrize(
    ("born", "on", "is_less"),
    [
        ("2010-11-29", date(2026, 11, 28), True),
        ("2010-11-28", date(2026, 11, 28), False),
        ("2012-02-29", date(2028, 2, 28), True),
        ("2012-02-29", date(2028, 2, 29), False),
        ("2010", date(2026, 6, 1), False),  # not for certain
        ("2011", date(2026, 12, 31), True),
    ],
)
def test_under_sixteen_is_counted_on_the_day_of_filing(born: str, on: date, is_less: bool) -> None:
    assert (owed(WORK, {"birthDate": born}, on=on)["card"].standing == DueStanding.REDUCED) is is_less


def test_claim_that_is_none_of_this_procedure_grants_nothing() -> None:
    assert owed(WORK, GROWN, "humanitarian-visa", "under-16")["card"].standing == DueStanding.OWED


def test_fee_of_some_is_owed_by_those_alone_and_waits_for_their_answer() -> None:
    procedure, form = catalogue.procedure(WORK), catalogue.form_of(WORK)
    visa = conditions.read({"field": "stayBasis", "is": ["2"]})
    procedure = replace(procedure, fees=(Charge(fee="card", when=visa, only="If you are here on a visa."),))

    def standings(answers: Answers) -> list[DueStanding]:
        decided = dues.decide(procedure, form, {**procedure.preset, **GROWN, **answers}, on=TODAY)
        return [due.standing for due in dues.of(procedure, decided, filed_on=TODAY, paid_on=TODAY)]

    assert standings({}) == standings({"inPoland": True}) == [DueStanding.UNDECIDED]
    assert standings({"inPoland": True, "stayBasis": "2"}) == [DueStanding.OWED]
    assert standings({"inPoland": True, "stayBasis": "1"}) == []
    assert standings({"inPoland": False}) == []


def test_what_is_written_down_at_filing_says_the_same_afterwards() -> None:
    procedure, form = catalogue.procedure(WORK), catalogue.form_of(WORK)
    decided = dues.decide(procedure, form, {**procedure.preset, **CHILD}, on=TODAY)
    assert dues.kept(decided) == {"duty-temporary-work": [], "card": ["under-16"]}
    assert dues.written(procedure, dues.kept(decided)) == decided


def test_who_has_not_begun_is_granted_nothing_that_answers_decide() -> None:
    procedure, form = catalogue.procedure(WORK), catalogue.form_of(WORK)
    decided = dues.closed(dues.decide(procedure, form, procedure.preset, on=TODAY))
    found = dues.of(procedure, decided, filed_on=TODAY, paid_on=TODAY)
    assert [due.standing for due in found] == [DueStanding.OWED, DueStanding.OWED]
