"""What both sides compare once a day: counts and digests per kind and hour."""

from collections import defaultdict
from datetime import UTC, date, datetime, time
from typing import Any

from applications.exchange.portal.models import OutboxMessage, Verdict
from applications.exchange.protocol.canonical import canonical, digest


def of(day: date) -> dict[str, Any]:
    """Per kind and hour (UTC): count, first and last number, digest of the sorted list of (id, hash)."""
    whole = [datetime.combine(day, end, tzinfo=UTC) for end in (time.min, time.max)]
    rows = OutboxMessage.objects.filter(queued_at__range=whole, stream_seq__isnull=False).order_by("stream_seq")
    groups: defaultdict[tuple[str, int], list[OutboxMessage]] = defaultdict(list)
    for row in rows:
        groups[row.kind, row.queued_at.astimezone(UTC).hour].append(row)
    return {
        "day": day.isoformat(),
        "groups": [_group(kind, hour, found) for (kind, hour), found in sorted(groups.items())],
        "quarantined": sum(row.verdict == Verdict.QUARANTINED for row in rows),
    }


def _group(kind: str, hour: int, rows: list[OutboxMessage]) -> dict[str, Any]:
    return {
        "kind": kind,
        "hour": hour,
        "count": len(rows),
        "first": rows[0].stream_seq,
        "last": rows[-1].stream_seq,
        "digest": digest(canonical(sorted([str(row.id), row.hash] for row in rows))),
    }
