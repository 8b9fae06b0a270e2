"""What the money of one attempt does to the duty it was paid for: kept up to what is owed, the rest goes back."""

from datetime import datetime

from django.db.models import Sum

from applications.drafting import charged
from applications.exchange.portal import outbox
from payments.models import LAID, CheckoutSession, OrderItem
from payments.states import MONEY, PaymentFacts, PaymentState


def book(session: CheckoutSession, facts: PaymentFacts, reduced: PaymentState, now: datetime) -> PaymentState:
    """What the attempt becomes by it. The item is locked. Booking twice changes nothing."""
    _take_over(session, facts)
    others = session.item.sessions.exclude(pk=session.pk).filter(state__in=MONEY)
    sums = others.aggregate(received=Sum("received"), refunded=Sum("refunded"), lost=Sum("lost"), kept=Sum("kept"))
    received, refunded, lost, kept = (sums[name] or 0 for name in ("received", "refunded", "lost", "kept"))
    _divide(session, facts, reduced, kept_before=kept)
    item = session.item
    if reduced in MONEY:
        received, refunded, lost = received + session.received, refunded + session.refunded, lost + session.lost
    item.received, item.refunded = received, refunded + lost
    _keep(item, kept + session.kept, now)
    return PaymentState.RETURNING if session.surplus else reduced


def _take_over(session: CheckoutSession, facts: PaymentFacts) -> None:
    session.received, session.refunded, session.lost = facts.amount_received, facts.amount_refunded, facts.lost
    session.disputed = min(facts.amount_disputed, facts.left)


def _divide(session: CheckoutSession, facts: PaymentFacts, reduced: PaymentState, *, kept_before: int) -> None:
    was_booked, session.kept, session.surplus = session.kept > 0, 0, 0
    if reduced != PaymentState.PAID:
        return
    if kept_before == 0 and not was_booked:  # else the answers may have made it more since
        _restore(session)
    session.kept = min(facts.left, session.item.amount - kept_before)
    session.surplus = facts.left - session.kept


def _restore(session: CheckoutSession) -> None:
    """The terms on which it was begun, whatever was answered or claimed while the page was open."""
    session.item.amount = session.duty
    for name, value in session.laid.items():
        setattr(session.item, name, value)


def _keep(item: OrderItem, kept: int, now: datetime) -> None:
    """Each change of what is kept is told to the register under a new id, once it knows of the application."""
    if kept != item.kept:
        is_known = item.told_at is not None or bool(kept)
        item.message_id = outbox.reserve() if is_known else None
        item.told_at = None
    item.kept = kept
    item.paid_at = (item.paid_at or now) if item.is_paid else None
    item.save(update_fields=["amount", *LAID, "received", "refunded", "kept", "paid_at", "message_id", "told_at"])


def said_otherwise(item: OrderItem) -> int | None:
    """What the fee is by the answers of now, if another amount than the one it was paid for; 0: nothing is owed."""
    owed = {due.fee: due for due in charged.of(item.order.application)}
    due = owed.get(item.fee)
    if due is not None and due.is_open:
        return None
    amount = due.row.amount if due is not None and due.row is not None else 0
    return None if amount == item.amount else amount
