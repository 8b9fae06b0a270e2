"""Durable work: asks about payments nobody reported, refunds doubles, tells the register what is paid."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from payments import checkout, gateway, settlement, telling
from payments.errors import PaymentsError
from payments.models import CheckoutSession
from payments.states import State

log = logging.getLogger(__name__)
RETRY = timedelta(minutes=1)


def due() -> bool:
    return _due().exists() or telling.untold().exists()


def run() -> None:
    for session_id in _due().values_list("pk", flat=True):
        try:
            look(session_id)
        except PaymentsError as error:
            log.warning("checkout session %s not settled: %s", session_id, type(error).__name__)
            CheckoutSession.objects.filter(pk=session_id).update(due_at=timezone.now() + RETRY)
    for item in telling.untold():
        telling.tell(item.pk)


@transaction.atomic
def look(session_id: UUID) -> CheckoutSession:
    """One session made to agree with the service; a double payment is sent back first."""
    session = settlement.lock(session_id)
    if session.stripe_id is None and session.closed_at is None:
        checkout.ensure_opened(session)
        return session
    if session.refund_asked_at and session.state == State.PAID:
        gateway.refund(session.intent, session.stripe_account, idempotency_key=f"{session.pk}-refund")
    return settlement.settle(session_id)


def _due() -> QuerySet[CheckoutSession]:
    return CheckoutSession.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
