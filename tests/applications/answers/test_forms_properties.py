"""The two properties that keep schema and form one, for every step of every published form.

For all answers: what the form returns validates against the schema and comes back unchanged when bound again.
What the schema accepts the form accepts unchanged, or each error is a rule named in the schema.
"""

from datetime import date
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from applications.answers import forms
from procedures import catalogue
from procedures.language.kinds import KINDS
from procedures.language.rules import RULES
from procedures.language.schema import Answers, Field, Form, Step
from procedures.outputs import json_schema
from tests.procedures.drawn_answers import accepted
from tests.procedures.typists import typed

FORMS = [catalogue.form(key) for key in catalogue.forms()]
STEPS = [(form, step) for form in FORMS for step in form.steps if {f.key for f in step.fields} - form.fixed]
EVERY_STEP = pytest.mark.parametrize(("form_key", "step_key"), [(form.key, step.key) for form, step in STEPS])
GENTLY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
# Codes that any question may be refused with; all others are named at the field as x-rules
EVERYWHERE = {"normal-form", "none-and-value", "required", "not-asked"}


@EVERY_STEP
@GENTLY
@given(data=st.data())
def test_what_the_form_returns_fits_the_schema_and_comes_back(
    form_key: str, step_key: str, data: st.DataObject
) -> None:
    form, step = form_and_step(form_key, step_key)
    others = data.draw(elsewhere(form, step))
    posted = data.draw(typed(form, step, others, careful=data.draw(st.booleans())))

    first = forms.bound(form, step, posted, answers=others)
    is_valid = first.is_valid()
    returned = dict(first.cleaned_data)
    again = forms.bound(form, step, forms.posted(form, step, {**others, **returned}), answers=others)

    assert again.is_valid() or not is_valid
    assert {key: again.cleaned_data.get(key) for key in returned} == returned
    schema = json_schema.of_step(form, step)
    for key, value in returned.items():
        Draft202012Validator(schema["properties"][key]).validate(value)
    if is_valid:
        Draft202012Validator(schema).validate(returned)


@EVERY_STEP
@GENTLY
@given(data=st.data())
def test_what_the_schema_accepts_the_form_accepts_or_names_a_rule(
    form_key: str, step_key: str, data: st.DataObject
) -> None:
    form, step = form_and_step(form_key, step_key)
    others = data.draw(elsewhere(form, step))
    schema = json_schema.of_step(form, step)
    value = data.draw(acceptable(form_key, step_key))

    bound = forms.bind_json(form, step, value, others)

    if bound.is_valid():
        assert bound.answers() == value
    for problem in bound.problems():
        assert problem.code in rules_named(schema, problem.field) | EVERYWHERE, problem


def form_and_step(form_key: str, step_key: str) -> tuple[Form, Step]:
    form = catalogue.form(form_key)
    return form, form.step(step_key)


def elsewhere(form: Form, step: Step) -> st.SearchStrategy[Answers]:
    """Answers of other steps that conditions and rules of this one look at."""
    wanted = {key for rule in step.rules for key in rule.fields} | LOOKED_AT.get(step.key, set())
    own = {field.key for field in step.fields if field.key not in form.fixed}
    shapes = {
        key: accepted(shape).filter(partial(in_calendar, form.field(key)))
        for key, shape in properties_of_schema(form.key).items()
        if key in wanted - own
    }
    return st.fixed_dictionaries(shapes) | st.fixed_dictionaries({}, optional=shapes)


def in_calendar(field: Field, value: Any) -> bool:
    """Answers of other steps were accepted by their own form, which knows that November has 30 days."""
    if field.kind != "date" or not isinstance(value, str) or len(value) < len("2026-01-01"):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@cache
def properties_of_schema(form_key: str) -> dict[str, Any]:
    return dict(json_schema.of(catalogue.form(form_key))["properties"])


@cache
def acceptable(form_key: str, step_key: str) -> st.SearchStrategy[Any]:
    return accepted(json_schema.of_step(*form_and_step(form_key, step_key)))


LOOKED_AT = {
    "about-you": {"sex"},
    "reasons": {"purpose", "businessByOffice"},
    "user-employer": {"purpose", "employerKind"},
    "employer": {"purpose"},
    "statements": {"purpose", "entityKind"},
    "blue-card-statements": {"purpose"},
}


def rules_named(schema: dict[str, Any], key: str) -> set[str]:
    """Every rule the schema names for this question, those of its rows and parts included."""
    shape = schema["properties"].get(key, {})
    found = set(shape.get("x-rules", []))
    shapes = [shape, *shape.get("anyOf", [])]
    for row in [part.get("items", part) for part in shapes]:
        for sub in row.get("properties", {}).values():
            found |= set(sub.get("x-rules", []))
    return found


def test_every_named_rule_exists() -> None:
    kinds = {code for kind in KINDS.values() for code in kind.rules}
    for form, step in STEPS:
        for key in json_schema.of_step(form, step)["properties"]:
            assert rules_named(json_schema.of_step(form, step), key) <= kinds | RULES.keys() | EVERYWHERE


def test_a_planted_difference_is_caught() -> None:
    """A form that changes an answer and names no rule for it must not pass."""
    form = catalogue.form("temporary-residence")
    step = form.step("contact")
    bound = forms.bind_json(form, step, {"phone": "+48 600 700 800", "email": {"none": True}}, {})
    assert [problem.code for problem in bound.problems()] == ["schema"]
    assert isinstance(form.field("phone"), Field)
