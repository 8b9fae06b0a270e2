"""What the two halves tell each other of the portal's trail; the trail itself is named by `settings.EXCHANGE_TRAIL`."""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailStanding:
    """How the trail stood when it was last verified: an empty `fault` is good news."""

    verified_at: datetime
    seq: int
    fault: str


class Trail(Protocol):
    """The functions of the module that the setting names."""

    def head(self) -> tuple[int, str]: ...

    def told(self, seq: int, hash: str) -> bool: ...

    def standing(self) -> tuple[datetime, int, str] | None: ...


def report(seq: int | None, hash: str) -> dict[str, Any]:
    """Our head now; `holds` is whether the head that the government half kept is still in its place."""
    holds = seq is None or _trail().told(seq, hash)
    now, digest = _trail().head()
    return {"seq": now, "hash": digest, "holds": holds}


def standing() -> TrailStanding | None:
    found = _trail().standing()
    return TrailStanding(verified_at=found[0], seq=found[1], fault=found[2]) if found else None


def _trail() -> Trail:
    module: Any = import_module(settings.EXCHANGE_TRAIL)
    trail: Trail = module
    return trail
