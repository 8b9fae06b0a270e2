"""The one loop: each due row once a run, in a transaction of its own, and nothing a row does stops the others."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext

from django.db import connection, transaction

from jobs import attempts, rooms
from jobs.attempts import TryOutcome
from jobs.models import Attempt
from jobs.queues import Queue

BATCH = 100
LONGEST_RUN_SECONDS = 20.0  # then the lane's other queues have their turn; the clock wakes this one again
MOST_AWAY = 3  # in a row: then the service is away, not something of the rows
LOCK_TIMEOUT = "5s"  # for a row that a request holds: the work waits for another time


def run(queue: Queue) -> None:
    """Do what is due, until nothing is, time is up, or a service that all rows need turns out to be away."""
    if not queue.waiting(1) or not is_ready(queue):
        return
    ends, away = time.monotonic() + LONGEST_RUN_SECONDS, 0
    for row in _rows(queue):
        outcome = _try(queue, row)
        away = away + 1 if outcome == TryOutcome.AWAY else 0
        if (away and not _goes_on(queue, away)) or time.monotonic() > ends:
            break
    attempts.tidy(queue)


def of(queues: Sequence[Queue]) -> tuple[Callable[[], bool], Callable[[], None]]:
    """`due` and `run` of a room: whether anything waits, and all of it done at once, whatever its lane."""

    def due() -> bool:
        return any(queue.waiting(1) for queue in queues)

    def run_all() -> None:
        for queue in queues:
            run(queue)

    return due, run_all


def is_ready(queue: Queue) -> bool:
    """Asks a service before rows pay for its silence."""
    if queue.ready is None:
        return True
    try:
        queue.ready()
    except Exception as error:  # a guard that cannot be asked is no guard
        attempts.stop(queue, attempts.place(error))
        return False
    attempts.go_on(queue)
    return True


def _rows(queue: Queue) -> Iterator[str]:
    """Each once, however often its work leaves it due."""
    tried: set[str] = set()
    while fresh := [row for row in queue.waiting(len(tried) + BATCH) if row not in tried]:
        for row in fresh:
            tried.add(row)
            yield row


def _try(queue: Queue, row: str) -> TryOutcome:
    attempt = attempts.claim(queue, row)
    if attempt is None:
        return TryOutcome.PASSED
    try:
        with rooms.within(), transaction.atomic() if queue.atomic else nullcontext():
            if queue.atomic and not _held(attempt):
                return TryOutcome.PASSED
            current = queue.take(row, locks=queue.locks and queue.atomic)
            if current is not None:
                queue.do(current)
            attempts.forget(queue, attempt)
    except Exception as error:  # whatever a row does, the next one has its turn
        return attempts.failed(queue, attempt, error)
    return TryOutcome.DONE


def _held(attempt: Attempt) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIMEOUT])
    return attempts.hold(attempt)


def _goes_on(queue: Queue, away: int) -> bool:
    """A service that can be asked is asked; else some rows in a row tell."""
    if queue.ready is not None:
        return is_ready(queue)
    if away < MOST_AWAY:
        return True
    attempts.stop(queue, f"a service was away for {away} rows in a row")
    return False
