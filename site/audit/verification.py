"""Verifies the whole chain by the clock, against every head that was noted: here, and by the government half."""

import logging
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from audit import chain
from audit.chain import Fault, Head
from audit.models import Event, Link, NotedHead, Verification
from sealing.models import DataKey

EVERY = timedelta(days=1)
DRAFT = "draft"  # the key of an application: its beginning is in the trail, in the same transaction
AT_MOST_AFTER = timedelta(minutes=5)
log = logging.getLogger(__name__)


def due() -> bool:
    """Once a day, and at once when the government half told us what it keeps."""
    last = Verification.objects.order_by("-at").first()
    if last is None:
        return Link.objects.exists() or _began() is not None
    return last.at <= timezone.now() - EVERY or NotedHead.objects.filter(told_at__gt=last.at).exists()


def run() -> None:
    """A head found in order is noted: a chain that is rewritten later no longer has it."""
    now = chain.head()
    faults = [*chain.verify(), *_not_in_place(), *_wiped()]
    Verification.objects.create(seq=now.seq, faults=len(faults), fault=_say(faults[0]) if faults else "")
    if faults:
        log.critical("the audit trail does not verify: %d faults, the first: %s", len(faults), _say(faults[0]))
    elif now.seq:
        NotedHead.objects.get_or_create(seq=now.seq, hash=now.hash, defaults={"told_at": None})


def head() -> tuple[int, str]:
    now = chain.head()
    return now.seq, now.hash.hex()


def told(seq: int, hash: str) -> bool:
    """Note what the government half keeps of us, and say whether it still stands in our chain."""
    noted = Head(seq=seq, hash=bytes.fromhex(hash))
    NotedHead.objects.update_or_create(seq=noted.seq, hash=noted.hash, defaults={"told_at": timezone.now()})
    return chain.lost(noted) is None


def standing() -> tuple[datetime, int, str] | None:
    last = Verification.objects.order_by("-at").first()
    return (last.at, last.seq, last.fault) if last else None


def first_keys() -> QuerySet[DataKey]:
    """The key of the first draft, if there was one: keys are destroyed, never deleted."""
    first = DataKey.objects.filter(purpose=DRAFT).order_by("id")[:1]
    return DataKey.objects.filter(pk__in=first.values("pk"))


def _not_in_place() -> list[Fault]:
    noted = [Head(seq=row.seq, hash=bytes(row.hash)) for row in NotedHead.objects.order_by("seq")]
    return [fault for fault in map(chain.lost, noted) if fault is not None]


def _wiped() -> list[Fault]:
    """The trail of a portal that is in use begins with its first draft; nobody need have noted a head by then."""
    began, first = _began(), Event.objects.order_by("at").values_list("at", flat=True).first()
    if began is None or (first is not None and first <= began + AT_MOST_AFTER):
        return []
    return [Fault(seq=1, event=None, what="deleted")]


def _began() -> datetime | None:
    return first_keys().values_list("created_at", flat=True).first()


def _say(fault: Fault) -> str:
    return f"{fault.seq} {fault.what}"
