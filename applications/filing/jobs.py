"""Durable work of filing: what was signed and not filed at once, files that follow, drafts and copies to erase."""

import logging
from datetime import timedelta

from django.utils import timezone

from applications.filing import erasing, following, preparing, submissions, transfer
from applications.filing.errors import NotPrepared
from applications.filing.models import State, Submission

log = logging.getLogger(__name__)
LONGEST_WAIT_SECONDS = 600


def due() -> bool:
    return submissions.waiting().exists() or following.due() or transfer.purge_due() or erasing.due()


def run() -> None:
    for submission in submissions.waiting()[:100]:
        _file(submission)
    following.send_due()
    transfer.purge()
    erasing.run()


def _file(submission: Submission) -> None:
    """A valid signature is there: nothing but a change of the answers may keep it from being filed."""
    _push(submission)
    try:
        submissions.file(submission)
    except NotPrepared:
        preparing.discard(submission)
    except Exception:
        log.exception("%s not filed, attempt %s", submission, submission.attempts)


def _push(submission: Submission) -> None:
    submission.attempts += 1
    wait = min(2**submission.attempts, LONGEST_WAIT_SECONDS)
    due_at = timezone.now() + timedelta(seconds=wait)
    Submission.objects.filter(pk=submission.pk, state=State.SIGNED).update(attempts=submission.attempts, due_at=due_at)
