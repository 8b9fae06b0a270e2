"""Durable work of filing: what was signed and not filed at once, and files that follow."""

from datetime import timedelta

from applications.filing import following, submissions
from jobs import loop
from jobs.queues import Patience, Queue

# A signed application is tried for hours before it waits for a person: the law counts the day of the filing
SIGNED = Patience(longest=timedelta(minutes=10), tries=40)

QUEUES = (
    Queue(  # the application is locked first, and parts are kept before the filing that names them
        name="filing.signed",
        due=submissions.waiting,
        do=submissions.file_later,
        since="due_at",
        patience=SIGNED,
        locks=False,
        atomic=False,
    ),
    Queue(name="filing.following", due=following.due, do=following.send, since="due_at", locks=False, atomic=False),
)
due, run = loop.of(QUEUES)
