"""What stands: of every queue how much waits and since when, what fails, what was set aside. No personal data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.utils import timezone

from jobs import rooms
from jobs.models import Attempt
from jobs.queues import WHOLE, Queue

STANDS_AFTER = timedelta(minutes=5)  # the clock looks every second: what waits longer waits for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStanding:
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


def now() -> list[QueueStanding]:
    """Two queries, and one for each queue."""
    failed = Attempt.objects.exclude(reason="").exclude(row=WHOLE)
    tried = Q(set_aside_at__isnull=True)
    figures = {"failing": Count("pk", filter=tried), "set_aside": Count("pk", filter=~tried)}
    counted = failed.values("queue").annotate(**figures, first=Min("first_at", filter=tried))
    of_queue: dict[str, Mapping[str, Any]] = {each["queue"]: each for each in counted}
    away = dict(Attempt.objects.filter(row=WHOLE).values_list("queue", "reason"))
    nothing: Mapping[str, Any] = {"failing": 0, "set_aside": 0, "first": None}
    return [_of(queue, of_queue.get(queue.name, nothing), away.get(queue.name, "")) for queue in rooms.queues()]


def standing(of_all: Iterable[QueueStanding]) -> Mapping[str, Mapping[str, int | str]]:
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


def _of(queue: Queue, failed: Mapping[str, Any], away: str) -> QueueStanding:
    asked = {"waiting": Count("pk")} | ({"oldest": Min(queue.since)} if queue.since else {})
    figures = queue.standing().order_by().aggregate(**asked)
    return QueueStanding(
        queue=queue.name,
        waiting=figures["waiting"],
        oldest=figures.get("oldest", failed["first"]),
        failing=failed["failing"],
        set_aside=failed["set_aside"],
        away=away,
    )
