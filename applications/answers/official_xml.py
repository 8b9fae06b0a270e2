"""What every signed XML of ours has in common: boxes of the official form and declarations, in the root's namespace."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from lxml import etree

from procedures.language import walk
from procedures.language.schema import Answers, Form


def root(namespace: str, name: str, **attributes: str) -> etree._Element:
    spaces: Any = {None: namespace}  # lxml's own way to name the default namespace; its stubs lack it
    return etree.Element(f"{{{namespace}}}{name}", attributes, nsmap=spaces)


def add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}", attributes)
    child.text = text
    return child


def boxes(form: Form, answers: Answers, *, signed_on: date) -> list[walk.Box]:
    """Every box that applies, the day of signing filled in by us; the day of filing stands on the receipt."""
    return list(walk.official(form, answers, {form.roles.signed_on: signed_on.isoformat()}))


def add_boxes(parent: etree._Element, boxes: Iterable[walk.Box]) -> None:
    for box in boxes:
        element = add(parent, "pytanie", klucz=box.key, nr=box.number)
        add(element, "tresc", box.text)
        if not box.rows:
            add(element, "odpowiedz", box.answer)
        for number, row in enumerate(box.rows, start=1):
            add_boxes(add(element, "wiersz", nr=str(number)), row)


def add_declarations(parent: etree._Element, declarations: Iterable[tuple[str, str]]) -> None:
    """Key and official text of each."""
    within = add(parent, "oswiadczenia")
    for key, text in declarations:
        add(within, "oswiadczenie", text, klucz=key)


def written(document: etree._Element) -> bytes:
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")
