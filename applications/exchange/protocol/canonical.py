"""One spelling of JSON on both sides, digests over it, and a reader that trusts nobody."""

import hashlib
import json
from typing import Any

from applications.exchange.protocol.errors import Malformed

MAX_BYTES = 2_000_000
MAX_DEPTH = 24


def canonical(value: Any) -> bytes:
    """The bytes that are hashed and signed: sorted keys, no spaces, UTF-8."""
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise Malformed("half of a sign in a text") from error


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def parse(content: bytes, *, max_bytes: int = MAX_BYTES) -> Any:
    """JSON from the other side: capped in size and depth, no duplicate keys, no NaN."""
    if len(content) > max_bytes:
        raise Malformed("json too large")
    try:
        value = json.loads(content, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Malformed("not json") from error
    if _deeper_than(value, MAX_DEPTH):
        raise Malformed("json too deep")
    return value


def parse_object(content: bytes, *, max_bytes: int = MAX_BYTES) -> dict[str, Any]:
    value = parse(content, max_bytes=max_bytes)
    if not isinstance(value, dict):
        raise Malformed("not a json object")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("duplicate key")
    return found


def _refuse_constant(name: str) -> None:
    raise Malformed("not a json number")


def _deeper_than(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    if levels == 0:
        return True
    inner = value.values() if isinstance(value, dict) else value
    return any(_deeper_than(item, levels - 1) for item in inner)
