"""What the register is told, checked against the published schema of its form: `schemas/<form>-<version>.json`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from applications.exchange.gov.errors import Refused
from applications.exchange.protocol import text
from applications.exchange.protocol.canonical import parse_object

MAX_BYTES = 1_000_000


def checked(content: bytes, *, form: str, version: str, schemas: Path) -> dict[str, Any]:
    """Cleaned; Refused when no such form was published, or the payload has another shape."""
    schema = published(schemas).get(f"{form}-{version}")
    if schema is None:
        raise Refused("unknown form version")
    payload = parse_object(content, max_bytes=MAX_BYTES)
    try:
        jsonschema.validate(payload, schema, cls=jsonschema.Draft202012Validator)
    except jsonschema.ValidationError as error:
        # The place without list positions and values: it goes into a receipt
        place = "/".join(str(step) for step in error.absolute_path if isinstance(step, str))
        raise Refused(f"the payload does not match its schema at /{place}") from None
    return dict(text.clean_all(payload))


@cache
def published(schemas: Path) -> dict[str, dict[str, Any]]:
    """Read once: names come from outside and are looked up here, never opened."""
    return {path.stem: json.loads(path.read_bytes()) for path in schemas.glob("*.json")}
