"""The card is paid after the decision, by page and API, as long as one is issued; a closed case takes nothing else."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from applications.cases.models import Case, CaseEvent
from applications.drafting.models import Application
from payments import checkout, owing, panels
from payments.errors import ApplicationClosed, NothingIsIssued
from payments.models import CheckoutSession, Order
from tests.acting import own
from tests.payments.conftest import Stripe

pytestmark = pytest.mark.django_db


def record_decisions(application: Application, *kinds: str) -> None:
    """What the office said, in this order."""
    case, _ = Case.objects.get_or_create(application=application)
    for seq, kind in enumerate(kinds, start=1):
        now = timezone.now()
        CaseEvent.objects.create(
            case=case, kind=kind, message_id=uuid4(), seq=seq, at=now, appeared_at=now, sealed=b"not read here"
        )


def move_application(order: Order, state: str) -> Application:
    Application.objects.filter(pk=order.application_id).update(state=state, filed_at=timezone.now())
    return Application.objects.get(pk=order.application_id)


@pytest.mark.parametrize("state", ["transferred", "closed"])
def test_card_is_paid_after_the_decision(client: Client, order: Order, stripe: Stripe, state: str) -> None:
    record_decisions(move_application(order, state), "decision-granted", "final")
    card = order.items.get(fee="card")
    page = f"/en/applications/{order.application_id}/payment/"
    assert f"{card.pk}/checkout/" in client.get(page).content.decode()
    assert client.post(f"{page}{card.pk}/checkout/").status_code == 303
    ask: dict[str, Any] = {"item": str(card.pk)}
    answer = client.post(f"/api/v1/orders/{order.pk}/checkout/", ask, content_type="application/json")
    assert (answer.status_code, answer.json()["amount"]) == (201, 10_000)
    assert set(CheckoutSession.objects.values_list("item__fee", flat=True)) == {"card"}


def test_case_page_is_offered_what_may_be_paid(order: Order, stripe: Stripe) -> None:
    application = move_application(order, "closed")
    record_decisions(application, "decision-granted")
    assert [panel.item.fee for panel in panels.to_pay(application)] == ["card"]


@pytest.mark.parametrize(
    "kinds", [("decision-refused",), ("decision-discontinued", "final"), ("refusal-to-open", "closed")]
)
def test_card_that_is_not_issued_is_not_sold_nor_owed(order: Order, stripe: Stripe, kinds: tuple[str, ...]) -> None:
    application = move_application(order, "transferred")
    record_decisions(application, *kinds)
    with pytest.raises(NothingIsIssued):
        checkout.start(order.items.get(fee="card").pk, acting=own(order.application), language="en")
    found = owing.of(application)
    assert (found.total, found.later) == (44_000, 0)


def test_permit_given_on_appeal_has_a_card(order: Order, stripe: Stripe) -> None:
    record_decisions(move_application(order, "transferred"), "decision-refused", "decision-granted")
    assert checkout.start(order.items.get(fee="card").pk, acting=own(order.application), language="en").amount == 10_000


def test_closed_case_takes_no_duty(order: Order, stripe: Stripe) -> None:
    record_decisions(move_application(order, "closed"), "decision-granted", "closed")
    with pytest.raises(ApplicationClosed):
        checkout.start(order.items.get(fee="duty-temporary-work").pk, acting=own(order.application), language="en")


@pytest.mark.parametrize("state", ["withdrawn", "expired"])
def test_withdrawn_application_takes_no_card(order: Order, stripe: Stripe, state: str) -> None:
    move_application(order, state)
    with pytest.raises(ApplicationClosed):
        checkout.start(order.items.get(fee="card").pk, acting=own(order.application), language="en")


def test_what_was_returned_takes_no_duty_and_owes_none(order: Order, stripe: Stripe) -> None:
    """It went back because the duty was not paid in time: paying it now mends nothing."""
    application = move_application(order, "transferred")
    assert [panel.item.fee for panel in panels.to_pay(application)] == ["duty-temporary-work", "card"]
    record_decisions(application, "returned")
    assert panels.to_pay(application) == []
    assert (owing.of(application).now, owing.of(application).later) == (0, 0)
