"""The XML documents of a submission: what is read of an application and of an annex."""

from pathlib import Path
from typing import Any

from lxml import etree

from applications.exchange.protocol import payloads, text
from applications.exchange.protocol.canonical import digest
from applications.exchange.protocol.errors import Malformed
from applications.exchange.protocol.tags import APPLICATION, Tag, attribute


def parse(content: bytes) -> etree._Element:
    """The root; nothing outside of the document is read for it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Malformed("not well-formed XML") from error
    if root.getroottree().docinfo.internalDTD is not None or not len(root):
        raise Malformed("not a signed document")
    return root


def payload(content: bytes, root: etree._Element, *, schemas: Path) -> dict[str, Any]:
    """What the register is told, judged by the schema of the form that the document names."""
    form = child(root, Tag.FORM)
    key, version = attribute(form, "key"), attribute(form, "version")
    return payloads.checked(content, form=key, version=version, schemas=schemas)


def annex_payload(root: etree._Element, *, schemas: Path) -> dict[str, Any]:
    """An annex carries its own data, and their digest."""
    data = child(root, Tag.DATA)
    content = (data.text or "").encode()
    if attribute(data, "sha256") != digest(content):
        raise Malformed("an annex that contradicts itself")
    return payload(content, root, schemas=schemas)


def questions(root: etree._Element) -> list[dict[str, Any]]:
    """Questions and answers in official Polish, a list with its rows."""
    return [_question(item) for item in child(root, Tag.QUESTIONS)]


def child(root: etree._Element, name: Tag) -> etree._Element:
    found = root.findall(f"{{{etree.QName(root).namespace}}}{name}")
    if len(found) != 1:
        raise Malformed(f"the signed {etree.QName(root).localname} has no single {name}")
    return found[0]


def _question(element: etree._Element) -> dict[str, Any]:
    number = attribute(element, "number")
    if etree.QName(element).localname == Tag.ROW:
        return {"nr": number, "pytania": [_question(item) for item in element]}
    rows = [_question(item) for item in element if etree.QName(item).localname == Tag.ROW]
    return {
        "klucz": attribute(element, "key"),
        "nr": number,
        "tresc": _text(element, Tag.WORDING),
        "odpowiedz": _text(element, Tag.ANSWER),
        "wiersze": rows,
    }


def _text(element: etree._Element, tag: Tag) -> str:
    return text.clean(element.findtext(f"{{{APPLICATION}}}{tag}") or "")
