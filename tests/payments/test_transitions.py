"""Every way between the states of one attempt to pay, allowed or not, by what the service says of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import timezone

from payments import checkout, settlement
from payments.errors import SessionCannotMove
from payments.models import CheckoutSession, Order, OrderItem
from payments.states import PENDING, TRANSITIONS, PaymentFacts, PaymentState

pytestmark = pytest.mark.django_db
CREATING, OPEN, PROCESSING, PAID, FAILED, EXPIRED, MISMATCH, RETURNING, REFUNDED = PaymentState
CAME = {PAID, MISMATCH, RETURNING, REFUNDED}
WAYS = {
    CREATING: {OPEN, PROCESSING, FAILED, EXPIRED} | CAME,
    OPEN: {OPEN, PROCESSING, FAILED, EXPIRED} | CAME,
    PROCESSING: {PROCESSING, FAILED} | CAME,
    FAILED: {PROCESSING, FAILED} | CAME,
    EXPIRED: {EXPIRED} | CAME,
    PAID: CAME,
    MISMATCH: CAME,
    RETURNING: CAME,
    REFUNDED: CAME,
}


def attempt(item: OrderItem, number: int, state: PaymentState, *, kept: int = 0, surplus: int = 0) -> CheckoutSession:
    now = timezone.now()
    return CheckoutSession.objects.create(
        item=item,
        person=item.order.application.principal,
        attempt=number,
        language="en",
        amount=item.amount,
        duty=item.amount,
        stripe_id=f"cs_{number}",
        state=state,
        received=kept + surplus,
        kept=kept,
        surplus=surplus,
        opened_at=now,
        expires_at=now + checkout.OPEN_FOR,
        closed_at=None if state in PENDING else now,
    )


def facts(session: CheckoutSession, target: PaymentState) -> PaymentFacts:
    """What the service says, so that the attempt becomes this."""
    opened = PaymentFacts(session="cs_1", status="open", terms=session.terms)
    done = replace(opened, status="complete", intent="pi", intent_status="succeeded", amount_received=session.amount)
    return {
        OPEN: opened,
        PROCESSING: replace(opened, status="complete", intent_status="processing"),
        PAID: done,
        FAILED: replace(opened, status="complete", intent_status="canceled"),
        EXPIRED: replace(opened, status="expired"),
        MISMATCH: replace(done, amount_received=1),
        RETURNING: done,  # paid by another attempt before
        REFUNDED: replace(done, amount_refunded=session.amount),
    }[target]


def session_and_move(
    order: Order, source: PaymentState, target: PaymentState
) -> tuple[CheckoutSession, Callable[[], CheckoutSession]]:
    item = order.items.get(fee="card")
    session = attempt(item, 1, source, surplus=1 if source == RETURNING else 0)
    if target == RETURNING:
        attempt(item, 2, PAID, kept=item.amount)
    return session, lambda: settlement.apply(settlement.lock(session.pk), facts(session, target))


@pytest.mark.parametrize("target", [state for state in PaymentState if state != CREATING])
@pytest.mark.parametrize("source", PaymentState)
def test_every_way_between_states_is_open_or_closed_as_the_table_says(
    order: Order, source: PaymentState, target: PaymentState
) -> None:
    session, go = session_and_move(order, source, target)
    before = CheckoutSession.objects.filter(pk=session.pk).values().get()
    if target in WAYS[source]:
        go()
        assert CheckoutSession.objects.get(pk=session.pk).state == target
        return
    with pytest.raises(SessionCannotMove) as refused:
        go()
    assert (refused.value.state, refused.value.target) == (source, target)
    assert CheckoutSession.objects.filter(pk=session.pk).values().get() == before


def test_the_table_holds_these_ways_and_no_others() -> None:
    assert TRANSITIONS == WAYS


def test_a_planted_way_is_seen_by_the_matrix(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TRANSITIONS, EXPIRED, frozenset({OPEN}))  # planted
    session, go = session_and_move(order, EXPIRED, OPEN)
    go()
    assert CheckoutSession.objects.get(pk=session.pk).state == OPEN


@pytest.mark.parametrize(("state", "may_fail"), [(state, FAILED in WAYS[state]) for state in PaymentState])
def test_a_page_the_service_refuses_ends_only_an_attempt_that_took_nothing(
    order: Order, state: PaymentState, may_fail: bool
) -> None:
    session, _go = session_and_move(order, state, OPEN)
    if may_fail:
        settlement.fail(session)
    else:
        with pytest.raises(SessionCannotMove):
            settlement.fail(session)
    assert CheckoutSession.objects.get(pk=session.pk).state == (FAILED if may_fail else state)


ASKED = {
    CREATING: ["is_pending"],
    OPEN: ["is_pending", "is_left_open"],
    PROCESSING: ["is_pending", "is_confirming"],
    PAID: [],
    FAILED: ["is_failed"],
    EXPIRED: ["is_expired"],
    MISMATCH: ["is_mismatched"],
    RETURNING: ["is_returning"],
    REFUNDED: [],
}
QUESTIONS = (
    "is_pending",
    "is_left_open",
    "is_confirming",
    "is_failed",
    "is_expired",
    "is_mismatched",
    "is_returning",
)


def test_an_attempt_answers_where_it_is() -> None:
    said = {
        state: [name for name in QUESTIONS if getattr(CheckoutSession(state=state), name)] for state in PaymentState
    }
    assert said == ASKED
