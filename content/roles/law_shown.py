"""Whether a page says what the law is: then a legal reviewer reads it before readers do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from content import figures

# Parts that say nothing of the law by themselves. What is not named here goes to the legal reviewer
PROSE = frozenset(
    {"text", "checklist", "steps", "callout", "contacts", "picture", "questions", "downloads", "case_status"}
)
CITED = re.compile(
    r"\b(?:art\.|ust\.|pkt\.?|§)\s*\d|\bDz\.\s?U\.|\b(?:ustaw|rozporządzeni|kodeks|regulation|directive|statute)|"
    r"\bact\s+(?:of|on)\b|\barticles?\s+\d|\bстатт|\bзакон|\bقانون|المادة",
    re.IGNORECASE,
)


def shows_law(page: Any) -> bool:
    """Of a guide always; of other pages when a part shows facts, a figure stands in the text, or an act is cited."""
    if getattr(page, "procedure", ""):
        return True
    body = getattr(page, "body", None)
    parts = list(body.get_prep_value()) if body else []
    if any(part["type"] not in PROSE or part["value_kind"] == "law" for part in map(_with_kind, parts)):
        return True
    said = " \n".join(_texts([page.title, page.summary, [part["value"] for part in parts]]))
    return bool(figures.named(said) or CITED.search(said))


def _with_kind(part: dict[str, Any]) -> dict[str, Any]:
    value = part["value"]
    return part | {"value_kind": value.get("kind") if isinstance(value, dict) else None}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ():
        yield from _texts(each)
