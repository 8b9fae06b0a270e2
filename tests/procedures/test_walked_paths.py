"""Every path of every procedure's forms is walked with generated answers, as far as the register's payload."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from procedures import catalogue
from procedures.language import paths, walk
from procedures.language.paths import Path
from procedures.language.reaching import ANYTHING
from procedures.language.schema import JSON, Answers, Field, Form, Is, Option, Step
from procedures.outputs import coverage, json_schema, payload, payload_schema
from tests.procedures.drawn_answers import accepted

PROCEDURES = [each.key for each in catalogue.procedures() if each.form]
NUMBERS = st.sampled_from(["+48600700800", "+380441234567"])  # whether there is such a number, no schema can say
ANNEXES = sorted({annex.form for key in PROCEDURES for annex in catalogue.possible_annexes(key)})


@pytest.mark.parametrize("key", [*PROCEDURES, *ANNEXES])
@settings(
    max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], derandomize=True
)
@given(data=st.data())
def test_every_path_leads_to_a_document_and_a_payload(key: str, data: st.DataObject) -> None:
    form, preset = walked(key)
    drawn = {name: data.draw(strategy) for name, strategy in drawn_answers(form.key).items()}
    every = paths.every(form, preset)
    for path in every:
        answers = answers_on(path, form, drawn)
        assert paths.shown(form, path.step, answers) == path.shown
        assert walk.missing(form, answers) == []
        assert {box.key for box in walk.official(form, answers)} == official_questions(form, answers)
        assert payload_errors(form, answers) == []
    print(f"{key}: {len(every)} paths walked")  # noqa: T201  # the count, with `pytest -s`


@pytest.mark.parametrize("key", PROCEDURES)
def test_the_command_counts_the_paths_that_are_walked(key: str) -> None:
    procedure = catalogue.procedure(key)
    annexes = [catalogue.form(annex.form) for annex in catalogue.possible_annexes(key)]
    forms = [catalogue.form_of(key), *annexes]
    counted = sum(len(paths.every(form, procedure.preset)) for form in forms)
    assert coverage.of(procedure).paths == counted
    assert counted >= sum(len(form.steps) for form in annexes) + 1


def test_a_path_is_one_set_of_questions_and_options() -> None:
    """Married or not is asked; her name only of those who are, and the ceremony has options that depend on it."""
    married = Field(key="married", kind="yes-no")
    spouse = Field(key="spouse", kind="latin-text", when=Is(field="married", values=(True,)))
    options = (
        Option(code="alone", official="", label=""),
        Option(code="together", official="", label="", when=Is(field="married", values=(True,))),
    )
    travels = Field(key="travels", kind="choice", options=options)
    step = Step(key="only", title="Only", fields=(married, spouse, travels))
    index = {field.key: field for field in step.fields}
    form = Form(key="tiny", version="1", title="", official_title="", law=(), steps=(step,), index=index)

    assert [(path.shown, path.answers) for path in paths.every(form)] == [
        ((("married", ()), ("spouse", ()), ("travels", ("alone", "together"))), {"married": True}),
        ((("married", ()), ("travels", ("alone",))), {"married": False}),
    ]
    assert [path.answers for path in paths.every(form, {"married": False})] == [{"married": False}]


def walked(key: str) -> tuple[Form, Answers]:
    if key in ANNEXES:
        return catalogue.form(key), {}
    return catalogue.form_of(key), catalogue.procedure(key).preset


@cache
def drawn_answers(form_key: str) -> Mapping[str, st.SearchStrategy[Any]]:
    """An answer to each question, whether it is asked or not; options depend on others and are chosen on the way."""
    form = catalogue.form(form_key)
    schema = json_schema.of(form)
    return {
        key: NUMBERS if form.field(key).kind == "phone" else accepted(shape)
        for key, shape in schema["properties"].items()
    }


def answers_on(path: Path, form: Form, drawn: Mapping[str, JSON]) -> dict[str, JSON]:
    """What is drawn, but for the questions that the path decides, and for options that do not fit."""
    decided = {key: value for key, value in path.answers.items() if value != ANYTHING}
    answers = {**{key: value for key, value in drawn.items() if key not in path.unanswered}, **decided}
    for field in walk.missing(form, answers):
        answers[field.key] = fitting(form, field, answers, drawn)
    return walk.applicable(form, answers)


def fitting(form: Form, field: Field, answers: Answers, drawn: Mapping[str, JSON]) -> JSON:
    """An option that fits these answers; only those depend on others."""
    step = next(step for step in form.steps if field in step.fields)
    options = dict(paths.shown(form, step, answers))[field.key]
    return options[0] if options else drawn[field.key]


def official_questions(form: Form, answers: Answers) -> set[str]:
    asked = {each.field.key for each in walk.answered(form, answers) if not each.field.helper}
    return {key for key in asked | {field.key for field in form.derived} if not is_given(form, key)}


def is_given(form: Form, key: str) -> bool:
    return next(field for field in form.index.values() if field.key == key).given


@cache
def register(form_key: str) -> Draft202012Validator:
    return Draft202012Validator(payload_schema.of(catalogue.form(form_key)))


def payload_errors(form: Form, answers: Answers) -> list[str]:
    return [error.message for error in register(form.key).iter_errors(payload.of(form, answers))]
