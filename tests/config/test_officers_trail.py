"""Whatever an officer does on their host is in the trail: who, what, and of which row; never personal data."""

from http import HTTPStatus
from uuid import UUID

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from audit.models import Event
from jobs.models import Attempt
from payments import checkout
from payments.models import Order
from tests.acting import own
from tests.fuzz import addresses
from tests.payments.conftest import Stripe, application, duties, order, owner, stripe  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
HOST = "config.urls_officers"
# Signing in, and how one does: the library's own pages, about nobody but who uses them
OWN = "en/account/"
MOMENT = timezone.now()
ACTS = ("en/attempts/<int:attempt_id>/retry/", "en/payments/<uuid:session_id>/looked/")


@pytest.fixture
def officer(db: None, settings: Settings) -> tuple[User, Client]:
    settings.ROOT_URLCONF, settings.ROLE = HOST, "officers"
    user = User.objects.create_user(email="officer@example.org", password="a long password of a test")
    user.groups.add(Group.objects.get_or_create(name="Officers")[0])
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user, client


@pytest.fixture
def parts(order: Order, stripe: Stripe) -> dict[str, str]:  # noqa: F811
    """Something that each act is about; an act with a new part is a KeyError here."""
    session = checkout.start(order.items.all()[0].pk, acting=own(order.application), language="en")
    session.attention_at = MOMENT
    session.save(update_fields=["attention_at"])
    return {"attempt_id": str(attempt("1").pk), "session_id": str(session.pk)}


def attempt(row: str, queue: str = "notices.mail") -> Attempt:
    return Attempt.objects.create(
        queue=queue, row=row, attempts=10, first_at=MOMENT, due_at=MOMENT, set_aside_at=MOMENT, reason="ValueError"
    )


def acts() -> list[str]:
    """Every address of the host that takes a POST of an officer."""
    return [route for route in addresses.routes(HOST) if route.startswith("en/") and not route.startswith(OWN)]


def recorded(client: Client, address: str) -> tuple[int, list[tuple[str, int | None]]]:
    """How a POST to this address was answered, and what it left in the trail."""
    before = set(Event.objects.values_list("pk", flat=True))
    answer = client.post(address)
    return answer.status_code, list(Event.objects.exclude(pk__in=before).values_list("event", "actor"))


def test_each_act_leaves_one_entry(parts: dict[str, str], officer: tuple[User, Client]) -> None:
    user, client = officer
    left = {}
    for route in acts():
        [address] = addresses.of(route, {name: [value] for name, value in parts.items()})
        status, entries = recorded(client, address)
        if status != HTTPStatus.METHOD_NOT_ALLOWED:
            left[route] = entries
    assert left == {
        ACTS[0]: [("work-tried-again", user.pk)],
        ACTS[1]: [("payment-looked-at", user.pk)],
    }


def test_what_is_tried_again_is_named_by_queue_and_row(officer: tuple[User, Client]) -> None:
    user, client = officer
    row = "0190a000-0000-7000-8000-000000000001"
    found = attempt(row, "exchange.inbox")
    client.post(f"/en/attempts/{found.pk}/retry/")
    entry = Event.objects.get(event="work-tried-again")
    facts = {"queue": "exchange.inbox", "row": row, "reason": "ValueError", "tries": "10"}
    assert (entry.subject, entry.actor, entry.facts) == (UUID(row), user.pk, facts)


def test_what_is_done_meanwhile_leaves_nothing(officer: tuple[User, Client]) -> None:
    _user, client = officer
    assert recorded(client, "/en/attempts/9/retry/")[1] == []


def test_row_without_an_id_has_one_subject(officer: tuple[User, Client]) -> None:
    _user, client = officer
    for queue in ("notices.mail", "notices.mail", "audit.verify"):
        found = Attempt.objects.filter(queue=queue).first() or attempt("1", queue)
        client.post(f"/en/attempts/{found.pk}/retry/")
    subjects = [event.subject for event in Event.objects.filter(event="work-tried-again").order_by("id")]
    assert (subjects[0] == subjects[1], subjects[0] == subjects[2]) == (True, False)
