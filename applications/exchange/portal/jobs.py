"""Durable work of the exchange: apply what arrived, purge what was received, sweep what was never sent."""

from datetime import timedelta

from django.core.files.storage import storages
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from applications.exchange.portal import inbox
from applications.exchange.portal.models import Nonce, OutboxMessage, Part, Verdict
from jobs import loop
from jobs.queues import Queue

NONCES_KEPT = timedelta(minutes=10)
# A draft expires 45 days after its last change (art. 225h); until then its message may still be filed
ORPHANS_KEPT = timedelta(days=46)


def purge(part: Part) -> None:
    """The register has applied it: the sealed bytes go, their digest stays for accountability."""
    storages["sealed"].delete(part.path)
    Part.objects.filter(pk=part.pk).update(purged_at=timezone.now())


def sweep(part: Part) -> None:
    """A part whose message was never queued."""
    storages["sealed"].delete(part.path)
    part.delete()


def forget_nonces(_first: Nonce) -> None:
    """All at once: they are nothing but old."""
    _old_nonces().delete()


def _receipted() -> QuerySet[Part]:
    applied = OutboxMessage.objects.filter(pk=OuterRef("message_id"), verdict=Verdict.APPLIED)
    return Part.objects.filter(Exists(applied), purged_at__isnull=True).order_by("pk")


def _orphans() -> QuerySet[Part]:
    queued = OutboxMessage.objects.filter(pk=OuterRef("message_id"))
    return Part.objects.filter(~Exists(queued), stored_at__lt=timezone.now() - ORPHANS_KEPT).order_by("pk")


def _old_nonces() -> QuerySet[Nonce]:
    return Nonce.objects.filter(used_at__lt=timezone.now() - NONCES_KEPT).order_by("used_at")


QUEUES = (
    Queue(name=inbox.QUEUE, due=inbox.waiting, do=inbox.apply, since="received_at"),
    Queue(name="exchange.purge", due=_receipted, do=purge),
    Queue(name="exchange.sweep", due=_orphans, do=sweep, since=F("stored_at") + ORPHANS_KEPT),
    Queue(name="exchange.nonces", due=_old_nonces, do=forget_nonces, since=F("used_at") + NONCES_KEPT),
)
due, run = loop.of(QUEUES)
