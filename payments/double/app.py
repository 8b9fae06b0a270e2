"""The double's web application: Stripe's API, the page where a person pays, and the commands that make it misbehave."""

import hmac
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from launch import secrets
from launch.ports import Ports, from_environment
from payments.double import objects
from payments.double.acts import Acts
from payments.double.deliveries import Deliveries
from payments.double.errors import StripeRefusal
from payments.double.form import nested
from payments.double.store import StripeStore

type Body = dict[str, Any]

WEBHOOK_PATH = "/api/v1/payments/stripe/webhook/"
COMMANDS: Body = {
    "drop": False,
    "duplicate": False,
    "reorder": False,
    "delay_seconds": 0,
    "secret": "",
    "wrong_amount": 0,
    "settle_seconds": 3,
    "down": False,
}


def create(
    data: Path | None = None, ports: Ports | None = None, *, folder: Path | None = None, delivers: bool = True
) -> Flask:
    """The application over one data folder; `delivers=False` leaves the rounds of deliveries to the caller."""
    data = data or Path(os.environ["DATA"])
    ports = ports or from_environment()
    keys = secrets.of(data)
    store = StripeStore(folder or data / "stripe-double")
    service = StripeDouble(store, ports, key=keys["stripe"], webhook_secret=keys["stripe-webhook"])
    app = Flask(__name__)
    app.extensions["double"] = service
    _route(app, service)
    app.register_error_handler(StripeRefusal, lambda refused: (refused.body, refused.status))
    if delivers:
        service.deliveries.start()
    return app


def _route(app: Flask, service: "StripeDouble") -> None:
    app.add_url_rule("/", view_func=service.start)
    app.add_url_rule("/healthz", endpoint="healthz", view_func=lambda: {"status": "ok"})
    app.add_url_rule("/v1/checkout/sessions", view_func=service.create_session, methods=["POST"])
    app.add_url_rule("/v1/checkout/sessions", view_func=service.list_sessions)
    app.add_url_rule("/v1/checkout/sessions/<name>", view_func=service.retrieve_session)
    app.add_url_rule("/v1/checkout/sessions/<name>/expire", view_func=service.expire_session, methods=["POST"])
    app.add_url_rule("/v1/payment_intents/<name>", view_func=service.retrieve_intent)
    app.add_url_rule("/v1/refunds", view_func=service.create_refund, methods=["POST"])
    app.add_url_rule("/v1/refunds", view_func=service.list_refunds)
    app.add_url_rule("/v1/disputes", view_func=service.list_disputes)
    app.add_url_rule("/v1/events", view_func=service.list_events)
    app.add_url_rule("/pay/<name>", view_func=service.page)
    app.add_url_rule("/pay/<name>", view_func=service.pay, methods=["POST"])
    app.add_url_rule("/control/", view_func=service.control, methods=["GET", "POST"])
    app.add_url_rule("/control/settle/", view_func=service.settle_now, methods=["POST"])
    app.add_url_rule("/control/dispute/", view_func=service.dispute_now, methods=["POST"])


class StripeDouble:
    """The views, and what they share."""

    def __init__(self, store: StripeStore, ports: Ports, *, key: str, webhook_secret: str) -> None:
        self.store = store
        self.key = key
        self.deliveries = Deliveries(
            store,
            url=ports.address("portal") + WEBHOOK_PATH,
            secret=webhook_secret,
            settle=lambda intent, succeeds: self.acts.settle(intent, succeeds=succeeds),
        )
        self.acts = Acts(store, address=ports.address("stripe"), tell=self.deliveries.tell)

    # Stripe's API

    def create_session(self) -> ResponseReturnValue:
        return self._once(self.acts.open_session)

    def list_sessions(self) -> ResponseReturnValue:
        self._permit()
        wanted = request.args.get("payment_intent")
        sessions = [each for each in self.store.all("checkout.session") if wanted in {None, each["payment_intent"]}]
        return objects.listing("/v1/checkout/sessions", [self._shown(each) for each in sessions])

    def retrieve_session(self, name: str) -> ResponseReturnValue:
        self._permit()
        return self._shown(self.acts.session(name))

    def expire_session(self, name: str) -> ResponseReturnValue:
        return self._once(lambda _: self.acts.expire(name))

    def retrieve_intent(self, name: str) -> ResponseReturnValue:
        self._permit()
        found = self.store.get(name)
        if found is None or found["object"] != "payment_intent":
            raise StripeRefusal(404, "resource_missing", f"No such payment_intent: '{name}'")
        return self._shown(found)

    def create_refund(self) -> ResponseReturnValue:
        return self._once(self.acts.refund)

    def list_refunds(self) -> ResponseReturnValue:
        self._permit()
        return objects.listing("/v1/refunds", self._asked_for("refund"))

    def list_disputes(self) -> ResponseReturnValue:
        self._permit()
        return objects.listing("/v1/disputes", self._asked_for("dispute"))

    def list_events(self) -> ResponseReturnValue:
        self._permit()
        return objects.listing("/v1/events", self.store.all("event"))

    def _asked_for(self, kind: str) -> list[Body]:
        """Of one payment, or all; of all time, or since a moment."""
        intent, since = request.args.get("payment_intent"), request.args.get("created[gte]", "0")
        found = [each for each in self.store.all(kind) if intent in {None, each["payment_intent"]}]
        return [each for each in found if each["created"] >= int(since)]

    # The person's page

    def start(self) -> ResponseReturnValue:
        return render_template("start.html", sessions=self.store.all("checkout.session")[:20])

    def page(self, name: str) -> ResponseReturnValue:
        session = self.acts.session(name)
        is_open = session["status"] == "open"
        return render_template("pay.html", session=session, is_open=is_open, declined=request.args.get("declined"))

    def pay(self, name: str) -> ResponseReturnValue:
        act = request.form.get("act", "")
        if act == "cancel":
            return redirect(self.acts.session(name)["cancel_url"], 303)
        method = request.form.get("method", "")
        if method not in objects.METHODS or act not in {"pay", "fail"}:
            abort(400)
        session = self.acts.pay(name, method=method, succeeds=act == "pay")
        if session["status"] == "open":
            return redirect(f"/pay/{name}?declined=1", 303)
        return redirect(session["success_url"].replace("{CHECKOUT_SESSION_ID}", name), 303)

    # Commands

    def control(self) -> ResponseReturnValue:
        if request.method == "POST":
            commands = request.get_json()
            if not set(commands) <= set(COMMANDS):
                abort(400)
            self.store.set_command(commands)
        return {**COMMANDS, **self.store.command(), "undelivered": self.store.undelivered()}

    def dispute_now(self) -> ResponseReturnValue:
        """A payer's bank disputes a payment, or decides a dispute: payment_intent, amount, status."""
        return self._shown(self.acts.dispute(request.get_json()))

    def settle_now(self) -> ResponseReturnValue:
        """Every late answer comes at once."""
        taken = self.store.take_pending(time.time() + 10**9)
        for intent, succeeds in taken:
            self.acts.settle(intent, succeeds=succeeds)
        return {"settled": len(taken)}

    def _permit(self) -> None:
        if self.store.command().get("down"):
            abort(503)
        given = request.authorization
        offered = (given.token or given.username or "") if given else ""
        if not hmac.compare_digest(offered, self.key):
            raise StripeRefusal(401, "", "Invalid API Key provided", kind="invalid_request_error")

    def _once(self, act: Callable[[Body], Body]) -> ResponseReturnValue:
        """Under one idempotency key, one act and one answer; errors are remembered too, as Stripe does."""
        self._permit()
        key = request.headers.get("Idempotency-Key", "")
        asked = request.path + "?" + request.get_data(as_text=True)
        with self.store.change():
            known = self.store.answer(key) if key else None
            if known and known[0] != asked:
                raise StripeRefusal(
                    400,
                    "",
                    "Keys for idempotent requests can only be used with the same parameters.",
                    kind="idempotency_error",
                )
            if known:
                return known[2], known[1], {"Idempotent-Replayed": "true"}
            status, body = self._answer(act)
            if key:
                self.store.remember(key, request=asked, status=status, body=body)
            return body, status

    def _answer(self, act: Callable[[Body], Body]) -> tuple[int, Body]:
        try:
            return 200, self._shown(act(nested(request.form.items(multi=True))))
        except StripeRefusal as refused:
            return refused.status, refused.body

    def _shown(self, body: Body) -> Body:
        """Without our own notes, with what `expand[]` asks for."""
        shown = {name: value for name, value in body.items() if not name.startswith("_")}
        asked = [*request.args.items(multi=True), *request.form.items(multi=True)]
        for path in (value for name, value in asked if name.startswith("expand")):
            self._expand(shown, path.split("."))
        return shown

    def _expand(self, body: Body, path: list[str]) -> None:
        first, *rest = path
        value = body.get(first)
        if isinstance(value, str):
            body[first] = value = self.store.get(value)
        if rest and isinstance(value, dict):
            self._expand(value, rest)
