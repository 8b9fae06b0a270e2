"""Makes our rows agree with the payment service: fetched under a lock, so the last look is the newest truth."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from applications.exchange.portal import outbox
from audit import trail
from notices import mail
from payments import gateway
from payments.models import CheckoutSession, OrderItem
from payments.states import PENDING, Facts, State, reduce

log = logging.getLogger(__name__)
FIRST_POLL = timedelta(seconds=20)
LONGEST_POLL = timedelta(minutes=15)
WATCHED_AFTER_FAILURE = timedelta(days=3)  # a bank may still say yes


@transaction.atomic
def settle(session_id: UUID) -> CheckoutSession:
    """Ask what happened and write it down; raises ServiceDown and ServiceRefused."""
    session = lock(session_id)
    if session.stripe_id is None:
        return session
    facts = gateway.fetch(session.stripe_id, session.stripe_account)
    return apply(session, facts)


def lock(session_id: UUID) -> CheckoutSession:
    """The item first, then the session: always in this order."""
    item_id = CheckoutSession.objects.values_list("item_id", flat=True).get(pk=session_id)
    item = lock_item(item_id)
    session = CheckoutSession.objects.select_for_update().get(pk=session_id)
    session.item = item
    return session


def lock_item(item_id: UUID) -> OrderItem:
    return OrderItem.objects.select_for_update(of=("self",)).select_related("order__application__owner").get(pk=item_id)


def apply(session: CheckoutSession, facts: Facts) -> CheckoutSession:
    """The session is locked and the facts were fetched since."""
    now = timezone.now()
    before, session.state = session.state, reduce(facts, session.terms)
    session.intent, session.url = facts.intent, facts.url
    if session.state not in PENDING and session.closed_at is None:
        session.closed_at = now
    if session.state == State.PAID and session.paid_at is None:
        session.paid_at = now
    if session.state != State.PAID and session.counts:
        _uncount(session)
    if session.state == State.PAID and not session.counts and session.refund_asked_at is None:
        _count_or_refund(session, now)
    session.polls += 1
    session.due_at = _next_look(session, now)
    session.save()
    if session.state == State.MISMATCH and before != State.MISMATCH:
        log.error("%s was paid on other terms than ours", session)
        _record("payment-mismatch", session)
    return session


def _count_or_refund(session: CheckoutSession, now: datetime) -> None:
    item = session.item
    if CheckoutSession.objects.filter(item=item, counts=True).exists():
        session.refund_asked_at = now  # two windows, two devices: the second goes back by itself
        _record("payment-doubled", session)
    else:
        session.counts = True
        item.paid_at = now
        item.message_id = item.message_id or outbox.reserve()
        item.save(update_fields=["paid_at", "message_id"])
        _record("payment-received", session)
    _tell_payer(item, session.language)


def _uncount(session: CheckoutSession) -> None:
    session.counts = False
    session.item.paid_at = session.item.message_id = session.item.told_at = None
    session.item.save(update_fields=["paid_at", "message_id", "told_at"])
    _record("payment-undone", session)


def _next_look(session: CheckoutSession, now: datetime) -> datetime | None:
    """Webhooks usually come first; whoever relies on them alone loses payments."""
    if session.state == State.PAID and session.refund_asked_at:
        return now
    if session.state in PENDING:
        wait: timedelta = FIRST_POLL * 2 ** min(session.polls, 10)
        return now + min(wait, LONGEST_POLL)
    if session.state == State.FAILED and session.opened_at > now - WATCHED_AFTER_FAILURE:
        return now + LONGEST_POLL
    return None


def _record(event: str, session: CheckoutSession) -> None:
    facts = {"item": str(session.item_id), "session": str(session.pk), "amount": str(session.amount)}
    trail.record(event, subject=session.item.order.application_id, facts=facts)


def _tell_payer(item: OrderItem, language: str) -> None:
    application = item.order.application
    with translation.override(language):
        link = reverse("payments:order", args=[application.pk])
    mail.queue(application.owner.email, "payment-received", language=language, context={"link": link})
