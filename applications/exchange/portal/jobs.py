"""Durable work of the exchange: apply what arrived, purge what was received, sweep what was never sent."""

from datetime import timedelta

from django.core.files.storage import storages
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from applications.exchange.portal import inbox
from applications.exchange.portal.models import Nonce, OutboxMessage, Part, Verdict

NONCES_KEPT = timedelta(minutes=10)
# A draft expires 45 days after its last change (art. 225h); until then its message may still be filed
ORPHANS_KEPT = timedelta(days=46)
AT_ONCE = 500


def due() -> bool:
    return inbox.due().exists() or _receipted().exists() or _old_nonces().exists() or _orphans().exists()


def run() -> None:
    while inbox.apply_next():
        pass
    purge()
    _old_nonces().delete()
    sweep()


def purge() -> None:
    """The register has applied them: the sealed bytes go, their digests stay for accountability."""
    for part in _receipted()[:AT_ONCE]:
        storages["sealed"].delete(part.path)
        Part.objects.filter(pk=part.pk).update(purged_at=timezone.now())


def sweep() -> None:
    """Parts whose message was never queued."""
    for part in _orphans()[:AT_ONCE]:
        storages["sealed"].delete(part.path)
        part.delete()


def _receipted() -> QuerySet[Part]:
    applied = OutboxMessage.objects.filter(pk=OuterRef("message_id"), verdict=Verdict.APPLIED)
    return Part.objects.filter(Exists(applied), purged_at__isnull=True)


def _orphans() -> QuerySet[Part]:
    queued = OutboxMessage.objects.filter(pk=OuterRef("message_id"))
    return Part.objects.filter(~Exists(queued), stored_at__lt=timezone.now() - ORPHANS_KEPT)


def _old_nonces() -> QuerySet[Nonce]:
    return Nonce.objects.filter(used_at__lt=timezone.now() - NONCES_KEPT)
