"""Reading writes nothing: a GET, a HEAD, a scanner or a browser that loads ahead changes no row."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.drafting.models import Application
from payments import checkout, orders
from payments.models import Order
from payments.tariff import Duty
from tests.acting import own
from tests.payments import people_and_applications
from tests.payments.conftest import Stripe

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")


def addresses(application: Application) -> list[str]:
    """Pages and resources of an application that show anything of its fees."""
    page, found = f"/en/applications/{application.pk}/", Order.objects.filter(application=application).first()
    api = ["/api/v1/orders/", *([f"/api/v1/orders/{found.pk}/"] if found else [])]
    journey = ["/en/applications/", page]
    return [f"{page}payment/", f"{page}payment/return/", f"{page}payment/return/?payment=no-uuid", *journey, *api]


def statements_that_write(client: Client, address: str, method: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(address)
    assert answer.status_code in {200, 302}, address
    return [each["sql"] for each in queries if each["sql"].lstrip().upper().startswith(WRITES)]


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_before_there_is_an_order(
    client: Client, application: Application, duties: list[Duty], method: str
) -> None:
    found = {address: statements_that_write(client, address, method) for address in addresses(application)}
    assert {address: writes for address, writes in found.items() if writes} == {}
    assert Order.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_while_a_payment_waits(client: Client, order: Order, stripe: Stripe, method: str) -> None:
    checkout.start(order.items.all()[0].pk, acting=own(order.application), language="en")
    found = {address: statements_that_write(client, address, method) for address in addresses(order.application)}
    assert {address: writes for address, writes in found.items() if writes} == {}


def test_page_without_an_order_shows_what_a_transfer_needs_and_the_order_made_later_is_that_one(
    client: Client, application: Application, duties: list[Duty]
) -> None:
    address = f"/en/applications/{application.pk}/payment/"
    shown = client.get(address).content.decode()
    [number] = set(re.findall(r"MOS-20\d\d-[2-9A-Z]{4}-[2-9A-Z]{4}", shown))
    assert ("95 1240 2092" in shown, f"SKARB {number}" in shown, Order.objects.count()) == (True, True, 0)
    assert orders.of(application, acting=own(application)).number == number


def test_number_that_is_taken_is_given_to_nobody_else(application: Application, duties: list[Duty]) -> None:
    first = orders.read(application).order.number
    other = people_and_applications.application(people_and_applications.person("other@example.org"))
    Order.objects.create(application=other, number=first)
    assert orders.read(application).order.number not in {first, orders.read(other).order.number}
    assert orders.of(application, acting=own(application)).number == orders.read(application).order.number


def test_first_payment_makes_the_order(
    client: Client, application: Application, duties: list[Duty], stripe: Stripe
) -> None:
    shown = client.get(f"/en/applications/{application.pk}/payment/").content.decode()
    action = re.findall(r'action="([^"]+/checkout/)"', shown)[0]
    assert client.post(action).status_code == 303
    assert list(Order.objects.get().items.values_list("fee", "amount")) == [(duty.fee, duty.amount) for duty in duties]


def test_page_and_api_show_the_tables_of_today_though_nothing_was_written(
    client: Client, order: Order, duties: list[Any]
) -> None:
    duties[:] = duties[:1]
    order.items.filter(fee="duty-temporary-work").update(amount=34_000, payee_name="Gmina Stara")
    shown = client.get(f"/en/applications/{order.application_id}/payment/").content.decode()
    body = client.get(f"/api/v1/orders/{order.pk}/").json()
    assert ("Gmina Stara" in shown, "Gmina Lublin" in shown) == (False, True)
    assert [(item["fee"], item["amount"]) for item in body["items"][:1]] == [("duty-temporary-work", 44_000)]
    assert order.items.get(fee="duty-temporary-work").amount == 34_000


def test_order_of_somebody_else_is_seen_and_made_by_nobody(application: Application, duties: list[Duty]) -> None:
    stranger = Client()
    stranger.force_login(people_and_applications.person("stranger@example.org"))
    assert stranger.get(f"/en/applications/{application.pk}/payment/").status_code == 404
    assert Order.objects.count() == 0
