"""Genuinely signed news with junk in any field is taken or refused, never answered 500, and books nothing."""

import copy
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from payments.models import CheckoutSession, Order, OrderItem
from tests.fuzz import hostile
from tests.payments.conftest import Stripe, application, duties, order, owner, stripe  # noqa: F401  # fixtures
from tests.payments.test_amounts import pay

pytestmark = pytest.mark.django_db
MISSING = object()
JUNK: tuple[object, ...] = (None, -1, 10**30, "x" * 5_000, "a\0b", "\ud800", [], {"id": "x"}, hostile.NOBODY, MISSING)
FIELDS = (
    ("id",), ("type",), ("created",), ("livemode",), ("data",), ("data", "object"), ("data", "object", "object"),
    ("data", "object", "id"), ("data", "object", "payment_intent"), ("data", "object", "amount"),
    ("data", "object", "amount_refunded"), ("data", "object", "amount_total"), ("data", "object", "currency"),
    ("data", "object", "status"), ("data", "object", "payment_status"), ("data", "object", "client_reference_id"),
)  # fmt: skip


def junk(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in FIELDS:
        for value in JUNK:
            body = copy.deepcopy(event)
            inner = body
            for name in path[:-1]:
                inner = inner[name]
            inner.pop(path[-1], None)
            if value is not MISSING:
                inner[path[-1]] = value
            yield body


def booked() -> list[Any]:
    sums = ("pk", "received", "refunded", "kept")
    return [*OrderItem.objects.order_by("pk").values_list(*sums),
            *CheckoutSession.objects.order_by("pk").values_list(*sums, "state")]  # fmt: skip


def test_signed_junk_is_no_500_and_books_nothing(
    order: Order,  # noqa: F811
    stripe: Stripe,  # noqa: F811
    record_property: Callable[[str, object], None],
) -> None:
    pay(order, stripe)
    before, answers = booked(), Counter[int]()
    for event in {each["type"]: each for each in stripe.events()}.values():
        for body in junk(event):
            answers[stripe.post(body)] += 1
    record_property("requests", dict(answers))
    assert (set(answers) <= {204, 400}, booked() == before) == (True, True), answers
    assert sum(answers.values()) >= len(FIELDS) * len(JUNK)
