"""The PDF to print: the document in Polish, and a last sheet for its writer, in their own language."""

from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.drafting.models import Application
from applications.printing import told
from applications.printing.document import Printout
from applications.printing.told import ToldPart
from applications.receipts import documents
from procedures.tables.offices import Office

TEMPLATE = Path(__file__).parent / "templates" / "printout.typ"


def render(application: Application, printed: Printout, *, language: str) -> bytes:
    data = {
        "title": printed.title,
        "about": printed.about,
        "to": printed.to,
        "through": printed.through,
        "office": _address(printed.office) if printed.office else [],
        "face": _face(printed, language),
        "sender": [each.official for each in printed.sender],
        "paragraphs": [each.official for each in printed.paragraphs],
        "details": [{"question": each.official, "answer": each.answer} for each in printed.details],
        "sections": printed.sections,
        "declarations": printed.declarations,
        "enclosures": printed.enclosures,
        "own": _own(application, printed, language),
    }
    return documents.render(TEMPLATE, data, made=timezone.now())


def _address(office: Office) -> list[str]:
    """An address nobody has a source for is not printed on a letter."""
    return [office.name, *(() if "address" in office.unsourced else office.address)]


def _face(printed: Printout, language: str) -> dict[str, Any]:
    """In Polish for the office; under it, for the writer, in their own language."""
    own = [] if language == "pl" else [each.own for each in printed.face]
    with translation.override(language):
        rtl = translation.get_language_bidi()
    return {"official": [each.official for each in printed.face], "own": own, "language": language, "rtl": rtl}


def _own(application: Application, printed: Printout, language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "language": language,
            "rtl": translation.get_language_bidi(),
            "title": _("For you: keep this sheet"),
            "text": _("Do not hand it in. It says what to do with the document."),
            "mark": _("not verified"),
            "parts": [_part(each) for each in told.of(application, printed)],
            "meaning": _("What the document says"),
            "sentences": [each.own for each in printed.paragraphs],
        }


def _part(part: ToldPart) -> dict[str, Any]:
    lines = [{"title": each.title, "text": each.text, "verified": each.verified} for each in part.lines]
    return {"heading": part.heading, "lines": lines}
