"""The application as XML, frozen before it is signed. Official Polish wording only: no translation is read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lxml import etree

from applications.answers import official_xml
from applications.exchange.protocol import tags
from applications.exchange.protocol.tags import APPLICATION, BY_APPLICANT, Tag, add
from procedures.language.walk import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledFile:
    """A file that goes with the application, under its name in the message."""

    name: str
    purpose: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledAnnex:
    """An annex under its name in the message: signed by somebody else, or the applicant's own, signed by this.

    `same_as`: it is that file again, with the signature of another person.
    """

    form: str
    name: str
    sha256: str
    by_applicant: bool = False
    same_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedInstruction:
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
    instruction: ConfirmedInstruction
    payload_sha256: str
    files: Sequence[FiledFile] = ()
    annexes: Sequence[FiledAnnex] = ()


def build(frozen: Frozen) -> bytes:
    """The same content gives the same bytes."""
    root = tags.root(APPLICATION, Tag.APPLICATION, id=str(frozen.application), message=str(frozen.message))
    add(root, Tag.FORM, key=frozen.form_key, version=frozen.form_version, sha256=frozen.form_digest)
    add(root, Tag.PROCEDURE, key=frozen.procedure, register=frozen.register)
    add(root, Tag.OFFICE, frozen.authority, teryt=frozen.teryt)
    add(root, Tag.DATA, sha256=frozen.payload_sha256)
    _add_parts(root, frozen)
    official_xml.add_boxes(add(root, Tag.QUESTIONS), frozen.boxes)
    official_xml.add_declarations(root, frozen.declarations)
    instruction = frozen.instruction
    add(root, Tag.INSTRUCTION, version=instruction.version, language=instruction.language, sha256=instruction.sha256)
    return tags.written(root)


def _add_parts(root: etree._Element, frozen: Frozen) -> None:
    files = add(root, Tag.FILES)
    for file in frozen.files:
        add(files, Tag.FILE, name=file.name, purpose=file.purpose, sha256=file.sha256, bytes=str(file.size))
    annexes = add(root, Tag.ANNEXES)
    for annex in frozen.annexes:
        filled_by = {"by": BY_APPLICANT} if annex.by_applicant else {}
        again = {"same_as": annex.same_as} if annex.same_as else {}
        add(annexes, Tag.ANNEX, key=annex.form, name=annex.name, sha256=annex.sha256, **filled_by, **again)
