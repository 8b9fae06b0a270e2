"""What the task list says of the fees, whatever the payment service last said."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from applications.drafting.models import Application
from content.journey import fees
from content.journey.badges import Badge
from payments import orders
from payments.models import CheckoutSession, Order, OrderItem
from payments.states import State
from tests.payments import makers

pytestmark = pytest.mark.django_db
NOT_PAID = Badge(kind="info", icon="pen", text="Not paid yet")
IN_PART = Badge(kind="info", icon="pen", text="Paid in part")
CONFIRMING = Badge(kind="wait", icon="clock", text="Being confirmed")
PAID = Badge(kind="done", icon="done", text="Paid")


@pytest.fixture(autouse=True)
def in_english(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def application() -> Application:
    return makers.application(makers.person("olena@example.org"))


@pytest.fixture
def items(application: Application) -> list[OrderItem]:
    """The duty and the card."""
    return list(orders.of(application).items.order_by("position"))


def attempt(item: OrderItem, state: State, number: int = 1) -> None:
    now = timezone.now()
    CheckoutSession.objects.create(
        item=item,
        attempt=number,
        language="en",
        amount=item.amount,
        state=state,
        stripe_id=f"cs_{number}",
        opened_at=now,
        expires_at=now + timedelta(hours=1),
        closed_at=None if state == State.PROCESSING else now,
    )


def pay(*items: OrderItem) -> None:
    OrderItem.objects.filter(pk__in=[item.pk for item in items]).update(paid_at=timezone.now())


def test_looking_makes_no_order(application: Application) -> None:
    assert fees.badge(application) == NOT_PAID
    assert not Order.objects.exists()


def test_what_is_paid_is_counted(application: Application, items: list[OrderItem]) -> None:
    assert fees.badge(application) == NOT_PAID
    pay(items[0])
    assert fees.badge(application) == IN_PART
    pay(*items)
    assert fees.badge(application) == PAID


def test_a_payment_the_bank_has_not_answered_is_waited_for(application: Application, items: list[OrderItem]) -> None:
    attempt(items[0], State.PROCESSING)
    assert fees.badge(application) == CONFIRMING
    pay(*items)
    assert fees.badge(application) == PAID


@pytest.mark.parametrize("state", [State.FAILED, State.EXPIRED])
def test_an_attempt_that_came_to_nothing_is_no_payment(
    application: Application, items: list[OrderItem], state: State
) -> None:
    attempt(items[0], state)
    assert fees.badge(application) == NOT_PAID
    attempt(items[0], State.PROCESSING, number=2)
    assert fees.badge(application) == CONFIRMING


def test_somebody_elses_payment_counts_for_nothing(application: Application, items: list[OrderItem]) -> None:
    pay(*items)
    assert fees.badge(makers.application(makers.person("jan@example.org"))) == NOT_PAID
