"""However the news comes, our rows end as the payment service has it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.drafting.models import Application
from applications.exchange.portal.models import OutboxMessage, Part
from audit.models import Event
from jobs.models import Attempt
from notices.models import Mail
from payments import attention, checkout, gateway, jobs, settlement, telling
from payments.errors import (
    AlreadyPaid,
    ApplicationClosed,
    BeingConfirmed,
    NotOnline,
    ServiceDown,
    ServiceRefused,
    Superseded,
)
from payments.models import CheckoutSession, Order, OrderItem, StripeEvent
from payments.states import PaymentState
from payments.tariff import Duty
from tests.acting import own
from tests.payments.conftest import Stripe

pytestmark = pytest.mark.django_db


def duty(order: Order) -> OrderItem:
    return order.items.get(fee="duty-temporary-work")


def begin_checkout(item: OrderItem) -> CheckoutSession:
    return checkout.start(item.pk, acting=own(item.order.application), language="en")


def stripe_id(session: CheckoutSession) -> str:
    assert session.stripe_id
    return session.stripe_id


def poll() -> None:
    """The clock, later: everything that is watched is due, what failed too."""
    CheckoutSession.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    Attempt.objects.update(due_at=timezone.now())
    jobs.run()


def is_paid_and_states(item: OrderItem) -> tuple[bool, list[str]]:
    """Whether it is paid, and the state of each attempt."""
    item.refresh_from_db()
    return item.is_paid, list(item.sessions.values_list("state", flat=True))


def test_payment_by_card_is_settled_by_the_webhook(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    session = begin_checkout(item)
    stripe.pay(stripe_id(session))
    assert is_paid_and_states(item) == (False, ["open"])
    assert stripe.post_all() == [204] * len(stripe.events())
    assert is_paid_and_states(item) == (True, ["paid"])
    assert Mail.objects.count() == 1
    assert Event.objects.filter(event="payment-received").count() == 1


def test_lost_webhooks_are_made_up_for_by_asking(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    stripe.pay(stripe_id(begin_checkout(item)))
    poll()
    assert is_paid_and_states(item) == (True, ["paid"])


def test_blik_is_processing_until_the_bank_answers(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    stripe.pay(stripe_id(begin_checkout(item)), method="blik")
    poll()
    assert is_paid_and_states(item) == (False, ["processing"])
    with pytest.raises(BeingConfirmed):
        begin_checkout(item)
    stripe.settle()
    poll()
    assert is_paid_and_states(item) == (True, ["paid"])


def test_bank_that_says_no_leaves_it_open_to_another_try(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    stripe.pay(stripe_id(begin_checkout(item)), method="p24", succeeds=False)
    stripe.settle()
    poll()
    assert is_paid_and_states(item) == (False, ["failed"])
    stripe.pay(stripe_id(begin_checkout(item)))
    poll()
    assert is_paid_and_states(item) == (True, ["failed", "paid"])


def test_success_after_a_refused_card_counts(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    session = begin_checkout(item)
    stripe.pay(stripe_id(session), succeeds=False)
    poll()
    assert is_paid_and_states(item) == (False, ["open"])
    stripe.pay(stripe_id(session))
    poll()
    assert is_paid_and_states(item) == (True, ["paid"])


def test_success_after_a_failure_that_was_written_down_counts(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    session = begin_checkout(item)
    stripe.pay(stripe_id(session), method="p24", succeeds=False)
    stripe.settle()
    poll()
    assert is_paid_and_states(item) == (False, ["failed"])
    session.refresh_from_db()
    stripe.acts._succeeded(stripe.store.get(session.intent) or {})  # the bank changed its mind
    poll()
    assert is_paid_and_states(item) == (True, ["paid"])


def _history(stripe: Stripe, item: OrderItem) -> list[dict[str, Any]]:
    """Seven and more events: a refused card, then a paid one, in one session."""
    session = begin_checkout(item)
    stripe.pay(stripe_id(session), succeeds=False)
    stripe.pay(stripe_id(session), method="blik")
    stripe.settle()
    return stripe.events()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_order_loss_and_repetition_ends_in_the_same_truth(
    data: st.DataObject, order: Order, stripe: Stripe
) -> None:
    with transaction.atomic():
        stripe.forget_keys()
        item = duty(order)
        before = len(stripe.events())
        events = _history(stripe, item)[before:]
        assert len(events) >= 6
        history = data.draw(st.lists(st.sampled_from(range(len(events))), max_size=12))
        for place in history:
            assert stripe.post(events[place]) == 204
        if not history:
            poll()
        assert is_paid_and_states(item) == (True, ["paid"])
        assert Mail.objects.count() == 1
        transaction.set_rollback(True)


def test_last_event_believed_would_be_caught(order: Order, stripe: Stripe) -> None:
    """The planted bug: a reader that believes what the last event says gets another result for another order."""
    events = _history(stripe, duty(order))
    kinds = {event["type"] for event in events}
    believed = {"payment_intent.payment_failed": False, "payment_intent.succeeded": True}
    assert {believed[kind] for kind in kinds & set(believed)} == {True, False}


def test_event_that_came_twice_is_noted_once(order: Order, stripe: Stripe) -> None:
    stripe.pay(stripe_id(begin_checkout(duty(order))))
    [event] = [event for event in stripe.events() if event["type"] == "checkout.session.completed"]
    assert [stripe.post(event), stripe.post(event)] == [204, 204]
    assert StripeEvent.objects.count() == 1


def test_failure_answers_500_and_the_event_may_come_again(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    stripe.pay(stripe_id(begin_checkout(item)))
    [event] = [event for event in stripe.events() if event["type"] == "checkout.session.completed"]
    stripe.store.set_command({"down": True})
    assert stripe.post(event) == 500
    assert StripeEvent.objects.count() == 0
    stripe.store.set_command({"down": False})
    assert stripe.post(event) == 204
    assert is_paid_and_states(item) == (True, ["paid"])


def test_event_about_somebody_elses_payment_is_taken_and_changes_nothing(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    begin_checkout(item)
    fields = {"success_url": "https://example.org/", "expires_at": 2**31, "metadata": {}, "client_reference_id": "x"}
    foreign = {"id": "cs_foreign", "object": "checkout.session", **fields}
    event = {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "data": {"object": foreign}}
    assert stripe.post(event) == 204
    assert is_paid_and_states(item) == (False, ["open"])


def test_double_payment_is_refunded_once(order: Order, stripe: Stripe) -> None:
    """Two pages were open: the second was opened behind the portal's back, both were paid."""
    item = duty(order)
    first = begin_checkout(item)
    second = begin_checkout(item)
    assert is_paid_and_states(item) == (False, ["expired", "open"])
    body = stripe.store.get(stripe_id(first)) or {}
    stripe.store.put({**body, "status": "open", "url": "x"})
    CheckoutSession.objects.filter(pk=first.pk).update(due_at=timezone.now())
    stripe.pay(stripe_id(second))
    stripe.pay(stripe_id(first))
    poll()
    poll()
    poll()
    paid, states = is_paid_and_states(item)
    assert (paid, sorted(states)) == (True, ["paid", "refunded"])
    assert [refund["amount"] for refund in stripe.store.all("refund")] == [44_000]
    assert CheckoutSession.objects.filter(kept__gt=0).count() == 1
    assert (item.received, item.refunded, item.kept) == (88_000, 44_000, 44_000)
    assert Event.objects.filter(event="payment-doubled").count() == 1
    assert Mail.objects.count() == 2


def test_payment_on_other_terms_waits_for_a_person(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    stripe.store.set_command({"wrong_amount": -100})
    session = begin_checkout(item)
    stripe.pay(stripe_id(session))
    poll()
    assert is_paid_and_states(item) == (False, ["mismatch"])
    assert list(attention.waiting()) == [session]
    assert (item.received, item.kept, item.owed) == (0, 0, 44_000)  # it pays nothing before a person looked
    assert Mail.objects.count() == 1  # the page promised one


def test_refund_by_a_person_undoes_the_payment(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    session = begin_checkout(item)
    stripe.pay(stripe_id(session))
    poll()
    session.refresh_from_db()
    stripe.acts.refund({"payment_intent": session.intent})
    [event] = [event for event in stripe.events() if event["type"] == "charge.refunded"]
    assert stripe.post(event) == 204
    assert is_paid_and_states(item) == (False, ["refunded"])


def test_old_session_is_expired_before_a_new_one(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    first, second = begin_checkout(item), begin_checkout(item)
    assert (stripe.acts.session(stripe_id(first))["status"], first.attempt, second.attempt) == ("expired", 1, 2)


def test_payment_found_while_starting_again_counts(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    stripe.pay(stripe_id(begin_checkout(item)))
    with pytest.raises(AlreadyPaid):
        begin_checkout(item)
    assert is_paid_and_states(item) == (True, ["paid"])


def test_database_refuses_a_second_open_session(order: Order, stripe: Stripe) -> None:
    session = begin_checkout(duty(order))
    session.pk, session.stripe_id, session.attempt = None, "cs_other", 9
    session._state.adding = True
    with pytest.raises(IntegrityError, match="one_open_session_per_duty"):
        session.save(force_insert=True)


def test_same_request_key_gets_the_same_session(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    sessions = [
        checkout.start(item.pk, acting=own(item.order.application), language="en", request_key="k1") for _ in range(2)
    ]
    assert sessions[0] == sessions[1]
    assert len(stripe.store.all("checkout.session")) == 1


def test_session_begun_before_a_kill_is_opened_once(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    session = checkout._begin(item.pk, acting=own(order.application), language="en", request_key="")
    poll()
    poll()
    session.refresh_from_db()
    assert (session.state, len(stripe.store.all("checkout.session"))) == (PaymentState.OPEN, 1)


def test_other_window_is_told(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    session = checkout._begin(item.pk, acting=own(order.application), language="en", request_key="mine")
    begin_checkout(item)
    closed = checkout._open(session.pk)
    assert (closed.state, closed.closed_at is not None) == (PaymentState.EXPIRED, True)
    with pytest.raises(Superseded):
        checkout.start(item.pk, acting=own(item.order.application), language="en", request_key="mine")


def test_service_that_is_down_loses_nothing(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    stripe.store.set_command({"down": True})
    with pytest.raises(ServiceDown):
        begin_checkout(item)
    poll()  # no exception: tried again later
    stripe.store.set_command({"down": False})
    poll()
    assert is_paid_and_states(item) == (False, ["open"])


def test_refused_request_ends_the_attempt(order: Order, stripe: Stripe, duties: list[Duty]) -> None:
    item = duty(order)
    session = checkout._begin(item.pk, acting=own(order.application), language="en", request_key="k")
    CheckoutSession.objects.filter(pk=session.pk).update(expires_at=timezone.now() - timedelta(days=2))
    with pytest.raises(ServiceRefused):
        checkout.start(item.pk, acting=own(item.order.application), language="en", request_key="k")
    assert is_paid_and_states(item) == (False, ["failed"])
    assert begin_checkout(item).attempt == 2


def test_attempt_that_is_refused_while_it_is_closed_makes_way(order: Order, stripe: Stripe) -> None:
    """Begun before a kill, long ago: the service opens no page for it any more, and the person just pays."""
    item = duty(order)
    session = checkout._begin(item.pk, acting=own(order.application), language="en", request_key="")
    CheckoutSession.objects.filter(pk=session.pk).update(expires_at=timezone.now() - timedelta(days=2))
    assert begin_checkout(item).attempt == 2
    assert list(item.sessions.order_by("attempt").values_list("state", flat=True)) == ["failed", "open"]


def test_attempt_without_a_page_is_left_as_it_is(order: Order, stripe: Stripe) -> None:
    """There is nothing to ask the service about."""
    session = checkout._begin(duty(order).pk, acting=own(order.application), language="en", request_key="")
    before = CheckoutSession.objects.values().get()
    stripe.store.set_command({"down": True})
    assert settlement.settle(session.pk) == session
    assert CheckoutSession.objects.values().get() == before


def test_money_that_went_back_already_does_not_go_back_twice(order: Order, stripe: Stripe) -> None:
    session = begin_checkout(duty(order))
    stripe.pay(stripe_id(session))
    intent = stripe.acts.session(stripe_id(session))["payment_intent"]
    gateway.refund(intent, session.stripe_account, amount=40_000, idempotency_key="first")
    with pytest.raises(ServiceRefused):  # more than there is: a fault, to be seen
        gateway.refund(intent, session.stripe_account, amount=4_001, idempotency_key="too much")
    for key in ("rest", "again"):
        gateway.refund(intent, session.stripe_account, amount=4_000, idempotency_key=key)
    assert sorted(each["amount"] for each in stripe.store.all("refund")) == [4_000, 40_000]


def test_payee_without_an_account_is_not_paid_online(order: Order, stripe: Stripe, settings: Any) -> None:
    settings.STRIPE_PAYEES = {"voivode-06": ""}
    with pytest.raises(NotOnline):
        begin_checkout(duty(order))
    assert begin_checkout(order.items.get(fee="card")).amount == 10_000


def test_closed_application_is_not_paid(order: Order, stripe: Stripe, application: Application) -> None:
    Application.objects.update(state="withdrawn")
    with pytest.raises(ApplicationClosed):
        begin_checkout(duty(order))


def test_amount_is_frozen_in_the_session(order: Order, stripe: Stripe, duties: list[Duty]) -> None:
    item = duty(order)
    session = begin_checkout(item)
    assert (stripe.acts.session(stripe_id(session))["amount_total"], session.amount) == (44_000, 44_000)


@pytest.mark.usefixtures("sealed_storage")
def test_register_is_told_once_it_has_the_application(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    stripe.pay(stripe_id(begin_checkout(item)))
    poll()
    assert (OutboxMessage.objects.count(), list(telling.untold())) == (0, [])
    Application.objects.update(state="filed")
    assert jobs.due()
    jobs.run()
    jobs.run()
    item.refresh_from_db()
    [message] = OutboxMessage.objects.all()
    assert (message.pk, message.kind, message.case_id) == (item.message_id, "payment", order.application_id)
    assert [part.name for part in Part.objects.filter(message_id=message.pk)] == ["payment.json"]
    assert not jobs.due()
    telling.tell(item.pk)  # a second worker took the same item from the queue
    assert list(OutboxMessage.objects.all()) == [message]


def test_settling_twice_changes_nothing(order: Order, stripe: Stripe) -> None:
    item = duty(order)
    session = begin_checkout(item)
    stripe.pay(stripe_id(session))
    first = settlement.settle(session.pk).paid_at
    assert settlement.settle(session.pk).paid_at == first
    assert Mail.objects.count() == 1
