"""What went back and of which no news ever came is found by asking, the next day."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from payments import jobs
from payments.models import CheckoutSession, Listing, Order
from tests.payments.conftest import Stripe
from tests.payments.test_amounts import pay

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1, minutes=1)


def run_jobs_later(days: int = 1) -> None:
    with time_machine.travel(timezone.now() + days * DAY):
        jobs.run()
        jobs.run()


def sums(session: CheckoutSession) -> tuple[int, int, int]:
    session.refresh_from_db()
    return session.refunded, session.disputed, session.lost


def test_a_refund_whose_news_is_lost_is_seen_the_next_day(order: Order, stripe: Stripe) -> None:
    session = pay(order, stripe)
    stripe.store.set_command({"drop": True})
    stripe.acts.refund({"payment_intent": session.intent, "amount": "100"})
    jobs.run()
    assert sums(session) == (0, 0, 0)
    run_jobs_later()
    assert sums(session) == (100, 0, 0)


def test_a_dispute_whose_news_is_lost_is_followed_to_its_end(order: Order, stripe: Stripe) -> None:
    session = pay(order, stripe)
    stripe.store.set_command({"drop": True})
    asked = {"payment_intent": session.intent, "amount": "44000"}
    stripe.acts.dispute({**asked, "status": "needs_response"})
    run_jobs_later()
    assert sums(session) == (0, 44_000, 0)
    stripe.acts.dispute({**asked, "status": "lost"})
    run_jobs_later(30)
    assert sums(session) == (0, 0, 44_000)


def test_what_is_in_order_is_not_asked_about(order: Order, stripe: Stripe) -> None:
    session = pay(order, stripe)
    session.refresh_from_db()
    polls = session.polls
    run_jobs_later()
    session.refresh_from_db()
    assert (session.polls, Listing.objects.count()) == (polls, 1)


def test_what_went_back_is_found_without_reading_every_session(order: Order, stripe: Stripe) -> None:
    session = pay(order, stripe)
    asked = CheckoutSession.objects.order_by().filter(Q(intent__in=[session.intent, "pi_2"]) | Q(disputed__gt=0))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # of one row a scan is cheapest
    plan = asked.explain()
    assert ("session_of_intent" in plan, "session_disputed" in plan) == (True, True), plan


def test_while_the_service_is_away_nothing_is_skipped(order: Order, stripe: Stripe) -> None:
    pay(order, stripe)
    until = Listing.objects.get().until
    stripe.store.set_command({"down": True})
    run_jobs_later()
    assert Listing.objects.get().until == until
