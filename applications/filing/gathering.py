"""Gathers what one application files: payload, files, annexes, the XML to sign and its PDF, each under its name."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.utils import timezone

from applications.annexes import status
from applications.annexes.own import filed, filling
from applications.annexes.own.filed import FiledOwnAnnex
from applications.answers import official_xml, sheets
from applications.answers.models import Sheet
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.exchange.protocol import canonical, parts
from applications.exchange.protocol.parts import PAYLOAD, PDF
from applications.filing import application_pdf, xml
from applications.filing.errors import NotPrepared
from applications.filing.models import Instruction
from applications.uploads import intake
from applications.uploads.models import Upload
from procedures import catalogue
from procedures.language.kinds import NO_ANSWER
from procedures.language.schema import Answers, Form
from procedures.language.walk import Box
from procedures.outputs import payload
from procedures.tables.voivodeships import VOIVODES


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The frozen application and everything that travels with it."""

    frozen: xml.Frozen
    revision: int  # of the sheets it was made from
    at: datetime
    document: bytes = field(repr=False)  # the XML to sign
    parts: Mapping[str, bytes] = field(repr=False)  # all but the signed XML
    uploads: Sequence[UUID]

    @property
    def listing(self) -> list[dict[str, str | int]]:
        """The list of files the person keeps."""
        parts = sorted(self.parts.items())
        return [{"name": name, "sha256": digest(content), "bytes": len(content)} for name, content in parts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the form says with these answers: one for the document that is signed and for the draft of it."""

    form: Form
    answers: Answers = field(repr=False)
    boxes: Sequence[Box] = field(repr=False)

    @classmethod
    def of(cls, form: Form, answers: Answers, *, on: date, addressee: str) -> Self:
        boxes = official_xml.boxes(form, answers, signed_on=on, addressee=addressee)
        return cls(form=form, answers=answers, boxes=boxes)

    @property
    def declarations(self) -> list[tuple[str, str]]:
        return [(each.key, each.official) for each in self.form.declarations]


def gather(application: Application, *, message_id: UUID, instruction: Instruction, at: datetime) -> Package:
    """Of a frozen application; the same answers and files give the same XML."""
    said = content(application, teryt=application.teryt, on=timezone.localdate(at))
    data = canonical(payload.of(said.form, said.answers))
    uploads = named(intake.of(application.pk))
    files, file_parts = _files(uploads)
    own = filed.of(application, on=timezone.localdate(at))
    annexes, annex_parts = _annexes(application, own)
    frozen = xml.Frozen(
        **_named(application, said),
        message=message_id,
        payload_sha256=digest(data),
        files=files,
        annexes=annexes,
        boxes=said.boxes,
        instruction=_instruction(instruction),
    )
    printed = application_pdf.render(said.form, frozen, own=[each.printed for each in own], made=at)
    return Package(
        frozen=frozen,
        revision=revision(application),
        at=at,
        document=xml.build(frozen),
        parts={PAYLOAD: data, PDF: printed, **annex_parts, **file_parts},
        uploads=[upload.pk for _name, upload in uploads],
    )


def content(application: Application, *, teryt: str, on: date) -> Content:
    """Addressed to that voivode; a draft may be of nobody yet."""
    answers, addressee = sheets.read(sheet_of(application)).answers, VOIVODES.get(teryt, NO_ANSWER)
    return Content.of(lifecycle.form_of(application), answers, on=on, addressee=addressee)


def _named(application: Application, said: Content) -> dict[str, Any]:
    """What the document says of the application and its form, whatever the answers are."""
    form = said.form
    return {
        "application": application.pk,
        "procedure": application.procedure,
        "register": catalogue.procedure(application.procedure).register,
        "teryt": application.teryt,
        "authority": VOIVODES[application.teryt],
        "form_key": form.key,
        "form_version": form.version,
        "form_digest": form.digest,
        "declarations": said.declarations,
    }


def revision(application: Application) -> int:
    """Grows with every change of what is frozen: the answers, and those of the applicant's own annexes."""
    return sheet_of(application).revision + filling.revision(application)


def sheet_of(application: Application) -> Sheet:
    """Of an erased application nothing is signed or filed any more: NotPrepared."""
    if application.sheet is None:
        raise NotPrepared
    return application.sheet


def named(uploads: list[Upload]) -> list[tuple[str, Upload]]:
    """What the gate has accepted, under its name in a message: purpose and number, never the person's own name.

    The rest follows later and never blocks.
    """
    seen: Counter[str] = Counter()
    found = []
    for upload in uploads:
        if not upload.is_accepted:
            continue
        seen[upload.purpose] += 1
        found.append((f"{upload.purpose}-{seen[upload.purpose]}.{upload.extension}", upload))
    return found


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _files(uploads: list[tuple[str, Upload]]) -> tuple[list[xml.FiledFile], dict[str, bytes]]:
    files, parts = [], {}
    for name, upload in uploads:
        content = intake.content(upload)
        parts[name] = content
        files.append(xml.FiledFile(name=name, purpose=upload.purpose, sha256=digest(content), size=len(content)))
    return files, parts


def _annexes(application: Application, own: Sequence[FiledOwnAnnex]) -> tuple[list[xml.FiledAnnex], dict[str, bytes]]:
    """Those that others signed, once for each who signed them, then the applicant's own."""
    annexes: list[xml.FiledAnnex] = []
    contents: dict[str, bytes] = {}
    first = ""
    for each in status.signed(application):
        name = parts.annex(len(annexes) + 1)
        first = first if each.again else name
        same_as = first if each.again else ""
        annexes.append(xml.FiledAnnex(form=each.key, name=name, sha256=digest(each.xml), same_as=same_as))
        contents[name] = each.xml
    for printed in own:
        name, form = parts.annex(len(annexes) + 1), printed.printed.form.key
        annexes.append(xml.FiledAnnex(form=form, name=name, sha256=digest(printed.xml), by_applicant=True))
        contents[name] = printed.xml
    return annexes, contents


def _instruction(confirmed: Instruction) -> xml.ConfirmedInstruction:
    return xml.ConfirmedInstruction(version=confirmed.version, language=confirmed.language, sha256=confirmed.sha256)
