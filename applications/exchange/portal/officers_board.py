"""What an officer of MOS has to know about the exchange: how deep, how old, what is stuck and why. No personal data."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, OuterRef, QuerySet, Subquery

from applications.exchange.portal import inbox, witness
from applications.exchange.portal.models import InboundMessage, OutboxMessage, Receipt, Verdict
from applications.exchange.portal.witness import Standing

AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The figures and the lists of one moment."""

    waiting: int
    oldest: datetime | None
    refused: list[OutboxMessage]
    parked: list[InboundMessage]
    behind: int
    trail: Standing | None


def now() -> Board:
    waiting = OutboxMessage.objects.filter(verdict="")
    parked = list(_parked()[:AT_ONCE])
    return Board(
        waiting=waiting.count(),
        oldest=waiting.aggregate(oldest=Min("queued_at"))["oldest"],
        refused=list(_refused()[:AT_ONCE]),
        parked=parked,
        behind=_behind(parked),
        trail=witness.standing(),
    )


def _refused() -> QuerySet[OutboxMessage]:
    """Quarantined by the register or given up by its officer, with the reason of the last receipt."""
    last = Receipt.objects.filter(message=OuterRef("pk")).order_by("-inbound__gov_seq")
    stuck = OutboxMessage.objects.filter(verdict__in=[Verdict.QUARANTINED, Verdict.REJECTED])
    return stuck.annotate(reason=Subquery(last.values("reason")[:1])).order_by("verdict_at")


def _parked() -> QuerySet[InboundMessage]:
    return inbox.waiting().exclude(error="").order_by("received_at")


def _behind(parked: list[InboundMessage]) -> int:
    """Messages that wait only because one before them in their case is parked."""
    cases = [message.case_id for message in parked]
    return InboundMessage.objects.filter(applied_at__isnull=True, case_id__in=cases).count() - len(parked)
