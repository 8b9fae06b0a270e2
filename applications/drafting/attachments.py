"""Files of an application: which are asked for, taken in, taken back. One way for page and API."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404

from accounts.acting import Acting, Power
from applications.drafting import charged
from applications.drafting.errors import NotPossible, UnknownPurpose
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.uploads import intake
from applications.uploads.models import Upload
from procedures import catalogue
from procedures.language.schema import Enclosure


def asked(application: Application) -> list[Enclosure]:
    """The documents of the person's list that are handed in as files, those too that an answer may ask for yet."""
    return [each.document for each in charged.checklist_of(application) if each.document.purpose]


def wanted(application: Application) -> list[Enclosure]:
    """Of them, those that must not be missing."""
    listed = charged.checklist_of(application)
    return [each.document for each in listed if each.document.purpose and each.document.required and not each.is_open]


def left_over(application: Application, files: Iterable[Upload]) -> list[Enclosure]:
    """Documents the answers ask for no longer, for which a file was handed in: unless it is removed, it is filed."""
    given = {file.purpose for file in files} - {each.purpose for each in asked(application)}
    return [each for each in catalogue.procedure(application.procedure).documents if each.purpose in given]


def receive(application: Application, *, purpose: str, name: str, content: bytes, acting: Acting) -> Upload:
    """Sealed and waiting for its check; raises FileRefused when it cannot even be taken in."""
    _require_editable(application, acting)
    if purpose not in {each.purpose for each in asked(application)}:
        raise UnknownPurpose
    return intake.receive(
        subject=application.pk, purpose=purpose, name=name, content=content, key=application.draft_key
    )


def remove(application: Application, upload_id: UUID, *, acting: Acting) -> None:
    """Not found when it is another application's."""
    _require_editable(application, acting)
    found = [each for each in intake.of(application.pk) if each.pk == upload_id]
    if not found:
        raise Http404
    intake.remove(found[0])


def _require_editable(application: Application, acting: Acting) -> None:
    acting.require(Power.PREPARE, principal=application.principal_id)
    if not application.is_editable:
        raise NotPossible(ApplicationState(application.state))
