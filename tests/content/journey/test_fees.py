"""What the task list says of the fees, whatever the payment service last said."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from pytest_django import Settings

from applications.badges import Badge
from applications.drafting.models import Application
from content.journey import fees, tasks
from content.journey.place import Place
from payments import orders, owing
from payments.models import CheckoutSession, Order, OrderItem
from payments.states import PaymentState
from tests.acting import own
from tests.payments import people_and_applications

pytestmark = pytest.mark.django_db
NOT_PAID = Badge(kind="info", icon="pen", text="Not paid yet")
IN_PART = Badge(kind="info", icon="pen", text="Paid in part")
DUTY_PAID = Badge(kind="done", icon="done", text="440\N{NO-BREAK SPACE}zł paid")
CONFIRMING = Badge(kind="wait", icon="clock", text="Being confirmed")
PAID = Badge(kind="done", icon="done", text="Paid")


@pytest.fixture(autouse=True)
def in_english(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def application() -> Application:
    return people_and_applications.application(people_and_applications.person("olena@example.org"))


@pytest.fixture
def items(application: Application) -> list[OrderItem]:
    """The duty and the card."""
    return list(orders.of(application, acting=own(application)).items.order_by("position"))


def attempt(item: OrderItem, state: PaymentState, number: int = 1) -> None:
    now = timezone.now()
    CheckoutSession.objects.create(
        person=item.order.application.principal,
        item=item,
        attempt=number,
        language="en",
        amount=item.amount,
        duty=item.amount,
        state=state,
        stripe_id=f"cs_{number}",
        opened_at=now,
        expires_at=now + timedelta(hours=1),
        closed_at=None if state == PaymentState.PROCESSING else now,
    )


def pay(*items: OrderItem) -> None:
    found = OrderItem.objects.filter(pk__in=[item.pk for item in items])
    found.update(paid_at=timezone.now(), kept=F("amount"), received=F("amount"))


def give_back(item: OrderItem, grosze: int) -> None:
    OrderItem.objects.filter(pk=item.pk).update(paid_at=None, kept=F("amount") - grosze, refunded=grosze)


def test_looking_makes_no_order(application: Application) -> None:
    assert fees.badge(application) == NOT_PAID
    assert not Order.objects.exists()


def test_what_is_paid_is_counted(application: Application, items: list[OrderItem]) -> None:
    assert fees.badge(application) == NOT_PAID
    pay(items[0])
    assert (fees.badge(application), plain(fees.hint(owing.of(application)))) == (
        DUTY_PAID,
        "100 zł may wait until the office has decided",
    )
    pay(*items)
    assert (fees.badge(application), fees.hint(owing.of(application))) == (PAID, "")


def test_what_was_given_back_is_owed_again(application: Application, items: list[OrderItem]) -> None:
    pay(items[0])
    give_back(items[0], 100)
    assert (fees.badge(application), plain(fees.hint(owing.of(application)))) == (
        IN_PART,
        "439 zł paid, still owed: 1 zł",
    )


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_task_list_shows_what_was_paid_before_the_answers_are_complete(items: list[OrderItem]) -> None:
    """It said "Not yet" though 440 zł were paid."""
    pay(items[0])
    application = items[0].order.application
    task = next(
        task
        for task in tasks._last(application, Place(procedure=application.procedure), is_ready=False)
        if task.key == "payment"
    )
    assert (task.badge, plain(task.hint), bool(task.url)) == (
        DUTY_PAID,
        "100 zł may wait until the office has decided",
        True,
    )


def test_a_payment_the_bank_has_not_answered_is_waited_for(application: Application, items: list[OrderItem]) -> None:
    attempt(items[0], PaymentState.PROCESSING)
    assert fees.badge(application) == CONFIRMING
    pay(*items)
    assert fees.badge(application) == PAID


@pytest.mark.parametrize("state", [PaymentState.FAILED, PaymentState.EXPIRED])
def test_an_attempt_that_came_to_nothing_is_no_payment(
    application: Application, items: list[OrderItem], state: PaymentState
) -> None:
    attempt(items[0], state)
    assert fees.badge(application) == NOT_PAID
    attempt(items[0], PaymentState.PROCESSING, number=2)
    assert fees.badge(application) == CONFIRMING


def test_somebody_elses_payment_counts_for_nothing(application: Application, items: list[OrderItem]) -> None:
    pay(*items)
    assert (
        fees.badge(people_and_applications.application(people_and_applications.person("jan@example.org"))) == NOT_PAID
    )
