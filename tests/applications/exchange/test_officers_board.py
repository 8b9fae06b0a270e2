"""The officers' board shows what is stuck, to officers only, without personal data."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from applications.exchange.portal import jobs, officers_board
from applications.exchange.portal.inbox import Inbound
from applications.exchange.portal.models import InboundMessage
from applications.exchange.protocol.envelope import now
from audit.models import Verification
from tests.applications.exchange.both_halves import Government, Signer, queue_submission


@pytest.fixture
def address(settings: Settings) -> str:
    settings.ROOT_URLCONF = "config.urls_officers"
    return "/en/"


def person(**fields: Any) -> Client:
    user = get_user_model().objects.create_user(email=f"{uuid4()}@example.test", password="x" * 20, **fields)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def officer() -> Client:
    client = person()
    user = get_user_model().objects.get(pk=client.session["_auth_user_id"])
    user.groups.add(Group.objects.get_or_create(name="Officers")[0])
    return client


def test_only_officers_see_the_board(db: None, address: str) -> None:
    assert Client().get(address).status_code == 302
    assert person().get(address).status_code == 403
    assert person(is_staff=True).post(f"{address}attempts/1/retry/").status_code == 403
    page = officer().get(address)
    assert page.status_code == 200
    assert "Nothing failed" in page.content.decode()


def refuse(message: Inbound) -> None:
    raise LookupError("Olena Testowa")


def test_what_is_stuck_is_shown_and_tried_again(
    government: Government, exchange: list[Inbound], signer: Signer, settings: Settings
) -> None:
    government.connection.execute("INSERT INTO misbehaviour (how) VALUES ('refuse')")
    refused, taken = queue_submission(signer), queue_submission(signer)
    government.settle()
    for _ in range(2):
        body = {"name": "Anna Wzorcowa", "phone": "1", "at": now()}
        government.send("officer", taken.case_id, body)
    government.settle()
    handled = settings.INBOUND
    settings.INBOUND = {**handled, "officer": f"{__name__}.refuse"}
    jobs.run()
    waiting = queue_submission(signer)
    board = officers_board.now()
    parked = InboundMessage.objects.filter(kind="officer").order_by("gov_seq")[0]
    assert (board.waiting, board.oldest) == (1, waiting.queued_at)
    assert [(row.id, row.verdict) for row in board.refused] == [(refused.id, "quarantined")]
    [failure] = board.failures
    assert (failure.message, failure.attempt.attempts, failure.attempt.set_aside_at, board.behind) == (
        parked,
        1,
        None,
        1,
    )
    settings.ROOT_URLCONF = "config.urls_officers"
    page = officer().get("/en/").content.decode()
    assert "asked to refuse" in page
    assert "LookupError in refuse" in page
    assert "Olena" not in page
    settings.INBOUND = handled
    assert [message.kind for message in exchange] == ["receipt", "receipt"]
    assert officer().post(f"/en/attempts/{failure.attempt.pk}/retry/").status_code == 302
    jobs.run()
    assert [message.kind for message in exchange] == ["receipt", "receipt", "officer", "officer"]
    applied_at = InboundMessage.objects.get(pk=parked.id).applied_at
    assert applied_at is not None
    assert applied_at <= timezone.now()


def test_the_board_says_when_the_trail_was_verified_and_how_it_stood(db: None, address: str) -> None:
    client = officer()
    assert "It was not verified yet" in client.get(address).content.decode()
    Verification.objects.create(seq=9, faults=0)
    page = client.get(address).content.decode()
    assert ("in order" in page, "does not verify" in page) == (True, False)
    Verification.objects.create(seq=9, faults=1, fault="5 cut")
    page = client.get(address).content.decode()
    assert ("in order" in page, "does not verify" in page, "5 cut" in page) == (False, True, True)
