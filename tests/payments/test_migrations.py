"""What was paid before there were amounts has them afterwards, as it was."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.payments import people_and_applications

OLD, NEW = [("payments", "0001_initial")], [("payments", "0007_payees_are_rows_of_a_table")]
WHO = [("payments", "0008_who_pays")]
UNITS, RENAMED = [("payments", "0009_units_of_the_law")], [("payments", "0012_fees_that_were_renamed")]


def migrate_to(state: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(state)
    return MigrationExecutor(connection).loader.project_state(state).apps


@pytest.fixture
def newest_afterwards(transactional_db: None) -> Iterator[None]:
    """What stands in the database of this worker is used by the tests that follow."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("payments"))


@pytest.mark.usefixtures("newest_afterwards")
def test_old_payments_get_their_amounts() -> None:
    application = people_and_applications.application(people_and_applications.person("olena@example.org"))
    apps, now = migrate_to(OLD), timezone.now()
    order = apps.get_model("payments", "Order").objects.create(application_id=application.pk, number="MOS-1")

    def item(fee: str, paid: bool) -> Any:
        values = {"order": order, "position": 0, "fee": fee, "payee": "city", "amount": 44_000, "title": "SKARB"}
        return apps.get_model("payments", "OrderItem").objects.create(paid_at=now if paid else None, **values)

    def attempt(of: Any, number: int, state: str, **values: Any) -> None:
        times = {"opened_at": now, "expires_at": now + timedelta(hours=1), "closed_at": now}
        terms = {"item": of, "attempt": number, "language": "en", "amount": 44_000, "stripe_id": f"{of.fee}-{number}"}
        apps.get_model("payments", "CheckoutSession").objects.create(state=state, **terms, **times, **values)

    paid, mismatched = item("paid", True), item("mismatched", False)
    attempt(paid, 1, "failed")
    attempt(paid, 2, "paid", counts=True)
    attempt(paid, 3, "refunded")
    attempt(paid, 4, "paid", refund_asked_at=now)
    attempt(mismatched, 1, "mismatch")
    apps = migrate_to(NEW)
    items = apps.get_model("payments", "OrderItem").objects.order_by("fee")
    assert list(items.values_list("fee", "received", "refunded", "kept")) == [
        ("mismatched", 0, 0, 0),
        ("paid", 132_000, 44_000, 44_000),
    ]
    sessions = apps.get_model("payments", "CheckoutSession").objects.order_by("item__fee", "attempt")
    assert list(sessions.values_list("state", "duty", "received", "refunded", "kept", "surplus")) == [
        ("mismatch", 44_000, 0, 0, 0, 0),
        ("failed", 44_000, 0, 0, 0, 0),
        ("paid", 44_000, 44_000, 0, 44_000, 0),
        ("refunded", 44_000, 44_000, 44_000, 0, 0),
        ("returning", 44_000, 44_000, 0, 0, 44_000),
    ]
    assert [each.due_at is not None for each in sessions] == [True, False, False, False, True]


@pytest.mark.usefixtures("newest_afterwards")
def test_who_paid_before_was_the_principal() -> None:
    application = people_and_applications.application(people_and_applications.person("olena@example.org"))
    people_and_applications.application(people_and_applications.person("jan@example.org"))
    apps, now = migrate_to(NEW), timezone.now()
    order = apps.get_model("payments", "Order").objects.create(application_id=application.pk, number="MOS-1")
    item = apps.get_model("payments", "OrderItem").objects.create(
        order=order, position=0, fee="duty", payee="city", amount=44_000, title="SKARB"
    )
    apps.get_model("payments", "CheckoutSession").objects.create(
        item=item,
        attempt=1,
        language="en",
        amount=44_000,
        duty=44_000,
        opened_at=now,
        expires_at=now + timedelta(hours=1),
    )
    sessions = migrate_to(WHO).get_model("payments", "CheckoutSession").objects
    assert list(sessions.values_list("person")) == [(application.principal_id,)]


@pytest.mark.usefixtures("newest_afterwards")
def test_paid_fees_that_were_renamed_are_not_asked_for_again() -> None:
    olena, jan = (people_and_applications.person(f"{name}@example.org") for name in ("olena", "jan"))
    wanted = [(olena, "studies"), (jan, "studies"), (olena, "short-stay"), (olena, "temporary-work")]
    made = [people_and_applications.application(owner, procedure=key) for owner, key in wanted]
    apps, now = migrate_to(UNITS), timezone.now()
    new_item = apps.get_model("payments", "OrderItem").objects.create

    def order(number: int) -> Any:
        return apps.get_model("payments", "Order").objects.create(
            application_id=made[number].pk, number=f"MOS-{number}"
        )

    studies, begun_since, short, work = (order(number) for number in range(4))
    terms = {"position": 1, "payee": "voivode", "amount": 5_000, "title": "KARTA"}
    settled = {"received": 5_000, "kept": 5_000, "paid_at": now}
    new_item(order=studies, fee="card-studies", message_id=uuid4(), told_at=now, **terms, **settled)
    new_item(order=begun_since, fee="card-studies", **terms, **settled)
    new_item(order=begun_since, fee="card", **terms)
    new_item(order=short, fee="duty-short-stay", **{**terms, "amount": 34_000})
    new_item(order=work, fee="card-studies", **terms)
    items = migrate_to(RENAMED).get_model("payments", "OrderItem").objects.order_by("order__number", "fee")
    assert list(items.values_list("order__number", "fee", "relief", "kept", "told_as")) == [
        ("MOS-0", "card", "student", 5_000, "card-studies"),
        ("MOS-1", "card", "student", 5_000, ""),
        ("MOS-2", "duty-temporary", "", 0, ""),
        ("MOS-3", "card-studies", "", 0, ""),
    ]
