"""What the register is told, checked against the published schema of its form: `schemas/<form>-<version>.json`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from applications.exchange.protocol import text
from applications.exchange.protocol.canonical import parse_object
from applications.exchange.protocol.errors import Malformed

SCHEMAS = Path(__file__).with_name("schemas")  # made by `make schema` from the definitions of the forms
MAX_BYTES = 1_000_000


def checked(content: bytes, *, form: str, version: str, schemas: Path) -> dict[str, Any]:
    """As it is applied: cleaned. Malformed when no such form was published, or the payload has another shape."""
    schema = published(schemas).get(f"{form}-{version}")
    if schema is None:
        raise Malformed("unknown form version")
    payload = dict(text.clean_all(parse_object(content, max_bytes=MAX_BYTES)))
    try:
        jsonschema.validate(payload, schema, cls=jsonschema.Draft202012Validator)
    except jsonschema.ValidationError as error:
        # The place without list positions and values: it goes into a receipt
        place = "/".join(str(step) for step in error.absolute_path if isinstance(step, str))
        raise Malformed(f"the payload does not match its schema at /{place}") from None
    return payload


@cache
def published(schemas: Path) -> dict[str, dict[str, Any]]:
    """Read once: names come from outside and are looked up here, never opened."""
    return {path.stem: json.loads(path.read_bytes()) for path in schemas.glob("*.json")}
