"""The XML documents of a submission: what both halves read of an application and of an annex."""

import re
from pathlib import Path
from typing import Any

from lxml import etree

from applications.exchange.protocol import payloads, text
from applications.exchange.protocol.canonical import digest
from applications.exchange.protocol.errors import Malformed

APPLICATION, ANNEX = "urn:pobyt:mos:wniosek:1", "urn:pobyt:mos:zalacznik:1"
ANNEX_NAME = re.compile(r"annex-\d+\.xml")


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
    form = child(root, "formularz")
    return payloads.checked(content, form=form.get("klucz", ""), version=form.get("wersja", ""), schemas=schemas)


def annex_payload(root: etree._Element, *, schemas: Path) -> dict[str, Any]:
    """An annex carries its own data, and their digest."""
    data = child(root, "dane")
    content = (data.text or "").encode()
    if data.get("sha256") != digest(content):
        raise Malformed("an annex that contradicts itself")
    return payload(content, root, schemas=schemas)


def questions(root: etree._Element) -> list[dict[str, Any]]:
    """Questions and answers in official Polish, a list with its rows."""
    return [_question(item) for item in child(root, "pytania")]


def child(root: etree._Element, name: str) -> etree._Element:
    found = root.findall(f"{{{etree.QName(root).namespace}}}{name}")
    if len(found) != 1:
        raise Malformed(f"the signed {etree.QName(root).localname} has no single {name}")
    return found[0]


def _question(element: etree._Element) -> dict[str, Any]:
    tag = etree.QName(element).localname
    if tag == "wiersz":
        return {"nr": element.get("nr", ""), "pytania": [_question(item) for item in element]}
    rows = [_question(item) for item in element if etree.QName(item).localname == "wiersz"]
    return {
        "klucz": element.get("klucz", ""),
        "nr": element.get("nr", ""),
        "tresc": text.clean(element.findtext(f"{{{APPLICATION}}}tresc") or ""),
        "odpowiedz": text.clean(element.findtext(f"{{{APPLICATION}}}odpowiedz") or ""),
        "wiersze": rows,
    }
