"""Durable work of filing: what was signed and not filed at once, files that follow, drafts and copies to erase."""

from datetime import timedelta

from applications.filing import erasing, following, submissions, transfer
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
    Queue(name="filing.purge", due=transfer.to_purge, do=transfer.purge, since="due_at", locks=False),
    Queue(name="filing.remind", due=erasing.to_remind, do=erasing.remind, since="remind_at"),
    Queue(name="filing.erase", due=erasing.to_erase, do=erasing.erase, since="due_at"),
)
due, run = loop.of(QUEUES)
