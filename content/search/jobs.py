"""Durable work of this room: texts to be filled, and counts of failed searches to be erased."""

from content.search import failing, indexing
from jobs import loop
from jobs.queues import Queue

QUEUES = (
    Queue(name="search.page", due=indexing.pages_due, do=indexing.fill_page),
    Queue(name="search.language", due=indexing.languages_due, do=indexing.fill_language),
    Queue(name="search.forget", due=failing.to_erase, do=failing.erase, since="counted_at"),
)
due, run = loop.of(QUEUES)
