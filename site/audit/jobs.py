"""Chains what was recorded, event by event, and verifies the chain once a day."""

from django.db.models import QuerySet

from audit import chain, verification
from audit.models import Link, Unchained
from jobs import loop
from jobs.queues import Queue
from sealing.models import DataKey


def _due() -> QuerySet[Unchained]:
    return Unchained.objects.select_related("event").order_by("event_id")


def _to_verify() -> QuerySet[Link] | QuerySet[DataKey]:
    """The chain as a whole, for which its first link stands; where it has none, the keys whose beginning it tells."""
    if not verification.due():
        return Link.objects.none()
    links = Link.objects.filter(seq=1)
    return links if links.exists() else verification.first_keys()


QUEUES = (
    Queue(name="audit.chain", due=_due, do=chain.link, since="event__at"),
    Queue(name="audit.verify", due=_to_verify, do=lambda _first: verification.run(), locks=False),
)
due, run = loop.of(QUEUES)
