"""The order's pages and API: who sees them, what they promise, and that no amount can be sent along."""

from dataclasses import replace
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from applications.drafting.models import Application
from payments import jobs, orders
from payments.models import CheckoutSession, Order
from payments.states import PaymentState
from payments.tariff import Duty
from tests.acting import own
from tests.payments import people_and_applications
from tests.payments.conftest import Stripe
from tests.payments.duties import duties_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(db: None) -> Client:
    browser = Client()
    browser.force_login(people_and_applications.person("stranger@example.org"))
    return browser


def page_address(order: Order, name: str = "order") -> str:
    return f"/en/applications/{order.application_id}/payment/" + {"order": "", "return": "return/"}[name]


def checkout_url(order: Order, fee: str = "duty-temporary-work") -> str:
    return f"{page_address(order)}{order.items.get(fee=fee).pk}/checkout/"


def html_on_one_line(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_page_has_one_panel_per_payee(client: Client, order: Order) -> None:
    shown = html_on_one_line(client, page_address(order))
    assert [text in shown for text in ("Gmina Lublin", "Lubelski Urząd Wojewódzki", order.number)] == [True] * 3
    assert "95 1240 2092 9329 9200 0620 0000" in shown
    assert "62 1010 1339" not in shown  # nobody confirmed it
    assert "No bank transfer here yet" in shown
    assert "May wait" in shown


def test_confirmed_account_only_in_transfer_and_picture(client: Client, order: Order) -> None:
    shown = html_on_one_line(client, page_address(order))
    assert shown.count("data:image/svg+xml") == 1


def test_payment_from_page_to_page(client: Client, order: Order, stripe: Stripe) -> None:
    answer = client.post(checkout_url(order))
    session = CheckoutSession.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, session.url)
    stripe.pay(session.stripe_id or "")
    assert "Your payment is being confirmed" in html_on_one_line(client, page_address(order, "return"))
    assert not order.items.get(fee="duty-temporary-work").is_paid  # the browser's return proves nothing
    ask_bank_again(client, order)
    assert "Your payment is confirmed" in html_on_one_line(client, page_address(order, "return"))
    assert "Confirmed on" in html_on_one_line(client, page_address(order))


@pytest.mark.django_db(transaction=True)  # each step commits by itself, as it does for a person
def test_who_cancels_and_pays_again_gets_a_new_page(client: Client, order: Order, stripe: Stripe) -> None:
    client.post(checkout_url(order))
    answer = client.post(checkout_url(order))
    first, second = CheckoutSession.objects.order_by("attempt")
    assert (first.state, second.state) == (PaymentState.EXPIRED, PaymentState.OPEN)
    assert (answer.status_code, answer.headers["Location"]) == (303, second.url)


@pytest.mark.django_db(transaction=True)
def test_who_presses_again_while_the_bank_decides_pays_nothing_twice(
    client: Client, order: Order, stripe: Stripe
) -> None:
    client.post(checkout_url(order))
    stripe.pay(CheckoutSession.objects.get().stripe_id or "", method="blik")
    answer = client.post(checkout_url(order), follow=True)
    assert CheckoutSession.objects.get().state == PaymentState.PROCESSING
    assert answer.redirect_chain == [(page_address(order), 302)]
    assert "pay again" in answer.content.decode()


def test_bank_that_answers_later_is_shown_so(client: Client, order: Order, stripe: Stripe) -> None:
    client.post(checkout_url(order))
    stripe.pay(CheckoutSession.objects.get().stripe_id or "", method="p24", succeeds=False)
    ask_bank_again(client, order)
    assert "Being confirmed" in html_on_one_line(client, page_address(order))
    assert "being confirmed. Wait" in words_after(client, order)
    stripe.settle()
    ask_bank_again(client, order)
    assert "The last payment did not go through" in html_on_one_line(client, page_address(order))
    assert "The bank refused the payment" in html_on_one_line(client, page_address(order, "return"))


def ask_bank_again(client: Client, order: Order) -> None:
    """The person presses "Ask the bank again", and the worker takes its turn."""
    assert client.post(page_address(order, "return")).status_code == 302
    jobs.run()


def words_after(client: Client, order: Order) -> str:
    return " ".join(client.post(checkout_url(order), follow=True).content.decode().split())


def test_wrong_terms_are_told_plainly(client: Client, order: Order, stripe: Stripe) -> None:
    stripe.store.set_command({"wrong_amount": 500})
    client.post(checkout_url(order))
    stripe.pay(CheckoutSession.objects.get().stripe_id or "")
    ask_bank_again(client, order)
    told = html_on_one_line(client, page_address(order))
    assert "We are looking into your payment" in told
    assert "We are looking into a payment. Don't pay it again." in unescape(told)
    assert "Pay 440" not in told


def test_service_that_is_down_is_told_plainly(client: Client, order: Order, stripe: Stripe) -> None:
    stripe.store.set_command({"down": True})
    assert "does not answer" in words_after(client, order)


@pytest.mark.parametrize(
    "sent", [{"amount": "1"}, {"currency": "EUR"}, {"quantity": "0"}, {"price": "1", "fee": "card"}]
)
def test_sent_amounts_count_for_nothing(client: Client, order: Order, stripe: Stripe, sent: dict[str, str]) -> None:
    client.post(checkout_url(order), sent)
    [session] = stripe.store.all("checkout.session")
    assert (session["amount_total"], session["currency"], CheckoutSession.objects.get().amount) == (
        44_000,
        "pln",
        44_000,
    )


def test_order_of_somebody_else_is_not_found(stranger: Client, order: Order, stripe: Stripe) -> None:
    urls = [page_address(order), page_address(order, "return"), f"/api/v1/orders/{order.pk}/"]
    assert [stranger.get(url).status_code for url in urls] == [404, 404, 404]
    assert stranger.post(checkout_url(order)).status_code == 404
    item = {"item": str(order.items.all()[0].pk)}
    answer = stranger.post(f"/api/v1/orders/{order.pk}/checkout/", item, content_type="application/json")
    asked = stranger.post(
        "/api/v1/orders/", {"application": str(order.application_id)}, content_type="application/json"
    )
    assert (answer.status_code, asked.status_code, stranger.get("/api/v1/orders/").json()["results"]) == (404, 404, [])
    assert CheckoutSession.objects.count() == 0


def test_anonymous_is_asked_to_sign_in(order: Order) -> None:
    answer = Client().get(page_address(order))
    assert (answer.status_code, "/account/login/" in answer.headers["Location"]) == (302, True)
    assert Client().get(f"/api/v1/orders/{order.pk}/").status_code in {401, 403}


def test_item_of_another_order_is_not_found(client: Client, order: Order) -> None:
    another = people_and_applications.application(people_and_applications.person("b@example.org"))
    other = orders.of(another, acting=own(another))
    url = f"{page_address(order)}{other.items.all()[0].pk}/checkout/"
    assert [client.post(url).status_code, client.post(f"{page_address(order)}{uuid4()}/checkout/").status_code] == [
        404,
        404,
    ]


def test_api_alone_leads_to_the_payment(order: Order, owner: User, stripe: Stripe) -> None:
    api = APIClient()
    api.force_authenticate(owner)
    made = api.post("/api/v1/orders/", {"application": str(order.application_id)}, format="json")
    assert (made.status_code, made.json()["id"]) == (201, str(order.pk))
    body = api.get(f"/api/v1/orders/{order.pk}/").json()
    assert [(item["fee"], item["amount"], item["online"], item["transfer"] is not None) for item in body["items"]] == [
        ("duty-temporary-work", 44_000, True, True),
        ("card", 10_000, True, False),
    ]
    url, ask = f"/api/v1/orders/{order.pk}/checkout/", {"item": body["items"][0]["id"], "amount": 1}
    first, again = (api.post(url, ask, format="json", headers={"Idempotency-Key": "abc"}) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    stripe.pay(CheckoutSession.objects.get().stripe_id or "")
    stripe.post_all()
    [paid, unpaid] = api.get("/api/v1/orders/").json()["results"][0]["items"]
    assert (paid["paid_at"] is not None, unpaid["paid_at"]) == (True, None)
    refused = api.post(url, ask, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "AlreadyPaid")


def test_order_follows_the_tables_until_it_is_paid(
    order: Order, application: Application, duties: list[Duty], stripe: Stripe, client: Client
) -> None:
    client.post(checkout_url(order))
    stripe.pay(CheckoutSession.objects.get().stripe_id or "")
    stripe.post_all()

    duties[:] = [replace(duty, amount=duty.amount + 100) for duty in duties]
    again = orders.of(application, acting=own(application))
    assert (again.pk, list(again.items.values_list("amount", flat=True))) == (order.pk, [44_000, 10_100])


def test_payee_is_not_known_without_an_address(client: Client, order: Order, duties: list[Duty]) -> None:

    duties[:] = [replace(duty, payee_name="", account="", account_verified=False) for duty in duties]
    shown = html_on_one_line(client, page_address(order))
    assert "Fill in your address in Poland first" in shown
    assert "Pay " not in shown.split('<ol class="mos-order">')[1].split("</ol>")[0]


def test_real_tables_give_two_duties_to_two_payees(application: Application) -> None:
    day = application.changed_at.date()
    duties = duties_at("14", on=day)
    assert [(duty.fee, duty.amount, duty.payee, duty.may_wait, duty.account_verified) for duty in duties] == [
        ("duty-temporary-work", 44_000, "city", False, False),
        ("card", 10_000, "voivode", True, False),
    ]
    assert all(duty.payee_name and duty.label and duty.law for duty in duties)


def test_titles_fit_the_slip(order: Order) -> None:
    assert [item.title for item in order.items.all()] == [f"SKARB {order.number}", f"KARTA {order.number}"]
    assert max(len(item.title) for item in order.items.all()) <= 32


def test_addresses_have_their_names(order: Order) -> None:
    assert reverse("payments:order", args=[order.application_id]).endswith(
        f"/applications/{order.application_id}/payment/"
    )


def test_webhook_answers_400_to_the_unsigned(db: None, settings: Any) -> None:
    url = "/api/v1/payments/stripe/webhook/"
    answers = [Client().post(url, b"{}", content_type="application/json"), Client().get(url)]
    assert [answer.status_code for answer in answers] == [400, 405]
