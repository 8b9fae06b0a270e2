"""What the register's receipt does to keys, rows and bytes; files that follow a filing."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from applications.answers.models import Sheet
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.exchange.portal.inbox import Inbound
from applications.filing import following, submissions
from applications.filing import jobs as filing_jobs
from applications.filing.errors import FilesBeingChecked
from applications.filing.models import Following
from applications.filing.states import FollowingState
from applications.receipts import own_copy
from applications.receipts.errors import NotFiled
from applications.retention import jobs, taking_over
from applications.retention.models import Purge
from applications.signing.models import SignatureRequest
from applications.uploads import intake
from applications.uploads.models import Upload
from jobs.errors import is_away
from tests.acting import own
from tests.applications.filing.conftest import reloaded
from tests.applications.filing.test_following import filed, hand_in
from tests.applications.filing.test_submissions import RETURN, prepared
from tests.applications.signing.signature_double import Double
from tests.applications.uploads import files_to_upload

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]


def receipt_of(message_id: UUID, case_id: UUID, verdict: str = "applied") -> Inbound:
    body = {
        "message_id": str(message_id),
        "verdict": verdict,
        "register_ref": "W-1",
        "reason": None,
        "at": "2026-11-22",
    }
    return Inbound(
        id=uuid4(), kind="receipt", case_id=case_id, body=body, files={}, received_at=timezone.now(), gov_seq=1
    )


def test_the_handler_is_registered() -> None:
    assert settings.INBOUND["receipt"] == f"{taking_over.__name__}.handle"
    assert jobs.__name__ in settings.JOBS


def test_applied_destroys_the_draft_key_and_the_job_erases_rows_and_bytes(
    application: Application, double: Double
) -> None:
    upload = intake.check(hand_in(application))
    submission = prepared(application)
    submissions.returned(**double.sign(submissions.start_signature(submission, return_url=RETURN).url, "olena"))
    copy = own_copy.of(application)
    taking_over.handle(receipt_of(submission.pk, application.pk))
    application = reloaded(application)
    assert application.state == ApplicationState.TRANSFERRED
    assert (application.draft_key.wrapped, application.case_key.destroyed_at) == (None, None)
    assert Upload.objects.filter(pk=upload.pk).exists()
    Purge.objects.update(due_at=timezone.now())
    jobs.run()
    assert (Upload.objects.count(), Sheet.objects.count(), SignatureRequest.objects.count()) == (0, 0, 0)
    assert own_copy.files(submission).filter(name=own_copy.UNSIGNED).exists() is False
    assert own_copy.of(reloaded(application)) == copy
    assert jobs.due() is False


def test_applied_twice_changes_nothing(application: Application, sign: Sign) -> None:
    submission = filed(application, sign)
    taking_over.handle(receipt_of(submission.pk, application.pk))
    taking_over.handle(receipt_of(submission.pk, application.pk))
    assert reloaded(application).state == ApplicationState.TRANSFERRED


@pytest.mark.parametrize("verdict", ["quarantined", "rejected"])
def test_quarantined_and_rejected_keep_every_key(application: Application, sign: Sign, verdict: str) -> None:
    submission = filed(application, sign)
    taking_over.handle(receipt_of(submission.pk, application.pk, verdict))
    application = reloaded(application)
    assert (application.state, application.draft_key.destroyed_at) == (ApplicationState.FILED, None)
    taking_over.handle(receipt_of(submission.pk, application.pk))
    assert reloaded(application).state == ApplicationState.TRANSFERRED


def test_a_receipt_of_another_kind_of_message_is_not_ours(application: Application, sign: Sign) -> None:
    filed(application, sign)
    taking_over.handle(receipt_of(uuid4(), application.pk))
    assert reloaded(application).state == ApplicationState.FILED


def test_the_key_waits_until_the_gate_has_judged_every_file(application: Application, sign: Sign) -> None:
    """However long the scanner is away: the receipt waits, and never counts as one that cannot be applied."""
    upload = hand_in(application)
    submission = filed(application, sign)
    with pytest.raises(FilesBeingChecked) as waits:
        taking_over.handle(receipt_of(submission.pk, application.pk))
    assert is_away(waits.value)
    assert reloaded(application).draft_key.destroyed_at is None
    intake.check(upload)
    taking_over.handle(receipt_of(submission.pk, application.pk))
    assert (reloaded(application).state, Following.objects.get().state) == (
        ApplicationState.TRANSFERRED,
        FollowingState.SENT,
    )


def test_a_file_handed_in_after_the_transfer_follows_too(application: Application, sign: Sign) -> None:
    with pytest.raises(NotFiled):
        following.receive(
            application, purpose="photo", name="me.jpg", content=files_to_upload.photo(), acting=own(application)
        )
    submission = filed(application, sign)
    taking_over.handle(receipt_of(submission.pk, application.pk))
    following.receive(
        reloaded(application),
        purpose="photo",
        name="me.jpg",
        content=files_to_upload.photo(),
        acting=own(reloaded(application)),
    )
    intake.check(Upload.objects.get())
    filing_jobs.run()
    assert Following.objects.get().state == FollowingState.SENT
    Purge.objects.update(due_at=timezone.now())
    jobs.run()
    assert Upload.objects.get().name == "me.jpg"
