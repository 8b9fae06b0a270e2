"""The PDF of an application: what the XML says, laid out to be read. Polish only, like the XML."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from applications.annexes.own.filed import PrintedAnnex
from applications.filing.xml import FiledAnnex, FiledFile
from applications.receipts import documents
from procedures import catalogue
from procedures.language.schema import Form
from procedures.language.walk import Box
from procedures.tables import papers

TEMPLATE = Path(__file__).parent / "templates" / "application.typ"


class Printed(Protocol):
    """What is printed: of a frozen application, or of a draft, which has no message yet."""

    @property
    def application(self) -> UUID: ...
    @property
    def message(self) -> UUID | None: ...
    @property
    def authority(self) -> str: ...
    @property
    def boxes(self) -> Sequence[Box]: ...
    @property
    def declarations(self) -> Sequence[tuple[str, str]]: ...
    @property
    def files(self) -> Sequence[FiledFile]: ...
    @property
    def annexes(self) -> Sequence[FiledAnnex]: ...
    @property
    def payload_sha256(self) -> str: ...


def _annex_of(key: str, made: datetime) -> Form:
    """As it is called on that day, whatever version is published for a later one."""
    return catalogue.form(key, catalogue.in_force(key, made.date()))


def render(form: Form, frozen: Printed, *, own: Sequence[PrintedAnnex] = (), made: datetime) -> bytes:
    """With the annexes that the applicant filled in themselves behind it: they are under the same signature."""
    data = {
        "title": form.official_title,
        "form": f"Wersja formularza {form.version}",
        "id": str(frozen.application),
        "message": str(frozen.message) if frozen.message else None,
        "authority": frozen.authority,
        "sections": sections(form, frozen.boxes),
        "declarations": [text for _key, text in frozen.declarations],
        "files": [
            {"name": file.name, "kind": papers.paper(file.purpose).official, "size": _size(file.size)}
            for file in frozen.files
        ],
        "annexes": [
            {"title": _annex_of(annex.form, made).called, "name": annex.name}
            for annex in frozen.annexes
            if not annex.by_applicant
        ],
        "own": [
            {
                "title": annex.form.official_title,
                "sections": sections(annex.form, annex.boxes),
                "declarations": annex.declarations,
            }
            for annex in own
        ],
        "digest": frozen.payload_sha256,
    }
    return documents.render(TEMPLATE, data, made=made)


def sections(form: Form, boxes: Sequence[Box]) -> list[dict[str, Any]]:
    """Headings of the official form in its order, also those that only stand above others ("B" above "B.I")."""
    inside: dict[str, list[Box]] = {}
    for box in boxes:
        inside.setdefault(box.section.key, []).append(box)
    return [
        {
            "heading": f"{section.number}. {section.heading}" if section.number else section.heading,
            "deeper": "." in section.key,
            "questions": [_box(box, under=section.heading) for box in inside.get(section.key, [])],
        }
        for section in form.sections
        if any(key == section.key or key.startswith(f"{section.key}.") for key in inside)
    ]


def _box(box: Box, *, under: str = "") -> dict[str, Any]:
    """A box that asks what the heading above it already says is not printed twice."""
    rows = [[_box(cell) for cell in row] for row in box.rows]
    number, text = ("", "") if box.text == under else (box.number, box.text)
    return {"number": number, "text": text, "answer": box.answer, "rows": rows or None}


def _size(size: int) -> str:
    """In kilobytes of a thousand bytes, as file managers show them."""
    return f"{max(1, round(size / 1000))} kB"
