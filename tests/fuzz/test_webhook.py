"""Genuinely signed news with junk in any field is taken or refused, never answered 500, and books nothing."""

import copy
import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from payments import checkout, webhooks
from payments.gateway import StripeNews
from payments.models import CheckoutSession, Order, OrderItem, StripeEvent
from tests.acting import own
from tests.fuzz import hostile_input
from tests.payments.conftest import Stripe, application, duties, order, owner, stripe  # noqa: F401  # fixtures
from tests.payments.test_amounts import duty, pay, poll

pytestmark = pytest.mark.django_db
MISSING = object()
JUNK: tuple[object, ...] = (
    None,
    -1,
    10**30,
    "x" * 5_000,
    "a\0b",
    "\ud800",
    [],
    {"id": "x"},
    hostile_input.NOBODY,
    MISSING,
)
READ = (
    ("id",), ("type",), ("data",), ("data", "object"), ("data", "object", "object"), ("data", "object", "id"),
    ("data", "object", "payment_intent"),
)  # fmt: skip
UNREAD = (
    ("created",), ("livemode",), ("account",), ("data", "object", "amount"), ("data", "object", "amount_refunded"),
    ("data", "object", "amount_total"), ("data", "object", "currency"), ("data", "object", "status"),
    ("data", "object", "payment_status"), ("data", "object", "client_reference_id"), ("data", "object", "charge"),
)  # fmt: skip
KINDS = {
    "payment_intent.created", "payment_intent.processing", "payment_intent.payment_failed", "payment_intent.succeeded",
    "checkout.session.completed", "checkout.session.expired", "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed", "charge.succeeded", "charge.refunded", "refund.created",
    "charge.dispute.created", "charge.dispute.closed",
}  # fmt: skip
# As the service writes ids, of objects that are not ours
STRANGE = ("cs_test_a1" + "Z9" * 28, "pi_3Q" + "x" * 22, "ch_3Q" + "x" * 22, "re_3Q" + "x" * 22, "du_1Q" + "x" * 22,
           "py_1Q" + "x" * 22)  # fmt: skip
NUMBERS = itertools.count()


def everything_happens(order: Order, stripe: Stripe) -> dict[str, dict[str, Any]]:  # noqa: F811
    """One event of each kind: a page that expired, a bank that refused and one that paid late, a refund, a dispute."""
    stripe.acts.expire(checkout.start(duty(order).pk, acting=own(order.application), language="en").stripe_id or "")
    poll()
    for succeeds in (False, True):
        stripe.pay(
            checkout.start(duty(order).pk, acting=own(order.application), language="en").stripe_id or "",
            method="blik",
            succeeds=succeeds,
        )
        stripe.settle()
        poll()
    late = CheckoutSession.objects.get(state="paid")
    stripe.acts.refund({"payment_intent": late.intent, "amount": "20000"})
    stripe.post_all()
    session = pay(order, stripe)
    for status in ("needs_response", "won"):
        stripe.acts.dispute({"payment_intent": session.intent, "amount": "1000", "status": status})
        stripe.post_all()
    return {each["type"]: each for each in stripe.events()}


def anew(event: dict[str, Any]) -> dict[str, Any]:
    """Under an id that was never noted: what is known already is not looked at."""
    return copy.deepcopy(event) | {"id": f"evt_{next(NUMBERS):024}"}


def junk(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is read, with each value; what is not, with one after the other."""
    pairs = [*itertools.product(READ, JUNK), *zip(UNREAD, itertools.cycle(JUNK), strict=False)]
    for path, value in pairs:
        body = anew(event)
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
            *CheckoutSession.objects.order_by("pk").values_list(*sums, "disputed", "lost", "state")]  # fmt: skip


def test_signed_junk_is_no_500_and_books_nothing(
    order: Order,  # noqa: F811
    stripe: Stripe,  # noqa: F811
    record_property: Callable[[str, object], None],
) -> None:
    events = everything_happens(order, stripe)
    before, noted, answers = booked(), StripeEvent.objects.count(), Counter[int]()
    for event in events.values():
        for body in junk(event):
            answers[stripe.post(body)] += 1
    record_property("requests", {"kinds": len(events), **{str(status): n for status, n in answers.items()}})
    assert (set(events), set(answers), booked() == before) == (KINDS, {204, 400}, True), answers
    assert sum(answers.values()) == len(KINDS) * (len(READ) * len(JUNK) + len(UNREAD))
    assert StripeEvent.objects.count() - noted <= answers[204]


def test_news_of_what_is_not_ours_is_taken_and_books_nothing(
    order: Order,  # noqa: F811
    stripe: Stripe,  # noqa: F811
) -> None:
    """An account may serve others too: ids of the service's shape that no session of ours has."""
    events = everything_happens(order, stripe)
    before, answers = booked(), Counter[int]()
    for event in events.values():
        for strange in STRANGE:
            body = anew(event)
            body["data"]["object"] |= {"id": strange, "payment_intent": strange.replace("cs_test_", "pi_")}
            answers[stripe.post(body)] += 1
    assert (dict(answers), booked() == before) == ({204: len(KINDS) * len(STRANGE)}, True)


def test_a_planted_crash_is_caught(
    order: Order,  # noqa: F811
    stripe: Stripe,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pay(order, stripe)

    def crash(news: StripeNews) -> None:
        if news.intent == hostile_input.NOBODY:
            raise LookupError("planted")

    monkeypatch.setattr(webhooks, "_session", crash)
    answers = Counter(stripe.post(body) for body in junk(stripe.events()[-1]))
    assert answers[500] == 1


def test_a_planted_booking_is_caught(
    order: Order,  # noqa: F811
    stripe: Stripe,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pay(order, stripe)
    before = booked()
    monkeypatch.setattr(webhooks, "_session", lambda news: CheckoutSession.objects.update(disputed=1) and None)
    stripe.post(anew(stripe.events()[-1]))
    assert booked() != before
