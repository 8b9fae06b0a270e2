"""What is said once more before signing: of the form that people use, with the answers of one person."""

from typing import Any

import pytest
import time_machine
from django.utils import translation

from applications.answers import cautions
from procedures import catalogue
from procedures.language.schema import NONE
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
