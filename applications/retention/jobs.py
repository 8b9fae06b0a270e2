"""Durable work of retention: drafts to purge, people to remind of their copy, copies to erase."""

from applications.retention import erasing, taking_over
from jobs import loop
from jobs.queues import Queue

QUEUES = (
    Queue(name="retention.purge", due=taking_over.to_purge, do=taking_over.purge, since="due_at", locks=False),
    Queue(name="retention.remind", due=erasing.to_remind, do=erasing.remind, since="remind_at"),
    Queue(name="retention.erase", due=erasing.to_erase, do=erasing.erase, since="due_at"),
)
due, run = loop.of(QUEUES)
