"""The application as XML, frozen before it is signed. Official Polish wording only: no translation is read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lxml import etree

from applications.answers import official_xml
from applications.answers.official_xml import add
from procedures.language.walk import Box

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
    register: str  # of art. 428(1)(2), which the data enter (art. 225g(2))
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
    root = official_xml.root(NAMESPACE, "wniosek", id=str(frozen.application), wiadomosc=str(frozen.message))
    add(root, "formularz", klucz=frozen.form_key, wersja=frozen.form_version, sha256=frozen.form_digest)
    add(root, "procedura", klucz=frozen.procedure, rejestr=frozen.register)
    add(root, "organ", frozen.authority, teryt=frozen.teryt)
    add(root, "dane", sha256=frozen.payload_sha256)
    _add_parts(root, frozen)
    official_xml.add_boxes(add(root, "pytania"), frozen.boxes)
    official_xml.add_declarations(root, frozen.declarations)
    instruction = frozen.instruction
    add(root, "pouczenie", wersja=instruction.version, jezyk=instruction.language, sha256=instruction.sha256)
    return official_xml.written(root)


def _add_parts(root: etree._Element, frozen: Frozen) -> None:
    files = add(root, "pliki")
    for file in frozen.files:
        add(files, "plik", nazwa=file.name, rodzaj=file.purpose, sha256=file.sha256, bajty=str(file.size))
    annexes = add(root, "zalaczniki")
    for annex in frozen.annexes:
        add(annexes, "zalacznik", klucz=annex.form, nazwa=annex.name, sha256=annex.sha256)
