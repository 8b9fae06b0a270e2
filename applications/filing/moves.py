"""The only writer of a submission's state: one verb, one function. The caller holds the lock (`preparing.lock`)."""

from datetime import datetime

from applications.filing.errors import SubmissionCannotMove
from applications.filing.models import Submission
from applications.filing.states import SubmissionState


def sign(submission: Submission, *, due_at: datetime) -> None:
    """With the digest, the outcome and who handed it in, as the caller wrote them; filed at once, or when it is due."""
    _move(submission, SubmissionState.SIGNED, due_at=due_at)
    submission.save(update_fields=["signed_sha256", "state", "outcome", "handed_in_by", "due_at"])


def file(submission: Submission) -> None:
    _move(submission, SubmissionState.FILED, due_at=None)
    submission.save(update_fields=["state", "due_at"])


def discard(submission: Submission) -> None:
    _move(submission, SubmissionState.DISCARDED, due_at=None)
    submission.save(update_fields=["state", "due_at"])


def _move(submission: Submission, target: SubmissionState, *, due_at: datetime | None) -> None:
    if not submission.may(target):
        raise SubmissionCannotMove(SubmissionState(submission.state), target)
    submission.state, submission.due_at = target, due_at
