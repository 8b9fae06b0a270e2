"""What can happen to money: open a session, pay, fail, settle later, expire, refund. Each act tells its events."""

import time
from collections.abc import Callable
from typing import Any

from payments.double import objects
from payments.double.errors import StripeRefusal
from payments.double.store import StripeStore

type Body = dict[str, Any]

SHORTEST_SECONDS, LONGEST_SECONDS = 30 * 60, 24 * 3600
REPEATED = ("success_url", "cancel_url", "client_reference_id", "locale", "customer_email")


class Acts:
    """`tell` is called inside the change with (event type, object)."""

    def __init__(self, store: StripeStore, *, address: str, tell: Callable[[str, Body], None]) -> None:
        self.store = store
        self.address = address
        self.tell = tell

    def open_session(self, asked: Body) -> Body:
        amount, currency = _sum(asked)
        fields = {name: asked.get(name) for name in REPEATED}
        fields["metadata"] = asked.get("metadata", {})
        fields["expires_at"] = _expiry(asked)
        body = objects.session(amount=amount, currency=currency, fields=fields)
        body["url"] = f"{self.address}/pay/{body['id']}"
        # Not Stripe's: what the payment intent will carry, and what is bought
        body["_intent_metadata"] = asked.get("payment_intent_data", {}).get("metadata", {})
        body["_name"] = asked["line_items"]["0"]["price_data"]["product_data"]["name"]
        self.store.put(body)
        return body

    def session(self, name: str) -> Body:
        return self._current(self._found(name, "checkout.session"))

    def expire(self, name: str) -> Body:
        with self.store.change():
            session = self.session(name)
            if session["status"] != "open":
                raise StripeRefusal(
                    400,
                    "",
                    f'Only Checkout Sessions with a status in ["open"] can be expired; this is {session["status"]}.',
                )
            return self._expired(session)

    def pay(self, name: str, *, method: str, succeeds: bool) -> Body:
        """The person's act on the hosted page. A card answers at once, BLIK and Przelewy24 later."""
        with self.store.change():
            session = self.session(name)
            if session["status"] != "open":
                raise StripeRefusal(400, "", "This page is closed: it was paid, or it expired.")
            intent = self._intent_of(session, method)
            if method != "card":
                return self._processing(session, intent, succeeds=succeeds)
            if not succeeds:
                self._declined(intent)
                return session
            session = self._complete(session, "paid")
            self._succeeded(intent)
            self.tell("checkout.session.completed", session)
            return session

    def settle(self, intent_name: str, *, succeeds: bool) -> None:
        """The bank's late answer."""
        with self.store.change():
            intent = self._found(intent_name, "payment_intent")
            if intent["status"] != "processing":
                return
            [session] = [each for each in self.store.all("checkout.session") if each["payment_intent"] == intent["id"]]
            if succeeds:
                self._succeeded(intent)
                session = {**session, "payment_status": "paid"}
                self.store.put(session)
                self.tell("checkout.session.async_payment_succeeded", session)
                return
            self._declined(intent)
            self.tell("checkout.session.async_payment_failed", session)

    def refund(self, asked: Body) -> Body:
        with self.store.change():
            charge = self._charge_of(asked)
            left = charge["amount"] - charge["amount_refunded"]
            amount = int(asked.get("amount", left))
            if left == 0:
                raise StripeRefusal(400, "charge_already_refunded", "Charge has already been refunded.")
            if not 0 < amount <= left:
                raise StripeRefusal(
                    400, "", f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
                )
            refund = objects.refund(
                charge, amount=amount, reason=asked.get("reason"), metadata=asked.get("metadata", {})
            )
            charge["amount_refunded"] += amount
            charge["refunded"] = charge["amount_refunded"] == charge["amount"]
            self.store.put(charge)
            self.store.put(refund)
            self.tell("refund.created", refund)
            self.tell("charge.refunded", charge)
            return refund

    def dispute(self, asked: Body) -> Body:
        """The payer's bank asks for money back, or decides: `status` as Stripe has it."""
        with self.store.change():
            charge = self._charge_of(asked)
            amount, status = int(asked.get("amount") or charge["amount"]), asked.get("status", "needs_response")
            known = [each for each in self.store.all("dispute") if each["charge"] == charge["id"]]
            found = known[0] if known else objects.dispute(charge, amount=amount)
            found = {**found, "amount": amount, "status": status}
            self.store.put({**charge, "disputed": True})
            self.store.put(found)
            kind = "closed" if status in {"won", "lost", "warning_closed"} else "updated" if known else "created"
            self.tell(f"charge.dispute.{kind}", found)
            return found

    def _found(self, name: str, kind: str) -> Body:
        body = self.store.get(name)
        if body is None or body["object"] != kind:
            raise StripeRefusal(404, "resource_missing", f"No such {kind}: '{name}'")
        return body

    def _current(self, session: Body) -> Body:
        """A session past its time is expired, whoever looks first."""
        if session["status"] == "open" and session["expires_at"] <= time.time():
            with self.store.change():
                return self._expired(session)
        return session

    def _expired(self, session: Body) -> Body:
        session = {**session, "status": "expired", "url": None}
        self.store.put(session)
        self.tell("checkout.session.expired", session)
        return session

    def _intent_of(self, session: Body, method: str) -> Body:
        """One intent per session: a second try after a refused card goes on with it."""
        if session["payment_intent"]:
            return self._found(session["payment_intent"], "payment_intent")
        wrong = int(self.store.command().get("wrong_amount", 0))
        amount = session["amount_total"] + wrong
        intent = objects.intent(session, amount=amount, metadata=session["_intent_metadata"], method=method)
        session["payment_intent"] = intent["id"]
        self.store.put(intent)
        self.store.put(session)
        self.tell("payment_intent.created", intent)
        return intent

    def _processing(self, session: Body, intent: Body, *, succeeds: bool) -> Body:
        intent["status"] = "processing"
        self.store.put(intent)
        self.tell("payment_intent.processing", intent)
        session = self._complete(session, "unpaid")
        self.tell("checkout.session.completed", session)
        wait = float(self.store.command().get("settle_seconds", 3))
        self.store.settle_later(intent["id"], due=time.time() + wait, succeeds=succeeds)
        return session

    def _complete(self, session: Body, payment_status: str) -> Body:
        session = {**session, "status": "complete", "payment_status": payment_status, "url": None}
        self.store.put(session)
        return session

    def _succeeded(self, intent: Body) -> None:
        charge = objects.charge(intent)
        intent = {
            **intent,
            "status": "succeeded",
            "amount_received": intent["amount"],
            "latest_charge": charge["id"],
            "last_payment_error": None,
        }
        self.store.put(charge)
        self.store.put(intent)
        self.tell("charge.succeeded", charge)
        self.tell("payment_intent.succeeded", intent)

    def _declined(self, intent: Body) -> None:
        error = {"type": "card_error", "code": "payment_intent_payment_attempt_failed", "message": "Declined."}
        intent = {**intent, "status": "requires_payment_method", "last_payment_error": error}
        self.store.put(intent)
        self.tell("payment_intent.payment_failed", intent)

    def _charge_of(self, asked: Body) -> Body:
        name = asked.get("charge")
        if not name:
            name = self._found(str(asked.get("payment_intent", "")), "payment_intent")["latest_charge"]
        if not name:
            raise StripeRefusal(400, "", "This PaymentIntent does not have a successful charge to refund.")
        return self._found(name, "charge")


def _sum(asked: Body) -> tuple[int, str]:
    if asked.get("mode") != "payment" or not asked.get("success_url") or not asked.get("line_items"):
        raise StripeRefusal(400, "parameter_missing", "mode=payment, success_url and line_items are needed.")
    prices = [(line["price_data"], int(line.get("quantity", 1))) for line in asked["line_items"].values()]
    amount = sum(int(price["unit_amount"]) * quantity for price, quantity in prices)
    if amount < 200:  # noqa: PLR2004  # Stripe's least amount in PLN is 2.00
        raise StripeRefusal(400, "amount_too_small", "The Checkout Session's total amount must be at least 2.00 zł.")
    return amount, str(prices[0][0]["currency"])


def _expiry(asked: Body) -> int:
    now = time.time()
    expires_at = int(asked.get("expires_at", now + LONGEST_SECONDS))
    if not now + SHORTEST_SECONDS - 60 <= expires_at <= now + LONGEST_SECONDS + 60:
        raise StripeRefusal(
            400, "", "The `expires_at` timestamp must be between 30 minutes and 24 hours from creation."
        )
    return expires_at
