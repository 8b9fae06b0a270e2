"""Durable work of this room: people to remind of a day they saved."""

from content.deadlines import saving
from jobs import loop
from jobs.queues import Queue

QUEUES = (Queue(name="deadlines.remind", due=saving.to_remind, do=saving.remind, since="remind_at"),)
due, run = loop.of(QUEUES)
