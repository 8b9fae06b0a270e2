"""The published API changes on purpose only: its description is the committed one (`make schema` renews that)."""

import json
from pathlib import Path

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from openapi_spec_validator import validate

SNAPSHOT = Path(__file__).resolve().parents[1] / "snapshots" / "openapi.json"


def published() -> dict[str, object]:
    with translation.override("en"):
        schema = SchemaGenerator(urlconf="config.api").get_schema(request=None, public=True)
    return dict(json.loads(json.dumps(schema, default=str)))


def test_the_published_api_is_the_committed_one() -> None:
    assert published() == json.loads(SNAPSHOT.read_text())


def test_the_description_is_valid_openapi() -> None:
    validate(published())
