"""Reads Stripe's form bodies: `line_items[0][price_data][currency]=pln` becomes nested dictionaries."""

import re
from collections.abc import Iterable
from typing import Any

PART = re.compile(r"[^\[\]]+")


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Lists come out as dictionaries by index, whichever way they were written."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        *path, last = PART.findall(name)
        inner = found
        for part in path:
            inner = inner.setdefault(part, {})
        if name.endswith("[]"):
            inner = inner.setdefault(last, {})
            last = str(len(inner))
        inner[last] = value
    return found
