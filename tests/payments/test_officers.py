"""Officers see what came on other terms, went back or is disputed, without personal data, and say that they looked."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from audit.models import Event
from payments import attention
from payments.models import CheckoutSession, Order
from tests.payments import people_and_applications
from tests.payments.conftest import Stripe
from tests.payments.test_amounts import dispute, give_back, pay, poll

pytestmark = pytest.mark.django_db
ADDRESS = "/en/payments/"


def signed_in(user: User) -> Client:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def officer(db: None) -> User:
    user = people_and_applications.person("officer@example.org")
    user.groups.add(Group.objects.get_or_create(name="Officers")[0])
    return user


@pytest.fixture
def on_the_board(settings: Settings) -> None:
    settings.ROOT_URLCONF = "config.urls_officers"


def words_of_page(answer: Any) -> str:
    """The page without its markup."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_only_officers_see_it(on_the_board: None, officer: User) -> None:
    other = signed_in(people_and_applications.person("other@example.org"))
    answers = [Client().get(ADDRESS), other.get(ADDRESS), other.post(f"{ADDRESS}{uuid4()}/looked/")]
    assert [answer.status_code for answer in answers] == [302, 403, 403]
    page = signed_in(officer).get(ADDRESS)
    assert (page.status_code, "Nothing waits" in words_of_page(page)) == (200, True)


def test_portal_has_no_such_page(officer: User) -> None:
    assert signed_in(officer).get(ADDRESS).status_code == 404


def test_what_was_expected_and_what_came(order: Order, stripe: Stripe, officer: User, settings: Settings) -> None:
    stripe.store.set_command({"wrong_amount": -100})
    pay(order, stripe)
    settings.ROOT_URLCONF = "config.urls_officers"
    shown = words_of_page(signed_in(officer).get(ADDRESS))
    assert f"{order.number} Stamp duty" in shown
    assert "440 zł Gmina Lublin 439 zł On other terms than ours Counts as paid: 0 zł" in shown
    assert "olena@example.org" not in shown
    assert "Payments to look at" in shown.split("Nobody has looked")[0]  # in the menu


def test_refund_and_dispute_wait_for_a_look_again(order: Order, stripe: Stripe, officer: User) -> None:
    session = pay(order, stripe)
    assert list(attention.waiting()) == []
    give_back(stripe, session, 100)
    assert (list(attention.waiting()), attention.look(session.pk, by=officer)) == ([session], True)
    assert (list(attention.waiting()), list(attention.looked())) == ([], [session])
    dispute(stripe, session, 43_900, "needs_response")
    assert (list(attention.waiting()), list(attention.looked())) == ([session], [])


def test_double_payment_that_goes_back_by_itself_needs_nobody(order: Order, stripe: Stripe) -> None:
    pay(order, stripe)
    poll()
    assert list(attention.waiting()) == []


def test_who_looked_and_when_is_kept(order: Order, stripe: Stripe, officer: User, settings: Settings) -> None:
    session = pay(order, stripe)
    give_back(stripe, session, 100)
    settings.ROOT_URLCONF = "config.urls_officers"
    browser = signed_in(officer)
    for _ in range(2):  # pressed twice
        assert browser.post(f"{ADDRESS}{session.pk}/looked/").headers["Location"] == ADDRESS
    [event] = Event.objects.filter(event="payment-looked-at")
    assert (event.actor, event.subject, event.facts["session"]) == (officer.pk, order.application_id, str(session.pk))
    seen = CheckoutSession.objects.get(pk=session.pk)
    assert (seen.looked_by, seen.looked_at is not None) == (officer, True)
    assert "Looked at by officer@example.org" in words_of_page(browser.get(ADDRESS))


def test_officer_reads_what_the_answers_said_when_another_amount_came(
    officer: User, order: Order, stripe: Stripe, settings: Settings
) -> None:
    session = pay(order, stripe)
    settings.ROOT_URLCONF = "config.urls_officers"
    CheckoutSession.objects.filter(pk=session.pk).update(attention_at=session.opened_at, answers_say=5_000)
    assert "By the answers: 50 zł" in words_of_page(signed_in(officer).get(ADDRESS))
