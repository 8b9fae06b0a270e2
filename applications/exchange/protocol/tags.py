"""The official words of the XML that is signed: namespaces, elements, attributes. Who writes and who reads take them
from here, so that neither can say something the other does not know."""

from enum import StrEnum
from typing import Any

from lxml import etree

APPLICATION, ANNEX = "urn:pobyt:mos:wniosek:1", "urn:pobyt:mos:zalacznik:1"
BY_APPLICANT = "wnioskodawca"  # filled in an annex that the signature on the application covers
REGISTERS = ("d", "e", "f")  # art. 428(1)(2) of the Act on foreigners: temporary, permanent, long-term residents


class Tag(StrEnum):
    """Elements; an annex in its application's list bears the name of an annex' own document."""

    APPLICATION = "wniosek"
    ANNEX = "zalacznik"
    FORM = "formularz"
    PROCEDURE = "procedura"
    OFFICE = "organ"
    DATA = "dane"
    FILES = "pliki"
    FILE = "plik"
    ANNEXES = "zalaczniki"
    QUESTIONS = "pytania"
    QUESTION = "pytanie"
    WORDING = "tresc"
    ANSWER = "odpowiedz"
    ROW = "wiersz"
    DECLARATIONS = "oswiadczenia"
    DECLARATION = "oswiadczenie"
    INSTRUCTION = "pouczenie"


ATTRIBUTES = {
    "id": "id",
    "message": "wiadomosc",
    "application": "wniosek",
    "by": "wypelnia",
    "same_as": "tozsamy_z",
    "key": "klucz",
    "register": "rejestr",
    "version": "wersja",
    "sha256": "sha256",
    "name": "nazwa",
    "purpose": "rodzaj",
    "bytes": "bajty",
    "teryt": "teryt",
    "number": "nr",
    "language": "jezyk",
}


def root(namespace: str, tag: Tag, **attributes: str) -> etree._Element:
    spaces: Any = {None: namespace}  # lxml's own way to name the default namespace; its stubs lack it
    return etree.Element(f"{{{namespace}}}{tag}", _official(attributes), nsmap=spaces)


def add(parent: etree._Element, tag: Tag, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{tag}", _official(attributes))
    child.text = text
    return child


def attribute(element: etree._Element, name: str) -> str:
    """Empty where it is not said."""
    return element.get(ATTRIBUTES[name], "")


def is_root(element: etree._Element, namespace: str, tag: Tag) -> bool:
    return str(element.tag) == f"{{{namespace}}}{tag}"


def written(document: etree._Element) -> bytes:
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def _official(attributes: dict[str, str]) -> dict[str, str]:
    return {ATTRIBUTES[name]: value for name, value in attributes.items()}
