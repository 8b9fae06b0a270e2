"""Stripe's objects, in the fields that a portal reads and the ones that Stripe always sends."""

import secrets
import string
import time
from typing import Any

type Body = dict[str, Any]

ALPHABET = string.ascii_letters + string.digits
API_VERSION = "2026-10-28.basil"
METHODS = ["card", "blik", "p24"]


def new_id(prefix: str) -> str:
    return prefix + "_test_" + "".join(secrets.choice(ALPHABET) for _ in range(32))


def session(*, amount: int, currency: str, fields: Body) -> Body:
    """A Checkout Session, open; `fields` are what the caller sent and Stripe repeats."""
    return {
        "id": new_id("cs"),
        "object": "checkout.session",
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "created": int(time.time()),
        "custom_fields": [],
        "custom_text": {
            "after_submit": None,
            "shipping_address": None,
            "submit": None,
            "terms_of_service_acceptance": None,
        },
        "livemode": False,
        "mode": "payment",
        "payment_method_types": METHODS,
        "payment_status": "unpaid",
        "shipping_options": [],
        "amount_subtotal": amount,
        "amount_total": amount,
        "currency": currency,
        "payment_intent": None,
        "status": "open",
        **fields,
    }


def intent(of: Body, *, amount: int, metadata: Body, method: str) -> Body:
    return {
        "id": new_id("pi"),
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_received": 0,
        "capture_method": "automatic",
        "confirmation_method": "automatic",
        "created": int(time.time()),
        "currency": of["currency"],
        "livemode": False,
        "metadata": metadata,
        "payment_method_types": [method],
        "status": "requires_payment_method",
        "latest_charge": None,
        "last_payment_error": None,
    }


def charge(of: Body) -> Body:
    """A charge that succeeded for the whole amount."""
    return {
        "id": new_id("ch"),
        "object": "charge",
        "amount": of["amount"],
        "amount_captured": of["amount"],
        "amount_refunded": 0,
        "billing_details": {"address": None, "email": None, "name": None, "phone": None, "tax_id": None},
        "captured": True,
        "created": int(time.time()),
        "currency": of["currency"],
        "disputed": False,
        "livemode": False,
        "metadata": of["metadata"],
        "paid": True,
        "payment_intent": of["id"],
        "refunded": False,
        "status": "succeeded",
    }


def refund(of: Body, *, amount: int, reason: str | None, metadata: Body) -> Body:
    return {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "charge": of["id"],
        "created": int(time.time()),
        "currency": of["currency"],
        "metadata": metadata,
        "payment_intent": of["payment_intent"],
        "reason": reason,
        "status": "succeeded",
    }


def dispute(of: Body, *, amount: int) -> Body:
    return {
        "id": new_id("dp"),
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [],
        "charge": of["id"],
        "created": int(time.time()),
        "currency": of["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {},
        "evidence_details": {"due_by": None, "has_evidence": False, "past_due": False, "submission_count": 0},
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": of["payment_intent"],
        "reason": "general",
        "status": "needs_response",
    }


def event(kind: str, body: Body) -> Body:
    return {
        "id": new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": int(time.time()),
        "data": {"object": body},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }


def listing(url: str, bodies: list[Body]) -> Body:
    return {"object": "list", "url": url, "has_more": False, "data": bodies}
