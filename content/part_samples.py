"""What an editor sees of a part before choosing it: invented words, today's facts of a procedure that is filed here."""

from typing import Any

from django.utils.translation import gettext as _

from procedures import catalogue


def heading() -> dict[str, Any]:
    return {"heading": _("A heading")}


def prose() -> dict[str, Any]:
    return heading() | {"text": f"<p>{text()}</p>"}


def checklist() -> dict[str, Any]:
    return heading() | {"items": [{"icon": "check", "title": title(), "text": text()}] * 2}


def steps() -> dict[str, Any]:
    return heading() | {"items": [{"title": title(), "text": text()}] * 2}


def callout() -> dict[str, Any]:
    return {"kind": "warn", "title": title(), "text": text()}


def questions() -> dict[str, Any]:
    return heading() | {"items": [{"question": _("A question?"), "answer": f"<p>{text()}</p>"}] * 2}


def action() -> dict[str, Any]:
    return heading() | {"text": text(), "label": _("Begin")}


def statement_part() -> dict[str, Any]:
    return {"part": "period", "text": f"<p>{text()}</p>"}


def deadline() -> dict[str, Any]:
    return action() | {"rule": ""}


def statements() -> dict[str, Any]:
    return heading() | {"parts": ["fees"]}


def contacts() -> dict[str, Any]:
    return heading() | {"purposes": ["help"]}


def title() -> str:
    return _("A few words")


def text() -> str:
    return _("A sentence or two, as a reader sees them.")


def of_procedure() -> dict[str, Any]:
    """With the facts of the first procedure that is filed here."""
    key = next(each.key for each in catalogue.procedures() if each.is_filed_here)
    return heading() | {"procedure": key}


def way_in() -> dict[str, Any]:
    return action() | of_procedure()
