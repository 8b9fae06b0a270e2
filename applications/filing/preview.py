"""A draft as it would be filed now: the document, marked as a draft, before anything is frozen. It is not kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from applications.annexes import status
from applications.annexes.own import filed
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.exchange.protocol import parts
from applications.filing import application_pdf, gathering
from applications.filing.xml import FiledAnnex, FiledFile
from applications.uploads import intake
from procedures.language.kinds import NO_ANSWER
from procedures.language.walk import Box
from procedures.tables.voivodeships import VOIVODES


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the document shows; it has no message yet, and nothing was hashed."""

    application: UUID
    authority: str
    boxes: Sequence[Box]
    declarations: Sequence[tuple[str, str]]
    files: Sequence[FiledFile]
    annexes: Sequence[FiledAnnex]
    message: None = None
    payload_sha256: str = ""


def pdf(application: Application) -> bytes | None:
    """None once there is no draft any more."""
    if application.sheet is None or not application.is_editable:
        return None
    now = timezone.now()
    teryt = lifecycle.office(application)
    said = gathering.content(application, teryt=teryt, on=timezone.localdate(now))
    uploads = gathering.named(intake.of(application.pk))
    draft = Draft(
        application=application.pk,
        authority=VOIVODES.get(teryt, NO_ANSWER),
        boxes=said.boxes,
        declarations=said.declarations,
        files=[
            FiledFile(name=name, purpose=each.purpose, sha256="", size=each.copy_size or 0) for name, each in uploads
        ],
        annexes=[
            FiledAnnex(form=each.key, name=parts.annex(number), sha256="")
            for number, each in enumerate((each for each in status.of(application) if each.is_current), start=1)
        ],
    )
    own = filed.drafted(application, on=timezone.localdate(now))
    return application_pdf.render(said.form, draft, own=own, made=now)
