"""Chains what was recorded, event by event."""

from django.db.models import QuerySet

from audit import chain
from audit.models import Unchained
from jobs import loop
from jobs.queues import Queue


def _due() -> QuerySet[Unchained]:
    return Unchained.objects.select_related("event").order_by("event_id")


QUEUES = (Queue(name="audit.chain", due=_due, do=chain.link, since="event__at"),)
due, run = loop.of(QUEUES)
