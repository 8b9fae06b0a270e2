"""The schema of a form as the API gives it: what is long stands once, and it takes and refuses the same answers."""

import json
from typing import Any

import pytest
from django.utils import translation
from jsonschema import Draft202012Validator

from procedures import catalogue
from procedures.outputs import json_schema
from tests.content.conftest import LANGUAGES
from tests.journeys.answers import OLENA

MOST_BYTES = 60_000
FORM = catalogue.form_of("temporary-work")
ANSWERS: dict[str, Any] = {"purpose": "1", **{key: value for step in OLENA.values() for key, value in step.items()}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", catalogue.forms())
def test_it_is_small_in_every_language(key: str, language: str) -> None:
    with translation.override(language):
        said = json.dumps(json_schema.referring(json_schema.of(catalogue.form(key))), ensure_ascii=False)
    assert len(said.encode()) <= MOST_BYTES


def judged(schema: dict[str, Any], answers: dict[str, Any]) -> set[str]:
    """The questions that something is wrong with."""
    Draft202012Validator.check_schema(schema)
    return {
        str(error.path[0]) if error.path else error.validator
        for error in Draft202012Validator(schema).iter_errors(answers)
    }


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"birthCountry": "QQQ"}, {"birthCountry"}),
        ({"surname": "Ковал"}, {"surname"}),
        ({"citizenships": ["UKR", "QQQ"]}, {"citizenships"}),
        ({"travels5y": [{"country": "NOWHERE", "from": "2023-07-01", "to": "2023-07-14"}]}, {"travels5y"}),
        ({"previousSurnames": {"none": True}, "familyName": " x"}, {"familyName"}),
    ],
)
def test_it_judges_as_the_long_one_does(changed: dict[str, Any], wrong: set[str]) -> None:
    long = json_schema.of(FORM)
    assert judged(long, {**ANSWERS, **changed}) == wrong
    assert judged(json_schema.referring(long), {**ANSWERS, **changed}) == wrong


def test_what_is_short_is_left_alone() -> None:
    schema = {"properties": {"pattern": {"pattern": "^a$"}, "enum": {"enum": ["a"]}}}
    assert json_schema.referring(schema) == schema


def test_what_is_said_twice_stands_once() -> None:
    codes = [f"code-{number}" for number in range(100)]
    long = {"properties": {"one": {"enum": codes}, "two": {"items": {"enum": codes}}}}
    assert json_schema.referring(long) == {
        "properties": {"one": {"$ref": "#/$defs/enum-1"}, "two": {"items": {"$ref": "#/$defs/enum-1"}}},
        "$defs": {"enum-1": {"enum": codes}},
    }
