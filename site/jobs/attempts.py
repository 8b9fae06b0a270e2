"""Counts attempts: one is written down before it is made, forgotten when it succeeds, explained when it fails."""

import logging
import traceback
from enum import Enum, auto

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jobs import errors
from jobs.models import Attempt
from jobs.queues import LONGEST_AWAY, WHOLE, Queue

KILLED = "the worker ended while it did this"
log = logging.getLogger(__name__)


class TryOutcome(Enum):
    DONE = auto()
    PASSED = auto()  # done meanwhile, or held by somebody
    FAILED = auto()
    AWAY = auto()  # something that all rows may need does not answer


@transaction.atomic
def claim(queue: Queue, row: str) -> Attempt | None:
    """Counted and committed before it is made; None when the row is held by somebody, or is not to be tried now."""
    if queue.take(row, locks=queue.locks) is None:
        return None
    now = timezone.now()
    new = Attempt(queue=queue.name, row=row, first_at=now, due_at=now)
    Attempt.objects.bulk_create([new], ignore_conflicts=True)
    attempt = _open(queue).select_for_update(skip_locked=True).filter(row=row, due_at__lte=now).first()
    if attempt is None:
        return None
    if attempt.attempts >= queue.patience.tries:  # each of them ended the worker: no failure was written down
        _end(queue, attempt, None)
        return None
    attempt.attempts += 1
    attempt.due_at = now + queue.patience.pause(attempt.attempts)
    attempt.save(update_fields=["attempts", "due_at"])
    return attempt


def hold(attempt: Attempt) -> bool:
    """For as long as the work's transaction: a worker that dies gives the row back, and nobody does it meanwhile."""
    return Attempt.objects.select_for_update(skip_locked=True).filter(pk=attempt.pk).first() is not None


def forget(queue: Queue, attempt: Attempt) -> None:
    """It is done; and what the whole queue waited for is there again."""
    Attempt.objects.filter(Q(pk=attempt.pk) | Q(queue=queue.name, row=WHOLE)).delete()


def failed(queue: Queue, attempt: Attempt, error: Exception) -> TryOutcome:
    """Waits longer each time; a fault of its own is set aside in the end, what others are to blame for never is."""
    is_away, reason = errors.is_away(error), place(error)
    log.warning("%s %s failed at try %d: %s", queue.name, attempt.row, attempt.tries, reason)
    if not is_away and attempt.attempts >= queue.patience.tries:
        _end(queue, attempt, error)
        return TryOutcome.FAILED
    if is_away:
        attempt.attempts, attempt.waits = attempt.attempts - 1, attempt.waits + 1
        wait = queue.patience.pause(attempt.waits, longest=min(LONGEST_AWAY, queue.patience.longest))
    else:
        wait = queue.patience.pause(attempt.attempts)
    _open(queue).filter(pk=attempt.pk).update(
        attempts=attempt.attempts, waits=attempt.waits, due_at=timezone.now() + wait, reason=reason
    )
    return TryOutcome.AWAY if is_away and not isinstance(error, errors.Later) else TryOutcome.FAILED


def stop(queue: Queue, reason: str) -> None:
    """The whole queue waits: the service its rows need is away, and would cost each of them a limit of time."""
    now = timezone.now()
    whole, _is_new = Attempt.objects.get_or_create(
        queue=queue.name, row=WHOLE, defaults={"first_at": now, "due_at": now}
    )
    whole.waits, whole.reason = whole.waits + 1, reason
    whole.due_at = now + queue.patience.pause(whole.waits, longest=LONGEST_AWAY)
    whole.save()
    log.warning("%s waits as a whole: %s", queue.name, reason)


def go_on(queue: Queue) -> None:
    """The service answers again."""
    Attempt.objects.filter(queue=queue.name, row=WHOLE).delete()


def again(attempt_id: int) -> bool:
    """An officer has what was set aside, or waits, tried at the next opportunity; False when it is no longer there."""
    start = {"attempts": 0, "waits": 0, "due_at": timezone.now(), "set_aside_at": None}
    return Attempt.objects.filter(pk=attempt_id).update(**start) > 0


def tidy(queue: Queue) -> None:
    """Forget the attempts of rows that were done or deleted elsewhere."""
    rows = dict(Attempt.objects.filter(queue=queue.name).exclude(row=WHOLE).values_list("row", "pk"))
    if rows:
        gone = rows.keys() - queue.still_due(rows)
        over = Q(due_at__lte=timezone.now()) | Q(set_aside_at__isnull=False)
        Attempt.objects.filter(over, pk__in=[rows[row] for row in gone]).delete()


def place(error: BaseException) -> str:
    """The class of an error and where it arose, never its text: that may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {frames[-1].name}, line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"[:200]


def _end(queue: Queue, attempt: Attempt, error: Exception | None) -> None:
    """As the room itself ends it, else aside, in the sight of an officer."""
    if _given_up(queue, attempt, error):
        return
    reason = KILLED if error is None else place(error)
    _open(queue).filter(pk=attempt.pk).update(set_aside_at=timezone.now(), reason=reason)
    log.error("%s %s is set aside after %d tries: %s", queue.name, attempt.row, attempt.tries, reason)


def _given_up(queue: Queue, attempt: Attempt, last: Exception | None) -> bool:
    if queue.give_up is None:
        return False
    try:
        with transaction.atomic():
            row = queue.take(attempt.row, locks=queue.locks)
            is_over = row is None or queue.give_up(row, last)
            if is_over:
                forget(queue, attempt)
            return is_over
    except Exception as error:
        log.warning("%s %s cannot be given up: %s", queue.name, attempt.row, place(error))
        return False


def _open(queue: Queue) -> QuerySet[Attempt]:
    return Attempt.objects.filter(queue=queue.name, set_aside_at__isnull=True)
