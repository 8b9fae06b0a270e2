"""Checked at start: what this room takes from the register has a meaning in every track, and nothing else has one."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from applications.exchange.protocol.kinds import INBOUND, outcomes
from procedures.errors import ProceduresError
from procedures.tables import statuses
from procedures.tables.statuses import Status, Track

HERE = "applications.cases."
# What the body of a kind must carry for what the portal does with it
NEEDS = {
    "number": {"number"},
    "officer": {"name", "phone"},
    "summons": {"items", "due"},
    "certificate": {"number"},
    "decision": {"outcome", "served_on"},
    "service": {"served_on"},
}


@register()
def statuses_and_kinds(app_configs: object, **options: Any) -> list[CheckMessage]:
    try:
        tracks = [statuses.track(key) for key in statuses.names()]
    except ProceduresError:
        return []  # said by the check of the tables
    return [Error(text, id="cases.E001") for track in tracks for text in contradictions(track)]


def contradictions(track: Track) -> Iterator[str]:
    file = f"statuses/{track.key}.toml"
    taken = {kind for kind, path in settings.INBOUND.items() if path.startswith(HERE)}
    for kind, outcome in sorted(_sayings(taken)):
        if not any(row.kind == kind and row.outcome in ("", outcome) for row in track.rows):
            yield f"{file}: no status of kind {kind!r}{outcome and f', outcome {outcome!r}'}, which the register sends"
    for row in track.rows:
        yield from (f"{file}, status {row.key!r}: {text}" for text in _of_row(row, taken))


def _sayings(kinds: set[str]) -> Iterator[tuple[str, str]]:
    """Each kind with each outcome it may have."""
    for kind in kinds & set(INBOUND):
        yield from ((kind, outcome) for outcome in outcomes(kind) or ("",))


def _of_row(row: Status, taken: set[str]) -> Iterator[str]:
    if not row.kind:
        return
    if row.kind not in INBOUND:
        yield f"kind {row.kind!r} is none that the register sends"
        return
    if row.kind not in taken:
        yield f"kind {row.kind!r} has no handler in the room of cases (settings, INBOUND)"
    body = INBOUND[row.kind]["properties"]
    if row.outcome and row.outcome not in outcomes(row.kind):
        yield f"kind {row.kind!r} has no outcome {row.outcome!r}"
    if missing := NEEDS.get(row.does, set()) - set(body):
        yield f"does {row.does!r}, and its message carries no {', '.join(sorted(missing))}"
