"""What was paid, given back, kept and owed are amounts: on the page, over the API, to the register, in mail."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from applications.drafting.models import Application
from applications.exchange.portal.models import OutboxMessage
from audit.models import Event
from notices import mail
from notices.models import Mail
from payments import checkout, jobs, owing, telling
from payments.errors import BeingLookedInto, TooLittle
from payments.models import CheckoutSession, Order, OrderItem, StripeEvent
from payments.owing import Owing
from payments.states import PaymentState
from tests.acting import own
from tests.payments.conftest import Stripe

pytestmark = pytest.mark.django_db
FEE = "duty-temporary-work"


def poll() -> None:
    CheckoutSession.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    jobs.run()


def duty(order: Order) -> OrderItem:
    return order.items.get(fee=FEE)


def pay(order: Order, stripe: Stripe, *, language: str = "uk") -> CheckoutSession:
    """The duty's rest, whatever it is, by card."""
    session = checkout.start(duty(order).pk, acting=own(order.application), language=language)
    stripe.pay(session.stripe_id or "")
    poll()
    session.refresh_from_db()
    return session


def give_back(stripe: Stripe, session: CheckoutSession, grosze: int) -> None:
    """A person at the payee does it in the payment service's own pages."""
    before = len(stripe.events())
    stripe.acts.refund({"payment_intent": session.intent, "amount": str(grosze)})
    assert [stripe.post(event) for event in stripe.events()[before:]] == [204, 204]


def dispute(stripe: Stripe, session: CheckoutSession, grosze: int, status: str) -> None:
    stripe.acts.dispute({"payment_intent": session.intent, "amount": str(grosze), "status": status})
    assert set(stripe.post_all()) == {204}


def amounts(order: Order) -> tuple[int, int, int, int]:
    """Received, given back, kept and owed."""
    item = duty(order)
    return item.received, item.refunded, item.kept, item.owed


def words_of_page(client: Client, order: Order) -> str:
    """Its words, without markup."""
    answer = client.get(f"/en/applications/{order.application_id}/payment/").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", answer).replace("\N{NO-BREAK SPACE}", " ").split())


def mails() -> list[tuple[str, str, str]]:
    """To whom, in which language, with which link."""
    sent = [(mail.message(row), row.language) for row in Mail.objects.order_by("pk")]
    return [
        (message.to[0], language, next(line for line in str(message.body).splitlines() if "/applications/" in line))
        for message, language in sent
    ]


def events() -> list[str]:
    return list(Event.objects.filter(event__startswith="payment-").order_by("at").values_list("event", flat=True))


def test_small_refund_leaves_the_rest_paid(order: Order, stripe: Stripe) -> None:
    give_back(stripe, pay(order, stripe), 100)
    assert (amounts(order), duty(order).paid_at) == ((44_000, 100, 43_900, 100), None)


def test_page_after_a_refund_asks_for_what_is_owed_alone(client: Client, order: Order, stripe: Stripe) -> None:
    give_back(stripe, pay(order, stripe), 20_000)
    shown = words_of_page(client, order)
    assert "Received 440 zł Given back 200 zł Counts as paid 240 zł Still owed 200 zł" in shown
    assert ("Pay 200 zł online" in shown, "Pay 440 zł online" in shown, "Amount 200 zł" in shown) == (True, False, True)


def test_rest_is_payable_for_exactly_what_is_owed(order: Order, stripe: Stripe) -> None:
    give_back(stripe, pay(order, stripe), 20_000)
    session = pay(order, stripe)
    assert ((stripe.store.get(session.stripe_id or "") or {})["amount_total"], session.kept) == (20_000, 20_000)
    assert (amounts(order), duty(order).is_paid) == ((64_000, 20_000, 44_000, 0), True)


def test_several_refunds_add_up_and_a_full_one_ends_with_the_whole_duty(order: Order, stripe: Stripe) -> None:
    session = pay(order, stripe)
    seen = []
    for grosze in (100, 10_000, 33_900):
        give_back(stripe, session, grosze)
        seen.append(amounts(order))
    assert seen == [(44_000, 100, 43_900, 100), (44_000, 10_100, 33_900, 10_100), (44_000, 44_000, 0, 44_000)]
    session.refresh_from_db()
    assert session.state == PaymentState.REFUNDED
    pay(order, stripe)
    assert amounts(order) == (88_000, 44_000, 44_000, 0)


def test_rest_under_what_the_service_takes_is_not_paid_online(client: Client, order: Order, stripe: Stripe) -> None:
    give_back(stripe, pay(order, stripe), 100)
    with pytest.raises(TooLittle):
        checkout.start(duty(order).pk, acting=own(order.application), language="en")
    assert "takes no amount under 2 zł" in words_of_page(client, order)
    assert "Amount 1 zł" in words_of_page(client, order)  # by transfer it can be paid


def test_late_second_payment_of_the_whole_pays_the_rest_and_the_surplus_goes_back(order: Order, stripe: Stripe) -> None:
    """An old page was open behind the portal's back: of 440 zł that came, 200 zł were owed."""
    old = checkout.start(duty(order).pk, acting=own(order.application), language="en")
    first = pay(order, stripe)
    give_back(stripe, first, 20_000)
    stripe.store.put({**(stripe.store.get(old.stripe_id or "") or {}), "status": "open", "url": "x"})
    stripe.pay(old.stripe_id or "")
    CheckoutSession.objects.filter(pk=old.pk).update(due_at=timezone.now())
    jobs.run()
    old.refresh_from_db()
    assert (old.state, old.kept, old.surplus) == (PaymentState.RETURNING, 20_000, 24_000)
    poll()
    poll()
    old.refresh_from_db()
    assert (old.state, old.kept, old.surplus, old.refunded) == (PaymentState.PAID, 20_000, 0, 24_000)
    assert [refund["amount"] for refund in stripe.store.all("refund")] == [24_000, 20_000]
    assert amounts(order) == (88_000, 44_000, 44_000, 0)


def test_dispute_asks_for_nothing_until_it_is_lost(client: Client, order: Order, stripe: Stripe) -> None:
    session = pay(order, stripe)
    dispute(stripe, session, 44_000, "needs_response")
    assert amounts(order) == (44_000, 0, 44_000, 0)
    assert "440 zł are disputed" in words_of_page(client, order)
    dispute(stripe, session, 44_000, "lost")
    assert amounts(order) == (44_000, 44_000, 0, 44_000)
    assert "Pay 440 zł online" in words_of_page(client, order)
    assert len(mails()) == 3


def test_dispute_that_is_won_changes_no_amount(order: Order, stripe: Stripe) -> None:
    session = pay(order, stripe)
    dispute(stripe, session, 10_000, "needs_response")
    dispute(stripe, session, 10_000, "won")
    session.refresh_from_db()
    assert (amounts(order), session.disputed, session.state) == ((44_000, 0, 44_000, 0), 0, PaymentState.PAID)


def test_payer_is_told_of_a_refund_once(order: Order, stripe: Stripe, owner: User) -> None:
    give_back(stripe, pay(order, stripe), 100)
    come_anew(stripe)
    link = f"/uk/applications/{order.application_id}/payment/"
    assert [(to, language, where.endswith(link)) for to, language, where in mails()] == [(owner.email, "uk", True)] * 2
    assert events() == ["payment-started", "payment-received", "payment-refunded"]


def come_anew(stripe: Stripe) -> None:
    """Each event once more, as if under a new id."""
    StripeEvent.objects.all().delete()
    assert set(stripe.post_all()) == {204}


@pytest.mark.parametrize("method", ["blik", "p24"])
@pytest.mark.parametrize("is_seen_processing", [True, False])
def test_payer_is_told_once_that_the_bank_refused(
    order: Order, stripe: Stripe, owner: User, method: str, is_seen_processing: bool
) -> None:
    session = checkout.start(duty(order).pk, acting=own(order.application), language="ar")
    stripe.pay(session.stripe_id or "", method=method, succeeds=False)
    if is_seen_processing:
        poll()
    assert mails() == []
    stripe.settle()
    stripe.post_all()
    come_anew(stripe)
    poll()
    link = f"/ar/applications/{order.application_id}/payment/"
    assert [(to, language, where.endswith(link)) for to, language, where in mails()] == [(owner.email, "ar", True)]
    assert events() == ["payment-started", "payment-failed"]


def test_wrong_terms_that_were_given_back_let_the_person_pay_again(order: Order, stripe: Stripe) -> None:
    stripe.store.set_command({"wrong_amount": -100})
    session = pay(order, stripe)
    stripe.store.set_command({"wrong_amount": 0})
    with pytest.raises(BeingLookedInto):
        checkout.start(duty(order).pk, acting=own(order.application), language="en")
    give_back(stripe, session, 43_900)
    session.refresh_from_db()
    assert (session.state, amounts(order)) == (PaymentState.REFUNDED, (43_900, 43_900, 0, 44_000))
    pay(order, stripe)
    assert amounts(order) == (87_900, 43_900, 44_000, 0)


@pytest.mark.usefixtures("sealed_storage")
def test_register_is_told_of_each_change_under_a_new_message(order: Order, stripe: Stripe) -> None:
    Application.objects.update(state="transferred")
    session = pay(order, stripe)
    jobs.run()
    first = duty(order).message_id
    give_back(stripe, session, 100)
    bodies = [telling._body(duty(order))]
    jobs.run()
    jobs.run()
    assert first != duty(order).message_id
    assert set(OutboxMessage.objects.values_list("pk", flat=True)) == {first, duty(order).message_id}
    assert [
        {name: body[name] for name in ("amount", "due", "received", "refunded", "owed", "paid_at")} for body in bodies
    ] == [{"amount": 43_900, "due": 44_000, "received": 44_000, "refunded": 100, "owed": 100, "paid_at": None}]


@pytest.mark.usefixtures("sealed_storage")
def test_register_hears_nothing_of_what_came_and_went_before_the_filing(order: Order, stripe: Stripe) -> None:
    give_back(stripe, pay(order, stripe), 44_000)
    Application.objects.update(state="filed")
    jobs.run()
    assert OutboxMessage.objects.count() == 0


def test_one_answer_for_every_page(order: Order, stripe: Stripe, application: Application) -> None:
    give_back(stripe, pay(order, stripe), 20_000)
    assert owing.of(application) == Owing(
        total=54_000, kept=24_000, refunded=20_000, now=20_000, later=10_000, is_confirming=False
    )


def test_api_gives_amounts(client: Client, order: Order, stripe: Stripe) -> None:
    give_back(stripe, pay(order, stripe), 100)
    [item, _card] = client.get(f"/api/v1/orders/{order.pk}/").json()["items"]
    names = ("amount", "received", "refunded", "kept", "owed", "paid_at", "online")
    assert {name: item[name] for name in names} == {
        "amount": 44_000,
        "received": 44_000,
        "refunded": 100,
        "kept": 43_900,
        "owed": 100,
        "paid_at": None,
        "online": False,
    }
    assert (item["transfer"]["amount"], item["attempts"][0]["refunded"]) == (100, 100)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("order_item_never_overpaid", {"kept": 44_001, "received": 44_001}),
        ("order_item_keeps_what_came", {"kept": 1_000, "received": 999}),
        ("order_item_paid_when_nothing_is_owed", {"paid_at": timezone.now()}),
        ("order_item_paid_when_nothing_is_owed", {"kept": 44_000, "received": 44_000}),
        ("order_item_told_under_an_id", {"told_at": timezone.now()}),
    ],
)
def test_database_keeps_the_sums(order: Order, name: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name):
        OrderItem.objects.filter(fee=FEE).update(**values)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("only_paid_counts", {"kept": 1, "received": 1}),
        ("surplus_is_being_returned", {"surplus": 1, "received": 1}),
        ("session_gives_what_came", {"refunded": 1}),
        ("session_looked_at_after_attention", {"looked_at": timezone.now()}),
    ],
)
def test_database_keeps_the_sums_of_an_attempt(order: Order, stripe: Stripe, name: str, values: dict[str, Any]) -> None:
    checkout.start(duty(order).pk, acting=own(order.application), language="en")
    with pytest.raises(IntegrityError, match=name):
        CheckoutSession.objects.update(**values)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(refunds=st.lists(st.integers(1, 44_000), max_size=3), again=st.booleans())
def test_whatever_goes_back_the_sums_agree(order: Order, stripe: Stripe, refunds: list[int], again: bool) -> None:
    """What is kept and what is owed is the duty; no grosz is paid twice or lost."""
    stripe.forget_keys()
    with transaction.atomic():
        session = pay(order, stripe)
        left = 44_000
        for grosze in refunds:
            if grosze > left:
                continue
            give_back(stripe, session, grosze)
            left -= grosze
        if again and duty(order).owed >= 200:
            pay(order, stripe)
            left = 44_000
        received, refunded, kept, owed = amounts(order)
        assert (kept, owed, received - refunded) == (left, 44_000 - left, left)
        transaction.set_rollback(True)
