"""The form of a step: posted strings in, canonical answers out, and back again."""

from pathlib import Path

import pytest
from django.utils import translation

from applications.answers import forms
from procedures import catalogue
from procedures.language import loader
from procedures.language.schema import JSON, Answers
from tests.whitespace import without_unseen

DEMO = loader.form(Path(__file__).parents[2] / "procedures/definitions/demo/2026-01-01.toml")
YOU = DEMO.steps[0]
ANSWERS: Answers = {"surname": "Kovalenko-Źdźbło", "birthDate": "1992", "citizenships": ["UKR", "POL"]}


def test_answers_posted_and_bound_again_come_back_unchanged() -> None:
    posted = forms.posted(DEMO, YOU, ANSWERS, prefix="you")

    bound = forms.bound(DEMO, YOU, posted, answers={}, prefix="you")

    assert bound.is_valid(), bound.errors
    assert bound.answers() == ANSWERS


def test_json_goes_through_the_same_form_and_each_error_names_control_and_code() -> None:
    bound = forms.bind_json(DEMO, YOU, {"surname": "漢", "birthDate": "1992-13", "unknown": 1}, {})

    assert [(each.target, each.field, each.code) for each in bound.problems()] == [
        ("id_surname", "surname", "letters"),
        ("id_birthDate-day", "birthDate", "date"),
        ("id_citizenships-0", "citizenships", "required"),
        ("main", "unknown", "not-asked"),
    ]
    assert "“漢”" in next(bound.problems()).text


@pytest.mark.parametrize("given", ["1", "5", 7])
def test_json_of_a_question_that_the_procedure_answers_is_told_so_and_decides_nothing(given: JSON) -> None:
    """What is sent for it does not even decide which questions are asked."""
    form, preset = catalogue.form_of("business", "2026-04-27"), catalogue.procedure("business").preset
    with translation.override("en"):
        bound = forms.bind_json(form, form.step("purpose"), {"businessByOffice": False, "purpose": given}, preset)
        found = [(each.field, each.code, each.text) for each in bound.problems()]
    words = "“purpose” is set by the procedure. For another one, begin another application"
    assert found == [("purpose", "preset", words)]


def test_json_of_a_question_of_another_step_is_told_apart_from_a_wrong_value() -> None:
    form, preset = catalogue.form_of("business", "2026-04-27"), catalogue.procedure("business").preset
    bound = forms.bind_json(form, form.step("purpose"), {"businessByOffice": False, "surname": "X", "": 1}, preset)
    assert [(each.field, each.code) for each in bound.problems()] == [("", "not-asked"), ("surname", "not-asked")]


def test_json_of_a_question_that_hangs_on_a_fixed_one_of_its_step_is_taken() -> None:
    form, preset = catalogue.form_of("business", "2026-04-27"), catalogue.procedure("business").preset

    bound = forms.bind_json(form, form.step("purpose"), {"businessByOffice": False}, preset)

    assert (dict(bound.errors), bound.answers()) == ({}, {"businessByOffice": False})


def test_unbound_form_shows_what_is_answered() -> None:
    with translation.override("en"):
        html = without_unseen(str(forms.form_for(DEMO, YOU)(answers=ANSWERS, prefix="you")))

    assert 'name="you-surname" value="Kovalenko-Źdźbło"' in html
    assert '<span class="mos-official" lang="pl" dir="ltr">Nazwisko</span>' in html
    assert '<option value="UKR" selected>' in html
