"""Durable work of this room: keepers to remind, links to find and to ask for."""

from content.upkeep import links, reminding
from jobs import loop
from jobs.queues import Queue

QUEUES = (
    Queue(name="upkeep.remind", due=reminding.to_remind, do=reminding.remind, since="reminded_at"),
    Queue(name="upkeep.read_links", due=links.to_read, do=links.read, since="said_from"),
    Queue(name="upkeep.ask_links", due=links.to_ask, do=links.ask, since="asked_at", lane="slow"),
)
due, run = loop.of(QUEUES)
