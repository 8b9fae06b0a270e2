"""A Stripe double on a free port, an order of two duties, and the post between the two in the test's hands."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from werkzeug.serving import make_server

from accounts.models import User
from applications.drafting.models import Application
from launch import authority
from launch.ports import HOST, OFFSETS, Ports
from payments import orders, tariff
from payments.double.app import StripeDouble, create
from payments.double.deliveries import signature
from payments.models import Order
from payments.tariff import Duty
from tests.acting import own
from tests.payments import people_and_applications

DUTIES = [
    Duty(
        fee="duty-temporary-work",
        label="Stamp duty",
        law="art. 114",
        amount=44_000,
        payee="city",
        payee_name="Gmina Lublin",
        account="95124020929329920006200000",
        account_verified=True,
        slip="SKARB",
        may_wait=False,
    ),
    Duty(
        fee="card",
        label="Residence card",
        law="art. 235 ust. 1",
        amount=10_000,
        payee="voivode",
        payee_name="Lubelski Urząd Wojewódzki",
        account="62101013390024792231000000",
        account_verified=False,
        slip="KARTA",
        may_wait=True,
    ),
]


class Stripe:
    """The double, and what a test does with it."""

    def __init__(self, service: StripeDouble) -> None:
        self.service = service
        self.acts, self.store = service.acts, service.store

    def events(self) -> list[dict[str, Any]]:
        """Oldest first."""
        return self.store.all("event")[::-1]

    def pay(self, stripe_id: str, *, method: str = "card", succeeds: bool = True) -> None:
        self.acts.pay(stripe_id, method=method, succeeds=succeeds)

    def settle(self) -> None:
        for intent, succeeds in self.store.take_pending(time.time() + 10**9):
            self.acts.settle(intent, succeeds=succeeds)

    def forget_keys(self) -> None:
        """A portal whose database was rolled back asks anew under keys it used before."""
        self.store._run("DELETE FROM answers")

    def post(self, event: dict[str, Any], *, secret: str = "", at: int | None = None) -> int:
        """One event to the portal, signed; the status of the answer."""
        payload = json.dumps(event).encode()
        key = secret or self.service.deliveries.secret
        header = signature(payload, key, at=int(time.time()) if at is None else at)
        answer = Client(raise_request_exception=False).post(
            "/api/v1/payments/stripe/webhook/",
            payload,
            content_type="application/json",
            headers={"Stripe-Signature": header},
        )
        return answer.status_code

    def post_all(self) -> list[int]:
        return [self.post(event) for event in self.events()]


@pytest.fixture
def stripe(settings: Any, tmp_path: Path) -> Iterator[Stripe]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    app = create(settings.DATA, Ports(first=port - OFFSETS["stripe"]), folder=tmp_path, delivers=False)
    server = make_server(HOST, port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.STRIPE_API_URL = f"http://{HOST}:{port}"
    yield Stripe(app.extensions["double"])
    server.shutdown()
    thread.join()


@pytest.fixture
def duties(monkeypatch: pytest.MonkeyPatch) -> list[Duty]:
    """What is owed in these tests, whatever the dated tables say today."""
    found = list(DUTIES)
    monkeypatch.setattr(tariff, "duties", lambda owed, teryt, *, paid_on: found)
    return found


@pytest.fixture
def owner(db: None) -> User:
    return people_and_applications.person("olena@example.org")


@pytest.fixture
def client(owner: User) -> Client:
    """The owner's browser, in English."""
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(owner)
    return browser


@pytest.fixture
def application(owner: User, settings: Any) -> Application:
    authority.ensure(settings.DATA)
    return people_and_applications.application(owner)


@pytest.fixture
def order(application: Application, duties: list[Duty]) -> Order:
    return orders.of(application, acting=own(application))
