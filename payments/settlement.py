"""Makes our rows agree with the payment service: fetched under a lock, so the last look is the newest truth.

The only writer of an attempt's state.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.drafting import news
from applications.drafting.news import News
from audit import trail
from payments import booking, gateway
from payments.errors import SessionCannotMove
from payments.models import CheckoutSession, OrderItem
from payments.states import PaymentFacts, PaymentState, reduce

log = logging.getLogger(__name__)
FIRST_POLL = timedelta(seconds=20)
LONGEST_POLL = timedelta(minutes=15)
WATCHED_AFTER_FAILURE = timedelta(days=3)  # a bank may still say yes
# News that a person at the payee has to look at
ATTENTION = frozenset({"payment-mismatch", "payment-differs", "payment-refunded", "payment-disputed", "payment-lost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was written down of an attempt when it was asked about last."""

    state: PaymentState
    kept: int
    surplus: int
    refunded: int
    lost: int
    disputed: int
    has_failed: bool


@transaction.atomic
def settle(session_id: UUID) -> CheckoutSession:
    """Ask what happened, write it down, give back what came beyond the duty; raises ServiceDown, ServiceRefused."""
    session = lock(session_id)
    if session.stripe_id is None:
        return session
    was_noted = session.surplus > 0  # committed by an earlier look, so a kill between the two loses nothing
    apply(session, gateway.fetch(session.stripe_id, session.stripe_account))
    if was_noted and session.surplus:
        _give_back(session)
        apply(session, gateway.fetch(session.stripe_id, session.stripe_account))
    return session


def lock(session_id: UUID) -> CheckoutSession:
    """The item first, then the session: always in this order."""
    item_id = CheckoutSession.objects.values_list("item_id", flat=True).get(pk=session_id)
    item = lock_item(item_id)
    session = CheckoutSession.objects.select_for_update(of=("self",)).select_related("person").get(pk=session_id)
    session.item = item
    return session


def lock_item(item_id: UUID) -> OrderItem:
    rows = OrderItem.objects.select_for_update(of=("self",)).select_related("order__application__principal")
    return rows.get(pk=item_id)


def apply(session: CheckoutSession, facts: PaymentFacts) -> CheckoutSession:
    """The session is locked and the facts were fetched since."""
    now, before = timezone.now(), _before(session)
    session.intent, session.url = facts.intent, facts.url
    _move(session, booking.book(session, facts, reduce(facts, session.terms), now))
    _date(session, now)
    if session.kept > before.kept:
        session.answers_say = booking.said_otherwise(session.item)
    news = _news(session, before)
    for event in news:
        _record(event, session)
    if news & ATTENTION:
        session.attention_at, session.looked_at, session.looked_by = now, None, None
    session.polls += 1
    session.due_at = _next_look(session, now, before)
    session.save()
    if news:
        _tell_payer(session)
    return session


def fail(session: CheckoutSession) -> None:
    """The service refused to open a page for it; the session is locked."""
    _move(session, PaymentState.FAILED)
    session.closed_at, session.due_at = timezone.now(), None
    session.save()


def _move(session: CheckoutSession, target: PaymentState) -> None:
    if not session.may(target):
        raise SessionCannotMove(PaymentState(session.state), target)
    session.state = target


def _before(session: CheckoutSession) -> Before:
    return Before(
        state=PaymentState(session.state),
        kept=session.kept,
        surplus=session.surplus,
        refunded=session.refunded,
        lost=session.lost,
        disputed=session.disputed,
        has_failed=session.failed_at is not None,
    )


def _news(session: CheckoutSession, before: Before) -> set[str]:
    """What the person is told of, in one mail, and the trail by name; looking again finds none."""
    found = {
        "payment-received": session.kept > before.kept,
        "payment-differs": session.kept > before.kept and session.answers_say is not None,
        "payment-doubled": session.surplus > before.surplus,
        "payment-failed": session.is_failed and not before.has_failed,
        "payment-mismatch": session.is_mismatched and before.state != PaymentState.MISMATCH,
        # what we give back ourselves was told when it was noticed
        "payment-refunded": session.refunded > before.refunded + before.surplus,
        "payment-disputed": session.disputed > before.disputed,
        "payment-lost": session.lost > before.lost,
    }
    return {event for event, is_new in found.items() if is_new}


def _date(session: CheckoutSession, now: datetime) -> None:
    if not session.is_pending:
        session.closed_at = session.closed_at or now
    if session.kept:
        session.paid_at = session.paid_at or now
    if session.is_failed:
        session.failed_at = session.failed_at or now
    session.refund_asked_at = (session.refund_asked_at or now) if session.surplus else None


def _give_back(session: CheckoutSession) -> None:
    log.warning("%s: %s grosze more than owed go back", session, session.surplus)
    key = f"{session.pk}-refund-{session.refunded}-{session.surplus}"
    gateway.refund(session.intent, session.stripe_account, amount=session.surplus, idempotency_key=key)


def _next_look(session: CheckoutSession, now: datetime, before: Before) -> datetime | None:
    """Webhooks usually come first; whoever relies on them alone loses payments."""
    if session.surplus:
        return now + LONGEST_POLL if before.surplus else now
    if session.is_pending:
        wait: timedelta = FIRST_POLL * 2 ** min(session.polls, 10)
        return now + min(wait, LONGEST_POLL)
    if session.is_failed and session.opened_at > now - WATCHED_AFTER_FAILURE:
        return now + LONGEST_POLL
    return None


def _record(event: str, session: CheckoutSession) -> None:
    sums = {name: str(getattr(session, name)) for name in ("amount", "received", "refunded", "kept")}
    facts = {"item": str(session.item_id), "session": str(session.pk), **sums}
    trail.record(event, subject=session.item.order.application_id, facts=facts)


def _tell_payer(session: CheckoutSession) -> None:
    """Whose case it is and who began to pay, in the language of the page on which it was paid."""
    application = session.item.order.application
    news.tell(application, News("payment-news", "payments:order"), language=session.language, person=session.person)
