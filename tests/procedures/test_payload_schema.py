"""What the register is told always has the published shape."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from applications.exchange.protocol.payloads import SCHEMAS
from procedures import catalogue
from procedures.outputs import json_schema, payload, payload_schema
from tests.procedures.drawn_answers import accepted

FORMS = catalogue.forms()
ANSWERS = {key: accepted(json_schema.of(catalogue.form(key))) for key in FORMS}


@pytest.mark.parametrize("key", FORMS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_payload_of_any_answers_has_the_published_shape(key: str, data: st.DataObject) -> None:
    form = catalogue.form(key)
    told = payload.of(form, data.draw(ANSWERS[key]))

    Draft202012Validator(payload_schema.of(form)).validate(told)


@pytest.mark.parametrize(
    "told",
    [
        {"surname": 5},
        {"surname": "Kovalenko", "unknown": 1},
        {"originAddress": {"country": "Ukraine"}},
        {"means": {"pl": "praca", "own": "робота", "language": "uk"}},
    ],
)
def test_other_shapes_are_refused(told: dict[str, Any]) -> None:
    assert not Draft202012Validator(payload_schema.of(catalogue.form("temporary-residence"))).is_valid(told)


def test_the_importer_has_the_schema_of_every_published_form(tmp_path: Path) -> None:
    """When this fails: `make schema`."""
    call_command("payload_schemas", tmp_path, verbosity=0)

    made = {path.name: json.loads(path.read_text()) for path in tmp_path.iterdir()}
    assert made == {path.name: json.loads(path.read_text()) for path in SCHEMAS.iterdir()}
    published = [catalogue.form(key, version) for key in FORMS for version in catalogue.versions(key)]
    assert sorted(made) == [f"{form.key}-{form.version}.json" for form in published if form.is_told]
