"""What stands: of every queue how much waits and since when, what fails, what was set aside. No personal data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from jobs import rooms
from jobs.models import Attempt
from jobs.queues import WHOLE, Queue

STANDS_AFTER = timedelta(minutes=5)  # the clock looks every second: what waits longer waits for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One queue at one moment."""

    queue: str
    waiting: int
    oldest: datetime | None
    failing: int = 0
    set_aside: int = 0
    away: str = ""  # why the whole queue waits, if it does

    @property
    def age(self) -> timedelta:
        return max(timezone.now() - self.oldest, timedelta()) if self.oldest else timedelta()

    @property
    def stands(self) -> bool:
        return self.age > STANDS_AFTER or self.set_aside > 0 or self.away != ""


def now() -> list[Standing]:
    """Two queries, and one for each queue."""
    attempts: defaultdict[str, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.exclude(reason=""):
        attempts[attempt.queue].append(attempt)
    return [_of(queue, attempts[queue.name]) for queue in rooms.queues()]


def standing(of_all: Iterable[Standing]) -> Mapping[str, Mapping[str, int | str]]:
    """Those that do not go on, in the words of `/readyz`; where in the code is nothing for the public."""
    return {
        each.queue: {
            "waiting": each.waiting,
            "oldest_seconds": int(each.age.total_seconds()),
            "failing": each.failing,
            "set_aside": each.set_aside,
            "away": each.away.partition(" in ")[0],
        }
        for each in of_all
        if each.stands
    }


def _of(queue: Queue, attempts: list[Attempt]) -> Standing:
    asked = {"waiting": Count("pk")} | ({"oldest": Min(queue.since)} if queue.since else {})
    figures = queue.standing().order_by().aggregate(**asked)
    failing = [each for each in attempts if each.row != WHOLE and each.set_aside_at is None]
    return Standing(
        queue=queue.name,
        waiting=figures["waiting"],
        oldest=figures["oldest"] if queue.since else min((each.first_at for each in failing), default=None),
        failing=len(failing),
        set_aside=sum(each.set_aside_at is not None for each in attempts),
        away=next((each.reason for each in attempts if each.row == WHOLE), ""),
    )
