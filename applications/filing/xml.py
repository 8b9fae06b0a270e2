"""The application as XML, frozen before it is signed. Official Polish wording only: no translation is read here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from lxml import etree

from procedures.walk import Box

NAMESPACE = "urn:pobyt:mos:wniosek:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that goes with the application, under its name in the message."""

    name: str
    purpose: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex signed by somebody else, under its name in the message."""

    form: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """Which text of the instruction on rights was confirmed (art. 7(4))."""

    version: str
    language: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """All that the applicant signs."""

    application: UUID
    message: UUID
    form_key: str
    form_version: str
    form_digest: str
    procedure: str
    teryt: str
    authority: str
    boxes: Sequence[Box]
    declarations: Sequence[tuple[str, str]]  # key and official text
    instruction: Instruction
    payload_sha256: str
    files: Sequence[File] = ()
    annexes: Sequence[Annex] = ()


def build(frozen: Frozen) -> bytes:
    """The same content gives the same bytes."""
    root = etree.Element(
        _tag("wniosek"),
        {"id": str(frozen.application), "wiadomosc": str(frozen.message)},
        nsmap={None: NAMESPACE},  # type: ignore[dict-item]  # lxml's own way to name the default namespace
    )
    _add(root, "formularz", klucz=frozen.form_key, wersja=frozen.form_version, sha256=frozen.form_digest)
    _add(root, "procedura", klucz=frozen.procedure)
    _add(root, "organ", frozen.authority, teryt=frozen.teryt)
    _add(root, "dane", sha256=frozen.payload_sha256)
    _add_parts(root, frozen)
    _add_boxes(_add(root, "pytania"), frozen.boxes)
    declarations = _add(root, "oswiadczenia")
    for key, text in frozen.declarations:
        _add(declarations, "oswiadczenie", text, klucz=key)
    instruction = frozen.instruction
    _add(root, "pouczenie", wersja=instruction.version, jezyk=instruction.language, sha256=instruction.sha256)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _add_parts(root: etree._Element, frozen: Frozen) -> None:
    files = _add(root, "pliki")
    for file in frozen.files:
        _add(files, "plik", nazwa=file.name, rodzaj=file.purpose, sha256=file.sha256, bajty=str(file.size))
    annexes = _add(root, "zalaczniki")
    for annex in frozen.annexes:
        _add(annexes, "zalacznik", klucz=annex.form, nazwa=annex.name, sha256=annex.sha256)


def _add_boxes(parent: etree._Element, boxes: Iterable[Box]) -> None:
    for box in boxes:
        element = _add(parent, "pytanie", klucz=box.key, nr=box.number)
        _add(element, "tresc", box.text)
        if not box.rows:
            _add(element, "odpowiedz", box.answer)
        for number, row in enumerate(box.rows, start=1):
            _add_boxes(_add(element, "wiersz", nr=str(number)), row)


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, _tag(name), attributes)
    child.text = text
    return child


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
