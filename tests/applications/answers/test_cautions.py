"""What is said once more before signing: of the form that people use, with the answers of one person."""

from typing import Any

import pytest
import time_machine
from django.utils import translation

from applications.answers import cautions, forms
from procedures import catalogue
from procedures.language.schema import NONE, Procedure
from tests.journeys.answers import OLENA

WORK = catalogue.procedure("temporary-work")
FORM = catalogue.form_of("temporary-work")
ANSWERS: dict[str, Any] = {**WORK.preset, **{key: value for step in OLENA.values() for key, value in step.items()}}
PAST = {"from": "2019-01-10", "to": "2019-04-01", "basis": "visa-free"}


def told(**changed: Any) -> list[tuple[str, str]]:
    with translation.override("en"), time_machine.travel("2026-11-22 12:00"):
        found = cautions.of(FORM, {**ANSWERS, **changed})
        return [(f"{each.step.key}.{each.field.key}", each.text.split(".")[0]) for each in found]


def test_nothing_is_said_of_answers_that_fit_together() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"previousStays": [PAST, {**PAST, "to": "2019-02-01"}]},
         ("stays.previousStays", "Two of these times overlap")),
        ({"previousStays": [{**PAST, "to": "2024-06-01"}]},
         ("stays.lastEntry", "An earlier stay ends after your last entry")),
        ({"travels5y": NONE},
         ("journeys.travels5y", "You entered Poland in the last five years, so you were outside it in that time")),
        ({"travelDoc.expiryDate": "2026-11-21"}, ("passport.travelDoc.expiryDate", "This document has expired")),
        ({"travelDoc.expiryDate": "2027-02-01"},
         ("passport.travelDoc.expiryDate",
          "This document runs out within three months, and a permit is for a longer stay")),
        ({"plAddress.postalCode": "30-001"},
         ("place.plAddress.postalCode", "This postal code looks like one of another voivodeship")),
        ({"travels5y": [{"country": "DEU", "from": "2026-11-01", "to": "2026-11-20"}]},
         ("journeys.travels5y", "A journey ends after your last entry to Poland")),
        ({"insurance": NONE}, ("means.insurance", "You name no health insurance")),
    ],
)  # fmt: skip
def test_each_contradiction_is_told_at_its_question(changed: dict[str, Any], said: tuple[str, str]) -> None:
    assert told(**changed) == [said]


def test_they_stand_in_the_order_of_the_form() -> None:
    found = told(**{"travels5y": NONE, "travelDoc.expiryDate": "2026-11-21"})
    assert [place for place, _text in found] == ["passport.travelDoc.expiryDate", "journeys.travels5y"]


def test_nothing_is_said_of_what_is_not_asked() -> None:
    """Abroad: that is said, and the last entry is no question any more."""
    found = told(inPoland=False, previousStays=[{**PAST, "to": "2024-06-01"}])
    assert [place for place, _text in found] == ["stays.inPoland"]


def test_each_says_by_which_law() -> None:
    found = list(cautions.of(FORM, {**ANSWERS, "insurance": NONE, "plAddress.postalCode": "30-001"}))
    assert [(each.code, [unit.id for unit in each.law], each.verified) for each in found] == [
        ("code-of-voivodeship", ["foreigners:104(1)"], False),
        ("insured-through-work", ["foreigners:114(1)(1)", "foreigners:114(4a)"], True),
    ]


PERMITS = [each for each in catalogue.procedures() if "purpose" in each.preset]


@pytest.mark.parametrize("procedure", PERMITS, ids=lambda each: each.key)
def test_no_insurance_is_told_exactly_where_the_procedure_asks_for_it(procedure: Procedure) -> None:
    """With the article that the procedure cites for its proof."""
    asked = [each.law[0] for each in procedure.documents if each.key == "insurance"]
    form = catalogue.form_of(procedure.key)
    found = list(cautions.of(form, {**ANSWERS, **procedure.preset, "insurance": NONE}))
    assert [each.law[0] for each in found if each.field.key == "insurance"] == asked


@pytest.mark.parametrize(("purpose", "said"), [("15", False), ("16", False), ("17", True)])
def test_a_short_stay_asks_for_no_long_passport(purpose: str, said: bool) -> None:
    found = told(purpose=purpose, **{"travelDoc.expiryDate": "2027-02-01"})
    assert any(place == "passport.travelDoc.expiryDate" for place, _text in found) is said


def test_the_page_of_the_step_names_the_law_too() -> None:
    step = FORM.step("means")
    with translation.override("en"):
        bound = forms.bind_json(FORM, step, {"means": {"pl": "Praca"}, "insurance": NONE}, ANSWERS)
        (said,) = bound.warnings()
    assert said[0] == "insurance"
    assert said[1].endswith("write that (art. 114(1)(1), art. 114(4a))")
