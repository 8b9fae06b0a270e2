"""The annex as XML, for signing. Only official Polish wording: no translation is ever read here."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from lxml import etree

from applications.exchange.protocol.canonical import canonical, digest
from procedures import walk
from procedures.schema import Form

NAMESPACE = "urn:pobyt:mos:zalacznik:1"
SIGN_DATE = "signDate"  # the box of the form that is filled in with the day of signing


def build(form: Form, answers: Mapping[str, Any], *, annex: UUID, application: UUID, on: date) -> bytes:
    """The same content gives the same bytes."""
    root = etree.Element(_tag("zalacznik"), {"id": str(annex), "wniosek": str(application)}, nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # lxml's way to say the default namespace; the stubs lack it
    _add(root, "formularz", klucz=form.key, wersja=form.version, sha256=form.digest)
    data = canonical({**payload(form, answers), SIGN_DATE: on.isoformat()})
    _add(root, "dane", data.decode(), sha256=digest(data))
    _add_boxes(_add(root, "pytania"), walk.official(form, answers, {SIGN_DATE: on.isoformat()}))
    declarations = _add(root, "oswiadczenia")
    for declaration in form.declarations:
        _add(declarations, "oswiadczenie", declaration.official, klucz=declaration.key)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def payload(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The canonical data of the annex, under their payload paths."""
    found: dict[str, Any] = {}
    for each in walk.answered(form, answers):
        if each.value is not None and not each.field.helper:
            _put(found, each.field.path.split("."), walk.payload(each.field, each.value))
    return found


def _add_boxes(parent: etree._Element, boxes: Iterable[walk.Box]) -> None:
    for box in boxes:
        element = _add(parent, "pytanie", klucz=box.key, nr=box.number)
        _add(element, "tresc", box.text)
        if not box.rows:
            _add(element, "odpowiedz", box.answer)
        for number, row in enumerate(box.rows, start=1):
            _add_boxes(_add(element, "wiersz", nr=str(number)), row)


def _put(into: dict[str, Any], path: list[str], value: Any) -> None:
    for part in path[:-1]:
        into = into.setdefault(part, {})
    into[path[-1]] = value


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, _tag(name), attributes)
    child.text = text
    return child


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
