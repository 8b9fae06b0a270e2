"""The double behaves as Stripe does, and its objects are the types that stripe-python ships."""

import ast
import json
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import stripe as library
import time_machine
from flask.testing import FlaskClient

from launch import secrets
from launch.ports import OFFSETS, Ports
from payments.double import deliveries, form
from payments.double.app import COMMANDS, StripeDouble, create
from payments.double.deliveries import Deliveries

SOURCES = {
    "checkout.session": ("checkout/_session.py", "Session"),
    "payment_intent": ("_payment_intent.py", "PaymentIntent"),
    "charge": ("_charge.py", "Charge"),
    "refund": ("_refund.py", "Refund"),
    "event": ("_event.py", "Event"),
}
PLAIN = {"str": str, "int": int, "bool": bool}
ORDER = {
    "mode": "payment",
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "pln",
    "line_items[0][price_data][unit_amount]": "44000",
    "line_items[0][price_data][product_data][name]": "SKARB",
    "client_reference_id": "item-1",
    "success_url": "http://portal.example/return?s={CHECKOUT_SESSION_ID}",
    "cancel_url": "http://portal.example/order",
    "locale": "pl",
    "metadata[duty]": "item-1",
    "payment_intent_data[metadata][duty]": "item-1",
}


class Double:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.restart()

    def restart(self) -> None:
        made = create(self.data, Ports(first=9), delivers=False)
        self.service: StripeDouble = made.extensions["double"]
        self.client: FlaskClient = made.test_client()
        self.auth = {"Authorization": f"Bearer {secrets.of(self.data)['stripe']}"}

    def post(self, path: str, body: dict[str, str] | None = None, *, key: str = "") -> tuple[int, dict[str, Any]]:
        headers = self.auth | ({"Idempotency-Key": key} if key else {})
        answer = self.client.post(path, data=body or {}, headers=headers)
        return answer.status_code, answer.get_json()

    def get(self, path: str) -> dict[str, Any]:
        body: dict[str, Any] = self.client.get(path, headers=self.auth).get_json()
        return body

    def open(self, key: str = "") -> dict[str, Any]:
        status, body = self.post("/v1/checkout/sessions", ORDER, key=key)
        assert status == 200, body
        return body

    def paid(self) -> dict[str, Any]:
        session = self.open()
        self.client.post(f"/pay/{session['id']}", data={"method": "card", "act": "pay"})
        return self.get(f"/v1/checkout/sessions/{session['id']}?expand[]=payment_intent.latest_charge")


class Portal:
    """Listens at the address of the portal's webhook and takes what comes there: body and signature."""

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.taken.append((body, self.headers["Stripe-Signature"]))  # type: ignore[attr-defined]  # set below
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_line: object) -> None:
            """Not among the words of the tests."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.taken: list[tuple[bytes, str]] = []
        self.port = server.server_port
        self.url = f"http://127.0.0.1:{self.port}/hook"
        server.taken = self.taken  # type: ignore[attr-defined]  # for the listener


@pytest.fixture
def double(tmp_path: Path) -> Double:
    return Double(tmp_path)


def declared(kind: str) -> dict[str, str]:
    """The fields of a type of the library, with their annotations."""
    path, name = SOURCES[kind]
    tree = ast.parse((Path(library.__file__).parent / path).read_text())
    [found] = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name]
    fields = {
        line.target.id: ast.unparse(line.annotation).strip("'\"")
        for line in found.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }
    return {field: note for field, note in fields.items() if not note.startswith("ClassVar")}


def faults(body: dict[str, Any], fields: dict[str, str]) -> list[str]:
    """Where an object is not of its type: unknown and missing fields, wrong plain types, codes outside the list."""
    found = [f"unknown {name}" for name in body if name not in fields]
    found += [f"missing {name}" for name, note in fields.items() if "Optional" not in note and name not in body]
    for name, value in body.items():
        note = fields.get(name, "")
        if note in PLAIN and type(value) is not PLAIN[note]:
            found.append(f"type {name}")
        literals = re.search(r"Literal\[(.*?)\]", note)
        if literals and isinstance(value, str) and value not in ast.literal_eval(f"[{literals.group(1)}]"):
            found.append(f"code {name}")
    return found


def test_objects_are_of_the_types_the_library_ships(double: Double) -> None:
    session = double.paid()
    status, refund = double.post("/v1/refunds", {"payment_intent": session["payment_intent"]["id"]})
    assert status == 200
    double.post(f"/v1/checkout/sessions/{double.open()['id']}/expire")
    intent = session["payment_intent"]
    charge = intent["latest_charge"]
    bodies = [session, intent, charge, refund, *double.get("/v1/events")["data"]]
    bodies += [event["data"]["object"] for event in double.get("/v1/events")["data"]]
    assert {body["object"] for body in bodies} == set(SOURCES)
    assert [fault for body in bodies for fault in faults(body, declared(body["object"]))] == []


def test_planted_faults_are_caught(double: Double) -> None:
    session = {**double.open(), "amount": 1, "created": "now", "status": "done"}
    del session["livemode"]
    assert faults(session, declared("checkout.session")) == [
        "unknown amount",
        "missing livemode",
        "type created",
        "code status",
    ]


def test_wrong_key_is_refused(double: Double) -> None:
    double.auth = {"Authorization": "Bearer sk_test_wrong"}
    assert double.post("/v1/checkout/sessions", ORDER)[0] == 401


def test_idempotency_key_gives_the_same_answer(double: Double) -> None:
    first, again = double.open("k"), double.open("k")
    assert first == again
    assert double.post("/v1/checkout/sessions", {**ORDER, "locale": "en"}, key="k")[1]["error"]["type"] == (
        "idempotency_error"
    )
    assert len(double.get("/v1/checkout/sessions")["data"]) == 1


def test_everything_survives_a_restart(double: Double) -> None:
    session = double.paid()
    double.restart()
    assert double.get(f"/v1/checkout/sessions/{session['id']}")["payment_status"] == "paid"
    assert double.service.store.undelivered() > 0


def test_card_pays_and_leads_back(double: Double) -> None:
    session = double.open()
    answer = double.client.post(f"/pay/{session['id']}", data={"method": "card", "act": "pay"})
    assert (answer.status_code, answer.location) == (303, f"http://portal.example/return?s={session['id']}")
    assert [event["type"] for event in reversed(double.get("/v1/events")["data"])] == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ]


def test_refused_card_may_be_tried_again(double: Double) -> None:
    session = double.open()
    path = f"/pay/{session['id']}"
    assert double.client.post(path, data={"method": "card", "act": "fail"}).location == f"{path}?declined=1"
    assert "declined" in double.client.get(f"{path}?declined=1").get_data(as_text=True)
    double.client.post(path, data={"method": "card", "act": "pay"})
    assert double.get(f"/v1/checkout/sessions/{session['id']}")["payment_status"] == "paid"


def test_cancel_leads_back_and_leaves_it_open(double: Double) -> None:
    session = double.open()
    answer = double.client.post(f"/pay/{session['id']}", data={"act": "cancel"})
    assert answer.location == "http://portal.example/order"
    assert double.get(f"/v1/checkout/sessions/{session['id']}")["status"] == "open"


@pytest.mark.parametrize(("act", "status"), [("pay", "paid"), ("fail", "unpaid")])
def test_bank_answers_later(double: Double, act: str, status: str) -> None:
    session = double.open()
    double.client.post(f"/pay/{session['id']}", data={"method": "p24", "act": act})
    name = f"/v1/checkout/sessions/{session['id']}?expand[]=payment_intent"
    assert double.get(name)["payment_intent"]["status"] == "processing"
    assert double.client.post("/control/settle/").get_json() == {"settled": 1}
    assert double.get(name)["payment_status"] == status


def test_paid_or_expired_session_takes_nothing_more(double: Double) -> None:
    session = double.paid()
    assert double.client.post(f"/pay/{session['id']}", data={"method": "card", "act": "pay"}).status_code == 400
    assert double.post(f"/v1/checkout/sessions/{session['id']}/expire")[0] == 400


def test_refunds_never_exceed_the_charge(double: Double) -> None:
    intent = double.paid()["payment_intent"]["id"]
    answers = [double.post("/v1/refunds", {"payment_intent": intent, "amount": "30000"})[0] for _ in range(2)]
    rest = double.post("/v1/refunds", {"payment_intent": intent})[1]["amount"]
    over = double.post("/v1/refunds", {"payment_intent": intent})[1]["error"]["code"]
    assert (answers, rest, over) == ([200, 400], 14_000, "charge_already_refunded")


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "setup"},
        {"line_items[0][price_data][unit_amount]": "1"},
        {"success_url": ""},
        {"expires_at": "5"},
    ],
)
def test_bad_request_is_refused(double: Double, changes: dict[str, str]) -> None:
    assert double.post("/v1/checkout/sessions", {**ORDER, **changes})[0] == 400


def test_unknown_things_are_not_found(double: Double) -> None:
    paths = ["/v1/checkout/sessions/cs_none", "/v1/payment_intents/pi_none"]
    assert [double.client.get(path, headers=double.auth).status_code for path in paths] == [404, 404]


def test_payment_intent_is_shown(double: Double) -> None:
    intent = double.paid()["payment_intent"]
    shown = double.get(f"/v1/payment_intents/{intent['id']}")
    assert shown == {**intent, "latest_charge": intent["latest_charge"]["id"]}
    assert double.client.get(f"/v1/payment_intents/{shown['latest_charge']}", headers=double.auth).status_code == 404


@pytest.mark.parametrize("form", [{"method": "cash", "act": "pay"}, {"method": "card", "act": "look"}, {}])
def test_page_takes_only_what_it_offers(double: Double, form: dict[str, str]) -> None:
    session = double.open()
    assert double.client.post(f"/pay/{session['id']}", data=form).status_code == 400
    assert double.get(f"/v1/checkout/sessions/{session['id']}") == session


def test_bank_answers_once(double: Double) -> None:
    session = double.open()
    double.client.post(f"/pay/{session['id']}", data={"method": "blik", "act": "pay"})
    intent = double.get(f"/v1/checkout/sessions/{session['id']}")["payment_intent"]
    double.service.acts.settle(intent, succeeds=True)
    told = double.get("/v1/events")
    double.service.acts.settle(intent, succeeds=False)
    assert double.get("/v1/events") == told
    assert double.get(f"/v1/checkout/sessions/{session['id']}")["payment_status"] == "paid"


def test_page_that_was_not_paid_in_time_is_closed(double: Double) -> None:
    session = double.open()
    with time_machine.travel(session["expires_at"], tick=False):
        answer = double.client.post(f"/pay/{session['id']}", data={"method": "card", "act": "pay"})
        shown = [double.get(f"/v1/checkout/sessions/{session['id']}") for _look in range(2)]
    assert (answer.status_code, shown[0]) == (400, {**session, "status": "expired", "url": None})
    assert shown[0] == shown[1]
    assert [event["type"] for event in double.get("/v1/events")["data"]] == ["checkout.session.expired"]


def test_refund_names_a_charge_or_its_payment(double: Double) -> None:
    charge = double.paid()["payment_intent"]["latest_charge"]["id"]
    status, refund = double.post("/v1/refunds", {"charge": charge, "amount": "100"})
    assert (status, refund["charge"], refund["amount"]) == (200, charge, 100)


def test_nothing_is_refunded_of_what_was_not_paid(double: Double) -> None:
    session = double.open()
    double.client.post(f"/pay/{session['id']}", data={"method": "card", "act": "fail"})
    intent = double.get(f"/v1/checkout/sessions/{session['id']}")["payment_intent"]
    assert double.post("/v1/refunds", {"payment_intent": intent})[0] == 400
    assert double.get("/v1/refunds")["data"] == []


def _deliveries(double: Double, **commands: Any) -> list[tuple[int, str, int, str]]:
    """What is queued for one payment under these commands."""
    assert double.client.post("/control/", json=commands).status_code == 200
    double.paid()
    return double.service.store.due_deliveries(time.time() + 10**6)


def test_it_delivers_each_event_once(double: Double) -> None:
    assert len(_deliveries(double)) == 4


def test_it_drops(double: Double) -> None:
    assert _deliveries(double, drop=True) == []


def test_it_duplicates(double: Double) -> None:
    assert len(_deliveries(double, duplicate=True)) == 8


def test_it_delays(double: Double) -> None:
    _deliveries(double, delay_seconds=100)
    assert double.service.store.due_deliveries(time.time()) == []


def test_it_signs_with_an_old_secret(double: Double) -> None:
    assert {secret for *_, secret in _deliveries(double, secret="whsec_old")} == {"whsec_old"}


def test_it_asks_for_a_wrong_amount(double: Double) -> None:
    double.client.post("/control/", json={"wrong_amount": -1})
    assert double.paid()["payment_intent"]["amount_received"] == 43_999


def test_it_plays_dead(double: Double) -> None:
    double.client.post("/control/", json={"down": True})
    assert double.client.post("/v1/checkout/sessions", data=ORDER, headers=double.auth).status_code == 503


def test_unknown_command_is_refused(double: Double) -> None:
    assert double.client.post("/control/", json={"explode": True}).status_code == 400
    assert double.client.get("/control/").get_json() == {**COMMANDS, "undelivered": 0}


def test_delivery_that_fails_is_put_off(double: Double) -> None:
    """Nobody listens at the portal's address here."""
    waiting = len(_deliveries(double))
    double.service.deliveries.work()
    assert double.service.store.undelivered() == waiting
    assert double.service.store.due_deliveries(time.time()) == []


@pytest.fixture
def portal() -> Iterator[Portal]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal.Listener)
    listening = Portal(server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield listening
    server.shutdown()
    thread.join()
    server.server_close()


def test_one_round_settles_what_is_due_and_delivers_it(double: Double, portal: Portal) -> None:
    """The bank's late answer is delivered in the round that brings it, signed; what is taken is not sent again."""
    double.service.deliveries.url = portal.url
    double.client.post("/control/", json={"settle_seconds": 0})
    session = double.open()
    double.client.post(f"/pay/{session['id']}", data={"method": "blik", "act": "pay"})
    double.service.deliveries.work()
    double.service.deliveries.work()
    assert double.get(f"/v1/checkout/sessions/{session['id']}")["payment_status"] == "paid"
    told = double.get("/v1/events")["data"][::-1]
    assert [json.loads(body) for body, _header in portal.taken] == told
    assert "checkout.session.async_payment_succeeded" in {event["type"] for event in told}
    secret = secrets.of(double.data)["stripe-webhook"]
    assert all(library.WebhookSignature.verify_header(body, header, secret) for body, header in portal.taken)
    assert double.service.store.undelivered() == 0


def test_delivery_that_nobody_takes_is_given_up(double: Double, monkeypatch: pytest.MonkeyPatch) -> None:
    _deliveries(double)
    monkeypatch.setattr(deliveries, "MOST_ATTEMPTS", 1)
    monkeypatch.setattr(deliveries, "LONGEST_WAIT_SECONDS", 0)
    left = []
    for _round in range(2):
        double.service.deliveries.work()
        left.append(double.service.store.undelivered())
    assert left == [4, 0]


def test_service_that_starts_again_goes_on_delivering(
    double: Double, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    double.paid()
    monkeypatch.setattr(Deliveries, "_forever", Deliveries.work)  # one round, or the thread would outlive the test
    started = create(double.data, Ports(first=portal.port - OFFSETS["portal"])).extensions["double"]
    until = time.monotonic() + 10
    while started.store.undelivered() and time.monotonic() < until:
        time.sleep(0.01)
    assert len(portal.taken) == 4


def test_pages_are_shown(double: Double) -> None:
    session = double.open()
    assert "440.00 PLN" in double.client.get(f"/pay/{session['id']}").get_data(as_text=True)
    assert "440.00 PLN" in double.client.get("/").get_data(as_text=True)
    assert double.client.get("/healthz").get_json() == {"status": "ok"}


def test_nested_bodies() -> None:
    pairs = [("a[b][0][c]", "1"), ("a[b][1][c]", "2"), ("d", "3"), ("e[]", "x"), ("e[]", "y")]
    assert form.nested(pairs) == {
        "a": {"b": {"0": {"c": "1"}, "1": {"c": "2"}}},
        "d": "3",
        "e": {"0": "x", "1": "y"},
    }
    assert json.dumps(form.nested([])) == "{}"
