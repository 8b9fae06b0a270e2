"""Durable work of this room: pages to look at, and records of pages that are gone."""

from content.said import keeping
from jobs import loop
from jobs.queues import Queue

QUEUES = (
    Queue(name="said.look", due=keeping.to_look, do=keeping.look, since="last_published_at"),
    Queue(name="said.end", due=keeping.to_end, do=keeping.end, since="looked_at"),
)
due, run = loop.of(QUEUES)
