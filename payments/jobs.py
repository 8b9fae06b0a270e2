"""Durable work: asks about payments nobody reported, refunds doubles, tells the register what is paid."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from jobs import loop
from jobs.queues import Queue
from payments import checkout, listing, settlement, telling
from payments.models import CheckoutSession, OrderItem

TOLD_FROM = Greatest("paid_at", "order__application__filed_at")


@transaction.atomic
def look(session_id: UUID) -> CheckoutSession:
    """One session made to agree with the service."""
    session = settlement.lock(session_id)
    if session.stripe_id is None and session.closed_at is None:
        checkout.ensure_opened(session)
        return session
    return settlement.settle(session_id)


def _to_look_at() -> QuerySet[CheckoutSession]:
    return CheckoutSession.objects.filter(due_at__lte=timezone.now()).order_by("due_at")


def _untold() -> QuerySet[OrderItem]:
    return telling.untold().order_by("paid_at")


QUEUES = (
    Queue(  # of two rows the item is locked first, see settlement.lock
        name="payments.sessions",
        due=_to_look_at,
        do=lambda session: look(session.pk),
        since="due_at",
        lane="slow",
        locks=False,
    ),
    Queue(name="payments.listing", due=listing.due, do=listing.look, since="until", lane="slow"),
    Queue(name="payments.tell", due=_untold, do=lambda item: telling.tell(item.pk), since=TOLD_FROM),
)
due, run = loop.of(QUEUES)
