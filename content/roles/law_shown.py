"""Whether a page says what the law is: then a legal reviewer reads it before readers do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from content import figures, translations

# Parts that say nothing of the law by themselves. What is not named here goes to the legal reviewer
PROSE = frozenset(
    (
        *("text", "checklist", "steps", "callout", "questions", "picture", "downloads", "contacts"),
        *("office_finder", "checker", "deadline", "case"),
    )
)
NAMES_LAW = ("procedure", "act")  # fields of a page that is about it
CITED = re.compile(
    r"§\s*\d|\b(?:art\.|ust\.|pkt\.?)\s*\d|\bDz\.\s?U\.|\b(?:ustaw|rozporządzeni|kodeks|regulation|directive|statute)|"
    r"\bact\s+(?:of|on)\b|\barticles?\s+\d|\bстатт|\bзакон|\bقانون|المادة",
    re.IGNORECASE,
)


def shows_law(page: Any) -> bool:
    """Of a guide always; of other pages when a part shows facts, a figure stands in the text, or an act is cited."""
    if any(getattr(page, name, "") for name in NAMES_LAW):
        return True
    body = getattr(page, "body", None)
    parts = list(body.get_prep_value()) if body else []
    if any(part["type"] not in PROSE or part["value_kind"] == "law" for part in map(_with_kind, parts)):
        return True
    written = [translations.stored(page, field.name) for field in page._meta.concrete_fields]
    said = " \n".join(_texts(written))
    return bool(figures.named(said) or CITED.search(said))


def _with_kind(part: dict[str, Any]) -> dict[str, Any]:
    value = part["value"]
    return part | {"value_kind": value.get("kind") if isinstance(value, dict) else None}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ():
        yield from _texts(each)
