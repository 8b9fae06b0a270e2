"""Chains what was recorded, event by event, and verifies the chain once a day."""

from django.db.models import QuerySet

from audit import chain, verification
from audit.models import Link, Unchained
from jobs import loop
from jobs.queues import Queue


def _due() -> QuerySet[Unchained]:
    return Unchained.objects.select_related("event").order_by("event_id")


def _to_verify() -> QuerySet[Link]:
    """The chain as a whole, for which its first link stands."""
    return Link.objects.filter(seq=1) if verification.due() else Link.objects.none()


QUEUES = (
    Queue(name="audit.chain", due=_due, do=chain.link, since="event__at"),
    Queue(name="audit.verify", due=_to_verify, do=lambda _first: verification.run(), locks=False),
)
due, run = loop.of(QUEUES)
