"""What a room declares of its durable work: which rows are due, what is done with one, how patient the loop is."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils import timezone

from jobs.models import Attempt

WHOLE = "*"  # the queue itself, while a service that all its rows need is away
FIRST = timedelta(seconds=2)
LONGEST = timedelta(hours=1)
LONGEST_AWAY = timedelta(minutes=5)  # an outage ends for all at once: nobody waits an hour for it
DOUBLINGS = 20  # bounded before the power is taken: 2**attempts is soon more than a date can hold
TRIES = 10  # by then half an hour passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a row waits after each failure, and after how many it is set aside."""

    first: timedelta = FIRST
    longest: timedelta = LONGEST
    tries: int = TRIES

    def pause(self, failures: int, *, longest: timedelta | None = None) -> timedelta:
        doublings = min(max(failures - 1, 0), DOUBLINGS)
        wait: timedelta = self.first * 2**doublings
        return min(wait, longest or self.longest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Rows of a room that are due, in the order they are done. What sweeps many at once sweeps at the first of them.

    `do` gets a row as it is now, locked, in a transaction of its own. Where a room locks something else first, or keeps
    something before it goes on, it says so: `locks=False` leaves that lock to `do`, `atomic=False` the transaction.
    `ready` raises when a service that every row needs is away. `give_up` gets a row that failed too often, and the
    last error (none when the worker ended), and says whether the room ended it by itself, in place of an officer.
    """

    name: str
    due: Callable[[], QuerySet[Any]]
    do: Callable[[Any], object]
    since: str | Combinable = ""  # from which moment on a row waits, where the row knows
    key: str = "pk"  # field that names a row, where the primary key is no text
    lane: str = "default"  # the worker process that does it, see settings.TASKS
    patience: Patience = Patience()
    ready: Callable[[], object] | None = None
    give_up: Callable[[Any, Exception | None], bool] | None = None
    locks: bool = True
    atomic: bool = True

    def waiting(self, most: int) -> list[str]:
        """Keys of rows that may be tried now; those due at one moment stand in the order of their keys."""
        rows = self._unhindered()
        ordered = rows.order_by(*rows.query.order_by, self.key)
        return [str(key) for key in ordered[:most].values_list(self.key, flat=True)]

    def take(self, row: str, *, locks: bool) -> Model | None:
        """The row as it is now; None when it is done, gone, or held by somebody."""
        rows = self.due().filter(**{self.key: row})
        if locks:
            rows = rows.select_for_update(skip_locked=True, of=("self",))
        found: Model | None = rows.first()
        return found

    def standing(self) -> QuerySet[Any]:
        """All rows that are due and not set aside, those that wait for their next try too."""
        return self._without(Attempt.objects.filter(set_aside_at__isnull=False))

    def still_due(self, rows: Collection[str]) -> set[str]:
        found = self.due().filter(**{f"{self.key}__in": rows})
        return {str(key) for key in found.values_list(self.key, flat=True)}

    def _unhindered(self) -> QuerySet[Any]:
        now = timezone.now()
        if Attempt.objects.filter(queue=self.name, row=WHOLE, due_at__gt=now).exists():
            return self.due().none()
        return self._without(Attempt.objects.filter(Q(due_at__gt=now) | Q(set_aside_at__isnull=False)))

    def _without(self, attempts: QuerySet[Attempt]) -> QuerySet[Any]:
        key = Cast(OuterRef(self.key), CharField())
        return self.due().filter(~Exists(attempts.filter(queue=self.name, row=key)))
