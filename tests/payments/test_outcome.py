"""Who comes back from the payment service's page is told whether they were charged, and nothing is written."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from payments import checkout, jobs, outcome
from payments.models import CheckoutSession, Order
from payments.outcome import PaymentOutcome
from tests.acting import own
from tests.payments.conftest import Stripe

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(order: Order, stripe: Stripe) -> CheckoutSession:
    return checkout.start(order.items.get(fee="duty-temporary-work").pk, acting=own(order.application), language="en")


def page_after_giving_up(client: Client, stripe: Stripe, session: CheckoutSession) -> str:
    """The page to which the payment service sends the browser when the person gives up, without markup."""
    address = stripe.acts.session(session.stripe_id or "")["cancel_url"]
    answer = client.get("/en/" + address.split("/en/", 1)[1])
    return " ".join(
        unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\N{NO-BREAK SPACE}", " ").split()
    )


def test_who_gave_up_was_not_charged_and_may_pay_again(
    client: Client, stripe: Stripe, session: CheckoutSession
) -> None:
    shown = page_after_giving_up(client, stripe, session)
    assert "You were not charged No payment was made. You can pay again, or pay another way." in shown
    assert "Stamp duty : 440 zł" in shown.replace("duty:", "duty :")
    assert "Pay 440 zł online" in shown


def test_who_was_declined_was_not_charged(client: Client, stripe: Stripe, session: CheckoutSession) -> None:
    stripe.pay(session.stripe_id or "", succeeds=False)
    shown = page_after_giving_up(client, stripe, session)
    assert "The payment was declined Your card or your bank said no. You were not charged." in shown


def test_who_paid_in_another_window_is_not_told_that_nothing_was_paid(
    client: Client, stripe: Stripe, session: CheckoutSession
) -> None:
    stripe.pay(session.stripe_id or "")
    assert "Your payment is being confirmed" in page_after_giving_up(client, stripe, session)


def test_who_waits_for_a_bank_knows_what_to_expect(client: Client, stripe: Stripe, session: CheckoutSession) -> None:
    stripe.pay(session.stripe_id or "", method="blik")
    shown = page_after_giving_up(client, stripe, session)
    assert "we will send you an e-mail, whatever the bank says. Don't pay again meanwhile." in shown
    assert ("Ask the bank again" in shown, "Pay 440 zł online" in shown) == (True, False)


def test_service_that_is_down_is_no_answer(client: Client, stripe: Stripe, session: CheckoutSession) -> None:
    stripe.store.set_command({"down": True})
    assert "We don't know yet" in page_after_giving_up(client, stripe, session)


@pytest.mark.parametrize(
    ("method", "succeeds", "expected"),
    [("card", True, PaymentOutcome.PAID), ("blik", False, PaymentOutcome.FAILED), ("p24", True, PaymentOutcome.PAID)],
)
def test_what_was_written_down_is_said(
    stripe: Stripe, session: CheckoutSession, method: str, succeeds: bool, expected: PaymentOutcome
) -> None:
    stripe.pay(session.stripe_id or "", method=method, succeeds=succeeds)
    stripe.settle()
    outcome.ask_soon(session)
    jobs.run()
    assert outcome.of(CheckoutSession.objects.get()) == expected


def test_what_the_bank_refused_is_said_before_it_is_written_down(stripe: Stripe, session: CheckoutSession) -> None:
    stripe.pay(session.stripe_id or "", method="blik", succeeds=False)
    stripe.settle()
    before = CheckoutSession.objects.values().get()
    assert outcome.of(session) == PaymentOutcome.FAILED
    assert CheckoutSession.objects.values().get() == before


def test_who_never_saw_the_services_page_paid_nothing(order: Order, stripe: Stripe) -> None:
    """Killed between our row and the service's answer."""
    item = order.items.get(fee="duty-temporary-work")
    begun = checkout._begin(item.pk, acting=own(order.application), language="en", request_key="")
    stripe.store.set_command({"down": True})
    assert outcome.of(begun) == PaymentOutcome.LEFT


def test_who_never_paid_may_ask_all_the_same(client: Client, order: Order) -> None:
    address = f"/en/applications/{order.application_id}/payment/return/"
    asked = client.post(address)
    assert (asked.status_code, asked.headers["Location"]) == (302, address)
    assert client.get(address).context["outcome"] == PaymentOutcome.NONE
    assert not CheckoutSession.objects.exists()


def test_closed_page_took_nothing(stripe: Stripe, session: CheckoutSession) -> None:
    stripe.acts.expire(session.stripe_id or "")
    assert outcome.of(session) == PaymentOutcome.LEFT
    CheckoutSession.objects.update(due_at=timezone.now())
    jobs.run()
    assert outcome.of(CheckoutSession.objects.get()) == PaymentOutcome.LEFT


def test_attempt_of_another_application_is_not_shown(order: Order, session: CheckoutSession) -> None:
    other = outcome.attempt(order.application, "0190a0a0-0000-7000-8000-000000000000")
    assert (other, outcome.attempt(order.application, str(session.pk))) == (session, session)
    assert outcome.of(None) == PaymentOutcome.NONE
