"""The only `import stripe`: opens, asks, expires, refunds, and knows whether an event is Stripe's.

Works unchanged against Stripe and against the double: only the address and the keys differ.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import stripe
from django.conf import settings

from payments.errors import Forged, ServiceDown, ServiceRefused
from payments.states import PaymentFacts, Terms

TIMEOUT_SECONDS = 10
TOLERANCE_SECONDS = 300
METHODS = ("card", "blik", "p24")
LOCALES = frozenset({"pl", "en", "ru", "fr", "vi"})  # of ours, those that Checkout speaks
LONGEST_NAME = 200  # as long as the columns
CHECKOUT_OBJECT = "checkout.session"
# A payer's bank asks for the money back; the first two are mere questions so far
UNDECIDED = frozenset({"warning_needs_response", "warning_under_review", "needs_response", "under_review"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What one Checkout Session is opened for."""

    terms: Terms
    name: str
    language: str
    expires_at: int
    return_url: str
    cancel_url: str
    account: str
    idempotency_key: str
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripeNews:
    """An event that was proved genuine: which object it is about. What happened to it is fetched."""

    id: str
    kind: str
    object_kind: str
    object_id: str
    intent: str


def is_live() -> bool:
    return "_live_" in settings.STRIPE_SECRET_KEY


def open_session(purchase: Purchase) -> PaymentFacts:
    """The same purchase under the same key opens one session, however often it is asked."""
    terms = purchase.terms
    parameters: dict[str, Any] = {
        "mode": "payment",
        "payment_method_types": list(METHODS),
        "client_reference_id": terms.reference,
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": terms.currency.lower(),
                    "unit_amount": terms.amount,
                    "product_data": {"name": purchase.name},
                },
            }
        ],
        "metadata": dict(purchase.metadata),
        "payment_intent_data": {"metadata": dict(purchase.metadata)},
        "expires_at": purchase.expires_at,
        "locale": purchase.language if purchase.language in LOCALES else "auto",
        "success_url": purchase.return_url,
        "cancel_url": purchase.cancel_url,
    }
    options = _options(purchase.account, purchase.idempotency_key)
    return _facts(_call(_sessions().create, params=parameters, options=options))


def fetch(session_id: str, account: str) -> PaymentFacts:
    """The truth of this moment."""
    parameters = {"expand": ["payment_intent.latest_charge"]}
    session = _call(_sessions().retrieve, session_id, params=parameters, options=_options(account))
    charge = _charge(session)
    return _facts(session, _disputes(_id(session.payment_intent), account) if charge and charge.disputed else [])


def expire(session_id: str, account: str) -> None:
    """Raises ServiceRefused when it is no longer open."""
    _call(_sessions().expire, session_id, options=_options(account))


def refund(intent: str, account: str, *, idempotency_key: str, amount: int) -> None:
    """Once under one key, however often it is asked; and not at all where all of it went back already."""
    parameters = {"payment_intent": intent, "reason": "duplicate", "amount": amount}
    try:
        _call(_client().v1.refunds.create, params=parameters, options=_options(account, idempotency_key))
    except ServiceRefused as refused:
        if refused.reason != "charge_already_refunded":
            raise


def session_of(intent: str) -> str:
    """The session of a payment intent on the platform's account, or empty."""
    found = _call(_sessions().list, params={"payment_intent": intent, "limit": 1}, options=_options(""))
    return str(found.data[0].id) if found.data else ""


def went_back(account: str, *, since: datetime) -> set[str]:
    """Payment intents of which money was given or asked back since then; as many calls as there are pages of those."""
    parameters = {"created": {"gte": int(since.timestamp())}, "limit": 100}
    lists = (_client().v1.refunds.list, _client().v1.disputes.list)
    found = [each for ask in lists for each in _call(_all_of, ask, parameters, _options(account))]
    return {intent for each in found if (intent := _id(each.payment_intent))}


def _all_of(ask: Callable[..., Any], parameters: dict[str, Any], options: dict[str, str]) -> list[Any]:
    return list(ask(params=parameters, options=options).auto_paging_iter())


def read_news(body: bytes, header: str) -> StripeNews:
    """Raises Forged unless one of our secrets signed exactly these bytes within five minutes of now, either side."""
    if not any(_signed(body, header, secret) for secret in settings.STRIPE_WEBHOOK_SECRETS):
        raise Forged("signature")
    # stripe-python looks at old events only; a time far ahead would keep an event replayable for ever
    if abs(time.time() - _signed_at(header)) > TOLERANCE_SECONDS:
        raise Forged("time")
    try:
        event = json.loads(body)
        thing = event["data"]["object"]
        return StripeNews(
            id=_name(event["id"]),
            kind=_name(event["type"]),
            object_kind=_name(thing["object"]),
            object_id=_name(thing.get("id") or ""),
            intent=_name(_id(thing.get("payment_intent"))),
        )
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise Forged("content") from error


def _name(thing: Any) -> str:
    """Of an object or a kind: short plain ASCII, or it is none of the service's and no table could hold it."""
    name = str(thing)
    if len(name) > LONGEST_NAME or not name.isascii() or not name.isprintable():
        raise ValueError("not a name")
    return name


def _signed(body: bytes, header: str, secret: str) -> bool:
    try:
        stripe.WebhookSignature.verify_header(body, header, secret, TOLERANCE_SECONDS)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False
    return True


def _signed_at(header: str) -> int:
    return next(int(part[2:]) for part in header.split(",") if part.startswith("t="))


def _sessions() -> Any:  # the service's own types say less than its objects
    return _client().v1.checkout.sessions


def _client() -> stripe.StripeClient:
    return _client_of(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_URL)


@cache
def _client_of(key: str, address: str) -> stripe.StripeClient:
    client = stripe.RequestsClient(timeout=TIMEOUT_SECONDS)
    return stripe.StripeClient(key, base_addresses={"api": address}, http_client=client, max_network_retries=1)


def _options(account: str, idempotency_key: str = "") -> dict[str, str]:
    options = {"stripe_account": account, "idempotency_key": idempotency_key}
    return {name: value for name, value in options.items() if value}


def _call(act: Callable[..., Any], *arguments: Any, **parameters: Any) -> Any:
    try:
        return act(*arguments, **parameters)
    except (stripe.InvalidRequestError, stripe.IdempotencyError, stripe.CardError) as error:
        raise ServiceRefused(error.code or "") from error
    except stripe.StripeError as error:
        raise ServiceDown from error


def _disputes(intent: str, account: str) -> list[Any]:
    found = _call(
        _client().v1.disputes.list, params={"payment_intent": intent, "limit": 100}, options=_options(account)
    )
    return list(found.data)


def _charge(session: Any) -> stripe.Charge | None:
    intent = session.payment_intent
    charge = intent.latest_charge if isinstance(intent, stripe.PaymentIntent) else None
    return charge if isinstance(charge, stripe.Charge) else None


def _facts(session: Any, disputes: Sequence[Any] = ()) -> PaymentFacts:
    intent, charge = session.payment_intent, _charge(session)
    expanded = intent if isinstance(intent, stripe.PaymentIntent) else None
    terms = Terms(
        amount=session.amount_total,
        currency=session.currency.upper(),
        reference=session.client_reference_id or "",
        livemode=session.livemode,
    )
    return PaymentFacts(
        session=session.id,
        status=session.status,
        terms=terms,
        payment_status=session.payment_status,
        url=session.url or "",
        intent=_id(intent),
        intent_status=expanded.status if expanded else "",
        is_declined=bool(expanded and expanded.last_payment_error),
        amount_received=expanded.amount_received if expanded else 0,
        amount_refunded=charge.amount_refunded if charge else 0,
        amount_disputed=sum(each.amount for each in disputes if each.status in UNDECIDED),
        amount_lost=sum(each.amount for each in disputes if each.status == "lost"),
    )


def _id(thing: Any) -> str:
    """The id of an object that may be given whole, as an id, or not at all."""
    if thing is None or isinstance(thing, str):
        return thing or ""
    return str(thing["id"])
