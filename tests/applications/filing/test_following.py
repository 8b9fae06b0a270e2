"""Files that go with an application, and those that follow its filing."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from applications.drafting.models import Application
from applications.exchange.portal.models import OutboxMessage, Part
from applications.filing import following, jobs, queries, submissions
from applications.filing.models import Following, Submission
from applications.filing.states import FollowingState
from applications.uploads import intake
from applications.uploads.models import Upload
from audit.models import Event
from tests.acting import own
from tests.applications.filing.test_submissions import prepared, signed_by
from tests.applications.uploads import files_to_upload

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]


def hand_in(application: Application, purpose: str = "passport", content: bytes | None = None) -> Upload:
    return intake.receive(
        subject=application.pk,
        purpose=purpose,
        name="passport.pdf",
        content=content or files_to_upload.pdf(),
        key=application.draft_key,
    )


def filed(application: Application, sign: Sign) -> Submission:
    submission = prepared(application)
    submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    return Submission.objects.get(pk=submission.pk)


def test_accepted_files_go_with_the_application(application: Application, sign: Sign) -> None:
    upload = intake.check(hand_in(application))
    submission = filed(application, sign)
    assert (submission.uploads, submission.purposes) == ([upload.pk], ["passport"])
    assert Part.objects.filter(message_id=submission.pk, name="passport-1.pdf").count() == 1
    assert Following.objects.count() == 0
    assert [each.key for each in queries.owed(application)] == ["photo"]


def test_a_file_checked_after_the_filing_follows_as_an_attachment(application: Application, sign: Sign) -> None:
    upload = hand_in(application)
    submission = filed(application, sign)
    assert queries.owed(application)[1:] == []
    jobs.run()
    assert Following.objects.get().state == FollowingState.CHECKED
    intake.check(upload)
    Following.objects.update(due_at=timezone.now())
    jobs.run()
    jobs.run()
    followed = Following.objects.get()
    assert (followed.state, followed.due_at) == (FollowingState.SENT, None)
    messages = OutboxMessage.objects.order_by("case_seq").values_list("pk", "kind", "case_id")
    assert list(messages) == [
        (submission.pk, "submission", application.pk),
        (followed.message_id, "attachment", application.pk),
    ]
    parts = Part.objects.filter(message_id=followed.message_id).order_by("name")
    assert [part.name for part in parts] == ["attachment.json", "passport-1.pdf"]


def test_a_file_that_two_workers_pass_on_goes_once(application: Application, sign: Sign) -> None:
    upload = hand_in(application)
    filed(application, sign)
    intake.check(upload)
    seen_by_both = Following.objects.get()
    following.send(seen_by_both)
    sent = Following.objects.values().get()
    following.send(seen_by_both)
    assert Following.objects.values().get() == sent
    assert OutboxMessage.objects.filter(kind="attachment").count() == 1
    assert Event.objects.filter(event="attachment-sent").count() == 1


def test_a_refused_file_goes_nowhere_and_is_owed_again(application: Application, sign: Sign) -> None:
    upload = hand_in(application, content=b"MZ not a passport")
    filed(application, sign)
    intake.check(upload)
    jobs.run()
    assert Following.objects.get().state == FollowingState.REFUSED
    assert [each.key for each in queries.owed(application)] == ["photo", "passport"]
    assert OutboxMessage.objects.count() == 1
