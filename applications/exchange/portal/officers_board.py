"""What an officer of MOS has to know: what waits for the register, what is stuck and why. No personal data."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F, Min, OuterRef, QuerySet, Subquery

from applications.exchange.portal import inbox, witness
from applications.exchange.portal.models import InboundMessage, OutboxMessage, RegisterReceipt, Verdict
from applications.exchange.portal.witness import TrailStanding
from audit import trail
from jobs import attempts, standing
from jobs.models import Attempt
from jobs.queues import WHOLE
from jobs.standing import QueueStanding

AT_ONCE = 100
ROWS = UUID("6f1d3c1e-7f0b-5a53-9d0a-1f6f0c7a2b44")  # makes a subject for the trail of a row whose key is no UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Work that failed; `message` is what the register sent, where that is what could not be applied."""

    attempt: Attempt
    message: InboundMessage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The figures and the lists of one moment."""

    waiting: int
    oldest: datetime | None
    refused: list[OutboxMessage]
    failures: list[Failure]
    behind: int
    trail: TrailStanding | None
    standing: list[QueueStanding]


def now() -> Board:
    waiting = OutboxMessage.objects.filter(verdict="")
    failures = _failures()
    return Board(
        waiting=waiting.count(),
        oldest=waiting.aggregate(oldest=Min("queued_at"))["oldest"],
        refused=list(_refused()[:AT_ONCE]),
        failures=failures,
        behind=_behind([failure.message for failure in failures if failure.message]),
        trail=witness.standing(),
        standing=[each for each in standing.now() if each.stands],
    )


@transaction.atomic
def again(attempt_id: int, *, by: AbstractBaseUser | AnonymousUser) -> None:
    """Has it tried again; who asked for it, and for which row, stays in the trail. Done meanwhile: nothing happens."""
    attempt = Attempt.objects.select_for_update().filter(pk=attempt_id).first()
    if attempt is None or not attempts.again(attempt.pk):
        return
    facts = {"queue": attempt.queue, "row": attempt.row, "reason": attempt.reason, "tries": str(attempt.tries)}
    trail.record("work-tried-again", subject=_subject(attempt), actor=by, facts=facts)


def _subject(attempt: Attempt) -> UUID:
    try:
        return UUID(attempt.row)
    except ValueError:
        return uuid5(ROWS, f"{attempt.queue} {attempt.row}")


def _refused() -> QuerySet[OutboxMessage]:
    """Quarantined by the register or given up by its officer, with the reason of the last receipt."""
    last = RegisterReceipt.objects.filter(message=OuterRef("pk")).order_by("-inbound__gov_seq")
    stuck = OutboxMessage.objects.filter(verdict__in=[Verdict.QUARANTINED, Verdict.REJECTED])
    return stuck.annotate(reason=Subquery(last.values("reason")[:1])).order_by("verdict_at")


def _failures() -> list[Failure]:
    """What was set aside first, then what is tried again by itself; the oldest first."""
    failed = Attempt.objects.exclude(reason="").exclude(row=WHOLE)
    attempts = list(failed.order_by(F("set_aside_at").asc(nulls_last=True), "first_at")[:AT_ONCE])
    messages = InboundMessage.objects.in_bulk([each.row for each in attempts if each.queue == inbox.QUEUE])
    found = {str(key): message for key, message in messages.items()}
    return [Failure(attempt=each, message=found.get(each.row)) for each in attempts]


def _behind(stuck: list[InboundMessage]) -> int:
    """Messages that wait only because one before them in their case is stuck."""
    cases = [message.case_id for message in stuck]
    return InboundMessage.objects.filter(applied_at__isnull=True, case_id__in=cases).count() - len(stuck)
