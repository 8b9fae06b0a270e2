"""Chains recorded events, and names the row that was changed, deleted or moved since."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from audit.models import Event, Link, Unchained

LOCK = 0x6D6F73  # one chainer at a time; any number that nobody else uses
BATCH = 500
START = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where the chain ends; kept elsewhere, it shows later that the end was cut off."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The first thing wrong with a row: changed, deleted, reordered or cut."""

    seq: int
    event: UUID | None
    what: str


@transaction.atomic
def link(row: Unchained) -> None:
    """One event that was committed and is not linked yet: one that cannot be keeps no other out of the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = head()
    Link.objects.create(seq=last.seq + 1, event=row.event, prev=last.hash, hash=_digest(last.hash, row.event))
    row.delete()


def head() -> Head:
    link = Link.objects.order_by("-seq").first()
    return Head(seq=link.seq, hash=bytes(link.hash)) if link else Head(seq=0, hash=START)


def verify(expected: Head | None = None) -> list[Fault]:
    """Empty when every linked event stands as it was recorded. `expected` is a head noted down earlier."""
    faults = list(_faults())
    if expected is not None and (fault := lost(expected)):
        faults.append(fault)
    return faults


def lost(noted: Head) -> Fault | None:
    """None when the chain still goes through a head that was noted; cut off or written anew otherwise."""
    if noted.seq == 0:
        return None
    link = Link.objects.filter(seq=noted.seq).first()
    if link is not None and bytes(link.hash) == noted.hash:
        return None
    return Fault(seq=noted.seq, event=link.event_id if link else None, what="cut")


def _faults() -> Iterator[Fault]:
    last = Head(seq=0, hash=START)
    events = Event.objects.in_bulk
    for batch in _batches():
        found = events([link.event_id for link in batch])
        for link in batch:
            for missing in range(last.seq + 1, link.seq):
                yield Fault(seq=missing, event=None, what="deleted")
            if (what := _wrong(link, found.get(link.event_id), last)) is not None:
                yield Fault(seq=link.seq, event=link.event_id, what=what)
            last = Head(seq=link.seq, hash=bytes(link.hash))


def _batches() -> Iterator[list[Link]]:
    seq = 0
    while batch := list(Link.objects.filter(seq__gt=seq).order_by("seq")[:BATCH]):
        yield batch
        seq = batch[-1].seq


def _wrong(link: Link, event: Event | None, last: Head) -> str | None:
    if event is None:
        return "deleted"
    if link.seq == last.seq + 1 and bytes(link.prev) != last.hash:
        return "reordered"
    return "changed" if _digest(bytes(link.prev), event) != bytes(link.hash) else None


def _digest(prev: bytes, event: Event) -> bytes:
    """A row without a principal is digested as before there was one: what was linked then still verifies."""
    row = [str(event.id), event.at.isoformat(), event.event, str(event.subject), event.actor, event.facts]
    row += [] if event.principal is None else [event.principal]
    return hashlib.sha256(prev + json.dumps(row, sort_keys=True, separators=(",", ":")).encode()).digest()
