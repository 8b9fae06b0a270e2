"""What the person is told of a payment that the register could not take: paid, not known there, nothing to do."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from applications.drafting.models import Application
from applications.exchange.portal import outbox
from applications.exchange.portal.inbox import Inbound
from applications.exchange.portal.models import OutboxMessage, Verdict
from applications.retention import taking_over
from notices import mail
from notices.models import Mail
from payments import jobs, telling
from payments.models import Order, OrderItem
from sealing.models import new_id

pytestmark = pytest.mark.django_db

HELD_UP = "You paid. The office's system has not been told yet, and an officer is looking into it."
NOTHING_TO_DO = "You need do nothing, and do not pay again."
NOT_TAKEN = "You paid, but the office's system did not take the word of it."
CHANGED = "The office's system has not been told yet of the latest change in this payment."


@pytest.fixture
def item(order: Order, sealed_storage: Path) -> OrderItem:
    """A stamp duty that was paid after the filing, and told to the register."""
    now = timezone.now()
    Application.objects.update(state="transferred", filed_at=now)
    item = order.items.get(fee="duty-temporary-work")
    item.received = item.kept = item.amount
    item.paid_at, item.message_id = now, outbox.reserve()
    item.save()
    jobs.run()
    return item


def give_verdict(verdict: str) -> None:
    OutboxMessage.objects.update(verdict=verdict)


def pages_read(client: Client, item: OrderItem) -> list[str]:
    """Of the order and of the case, as they are read."""
    case = item.order.application_id
    found = [client.get(f"/en/applications/{case}/payment/"), client.get(f"/en/cases/{case}/")]
    return [" ".join(page.text.replace("&#x27;", "'").split()) for page in found]


@pytest.mark.parametrize(
    ("verdict", "expected"),
    [
        ("", [False, False, False]),
        (Verdict.APPLIED, [False, False, False]),
        (Verdict.QUARANTINED, [True, True, False]),
        (Verdict.REJECTED, [False, False, True]),
    ],
)
def test_who_paid_reads_whether_the_office_was_told(
    client: Client, item: OrderItem, verdict: str, expected: list[bool]
) -> None:
    give_verdict(verdict)
    for page in pages_read(client, item):
        assert [text in page for text in (HELD_UP, NOTHING_TO_DO, NOT_TAKEN)] == expected


def test_what_waits_behind_a_held_up_payment_is_told_too(client: Client, item: OrderItem) -> None:
    """Paid, held up, and half of it given back: what is told of it last waits behind."""
    give_verdict(Verdict.QUARANTINED)
    OrderItem.objects.filter(pk=item.pk).update(
        kept=20_000, refunded=24_000, paid_at=None, told_at=None, message_id=outbox.reserve()
    )
    jobs.run()
    for page in pages_read(client, item):
        assert [text in page for text in (HELD_UP, CHANGED)] == [False, True]


def test_a_payment_that_was_not_told_is_nowhere_held_up(client: Client, order: Order) -> None:
    assert telling.held_up(order.application) == []


def test_the_mail_about_a_held_up_payment_leads_to_the_fees(item: OrderItem) -> None:
    application = item.order.application
    body = {"message_id": str(item.message_id), "verdict": "quarantined"}
    message = Inbound(
        id=new_id(), kind="receipt", case_id=application.pk, body=body, files={}, received_at=timezone.now(), gov_seq=1
    )
    taking_over.handle(message)
    [sent] = Mail.objects.all()
    assert (sent.template, f"/applications/{application.pk}/payment/" in str(mail.message(sent).body)) == (
        "held-up",
        True,
    )


def test_the_api_says_whether_the_office_was_told(client: Client, item: OrderItem) -> None:
    give_verdict("quarantined")
    found = {each["fee"]: each for each in client.get(f"/api/v1/orders/{item.order_id}/").json()["items"]}
    assert {fee: (each["delivery"], each["delivery_text"][:8]) for fee, each in found.items()} == {
        "duty-temporary-work": ("set-aside", "You paid"),
        "card": (None, ""),
    }


def test_register_hears_of_a_renamed_fee_under_the_key_it_knows(item: OrderItem) -> None:
    item.fee, item.told_as = "card", "card-studies"
    assert telling._body(item)["fee"] == "card-studies"
