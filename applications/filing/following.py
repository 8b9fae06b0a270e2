"""Files that follow a filing: checked too late for it, or handed in after it; sent under the same case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.acting import Acting, Power
from applications.drafting.models import Application
from applications.exchange.portal import outbox
from applications.exchange.protocol import canonical, kinds, parts
from applications.filing import gathering
from applications.filing.errors import FilesBeingChecked
from applications.filing.models import Following, Submission
from applications.filing.states import FOLLOWING, FollowingState
from applications.receipts.errors import NotFiled
from applications.uploads import intake
from applications.uploads.models import Upload
from applications.uploads.states import UploadState
from audit import trail
from procedures.tables import papers

KIND = kinds.ATTACHMENT
BODY = parts.said(KIND)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredItem:
    """What a file answers: its id where it is shown, and what the register is told in the message's body."""

    id: UUID
    purpose: str
    body: Mapping[str, Any]


def is_possible(application: Application) -> bool:
    """From the filing until the case key is destroyed, some time after the end of the case."""
    return application.filed_at is not None and application.case_key.destroyed_at is None


def receive(application: Application, *, purpose: str, name: str, content: bytes, acting: Acting) -> Following:
    """A file after the filing."""
    with transaction.atomic():
        return _expect(application, _upload(application, purpose, name, content, acting))


def answer(application: Application, answers: AnsweredItem, *, name: str, content: bytes, acting: Acting) -> Following:
    """A file that the office asked for."""
    with transaction.atomic():
        return _expect(application, _upload(application, answers.purpose, name, content, acting), answers)


def expect(submission: Submission, application: Application) -> None:
    """At the filing: everything handed in that the submission does not carry."""
    for upload in intake.of(application.pk):
        if upload.pk not in submission.uploads and not upload.is_refused:
            _expect(application, upload)


def due() -> QuerySet[Following]:
    """What the gate has judged; the rest waits for it, not for us."""
    unjudged = Upload.objects.filter(pk=OuterRef("pk"), state=UploadState.RECEIVED)
    return Following.objects.filter(~Exists(unjudged), due_at__lte=timezone.now()).order_by("due_at")


def send(each: Following) -> None:
    """Once it is accepted; a refused one is shown to the person and goes nowhere."""
    upload = Upload.objects.select_related("key").filter(pk=each.upload).first()
    if upload is None or upload.is_refused:
        _refuse(each)
    elif upload.is_accepted:
        _pass_on(each, upload)


def send_all(application: Application) -> None:
    """Before the draft key goes; raises FilesBeingChecked while the gate has not judged one of them."""
    for each in application.following.filter(state=FollowingState.CHECKED):
        send(each)
    if application.following.filter(state=FollowingState.CHECKED).exists():
        raise FilesBeingChecked


def _upload(application: Application, purpose: str, name: str, content: bytes, acting: Acting) -> Upload:
    """Sealed under the case key, since the draft key does not outlive the transfer."""
    acting.require(Power.CORRESPOND, principal=application.principal_id)
    if application.filed_at is None:
        raise NotFiled
    return intake.receive(subject=application.pk, purpose=purpose, name=name, content=content, key=application.case_key)


def _expect(application: Application, upload: Upload, answers: AnsweredItem | None = None) -> Following:
    return Following.objects.create(
        upload=upload.pk,
        application=application,
        purpose=upload.purpose,
        message_id=outbox.reserve(),
        answers=answers.id if answers else None,
        body=dict(answers.body) if answers else None,
        due_at=timezone.now(),
    )


def _pass_on(each: Following, upload: Upload) -> None:
    ((name, _upload),) = gathering.named([upload])
    outbox.store_part(each.message_id, kind=KIND, name=name, content=intake.content(upload))
    outbox.store_part(each.message_id, kind=KIND, name=BODY, content=canonical(_body(each)))
    with transaction.atomic():
        if not _finish(each, FollowingState.SENT):
            return
        outbox.add(message_id=each.message_id, kind=KIND, case_id=each.application_id)
        facts = {"message": str(each.message_id), "purpose": each.purpose}
        trail.record("attachment-sent", subject=each.application_id, facts=facts)


def _body(each: Following) -> dict[str, Any]:
    """What the file is, in the words of the official form, and what it answers."""
    official = papers.paper(each.purpose).official
    return {"purpose": each.purpose, "official": official, "answers": None, **(each.body or {})}


def _refuse(each: Following) -> None:
    with transaction.atomic():
        _finish(each, FollowingState.REFUSED)


def _finish(each: Following, state: FollowingState) -> bool:
    """Whether it went there; what somebody else has finished meanwhile stays as it is."""
    current = Following.objects.select_for_update().get(pk=each.pk)
    if state not in FOLLOWING[FollowingState(current.state)]:
        return False
    current.state, current.due_at = state, None
    current.sent_at = timezone.now() if state == FollowingState.SENT else None
    current.save(update_fields=["state", "due_at", "sent_at"])
    return True
