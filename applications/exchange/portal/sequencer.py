"""Numbers committed messages 1..n without a hole and chains them; a reader by number misses nothing."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC
from uuid import UUID

from django.db import connection, transaction

from applications.exchange.portal.models import OutboxMessage, Part
from applications.exchange.protocol.envelope import GENESIS, PORTAL, Envelope, PartInfo

LOCK = 7_170_001  # any number, the same in every process
BATCH = 1000


def number() -> int:
    """Give the committed messages that have none their place in the stream; returns how many."""
    if not OutboxMessage.objects.filter(stream_seq__isnull=True).exists():
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        waiting = list(OutboxMessage.objects.filter(stream_seq__isnull=True).order_by("case_seq", "id")[:BATCH])
        seq, previous = head()
        parts = parts_of(waiting)
        for message in waiting:
            seq += 1
            message.stream_seq, message.prev_hash = seq, previous
            message.hash = previous = envelope(message, parts[message.id]).hash
        OutboxMessage.objects.bulk_update(waiting, ["stream_seq", "prev_hash", "hash"])
    return len(waiting)


def head() -> tuple[int, str]:
    """The last number and hash of the stream."""
    last = OutboxMessage.objects.filter(stream_seq__isnull=False).order_by("-stream_seq").first()
    if last is None or last.stream_seq is None or last.hash is None:
        return 0, GENESIS
    return last.stream_seq, last.hash


def parts_of(messages: Iterable[OutboxMessage]) -> defaultdict[UUID, list[Part]]:
    """The parts of each message in the order of their names, which is their number in `blobs/<id>/<n>`."""
    found: defaultdict[UUID, list[Part]] = defaultdict(list)
    for part in Part.objects.filter(message_id__in=[message.id for message in messages]).order_by("message_id", "name"):
        found[part.message_id].append(part)
    for parts in found.values():
        parts.sort(key=lambda part: part.name)  # by code point: the database may order by language
    return found


def envelope(message: OutboxMessage, parts: Iterable[Part]) -> Envelope:
    if message.stream_seq is None or message.prev_hash is None:
        raise ValueError("a message without a number has no envelope")
    return Envelope(
        id=message.id,
        kind=message.kind,
        source=PORTAL,
        case_id=message.case_id,
        time=message.queued_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        case_seq=message.case_seq,
        stream_seq=message.stream_seq,
        prev_hash=message.prev_hash,
        parts=tuple(PartInfo(name=part.name, bytes=part.bytes, sha256=part.sha256, kid=part.kid) for part in parts),
    )
