"""Only what the payment service signed, in these minutes, gets in."""

import hashlib
import hmac
import json
import time
from typing import Any

import pytest

from payments import gateway
from payments.double.deliveries import signature
from payments.errors import Forged
from payments.gateway import StripeNews

BODY = json.dumps(
    {
        "id": "evt_1",
        "object": "event",
        "type": "checkout.session.completed",
        "data": {"object": {"object": "checkout.session", "id": "cs_1", "payment_intent": "pi_1"}},
    }
).encode()
OLD, NEW = "whsec_old", "whsec_new"


@pytest.fixture(autouse=True)
def both_webhook_secrets(settings: Any) -> None:
    """During a rotation both count."""
    settings.STRIPE_WEBHOOK_SECRETS = [NEW, OLD]


def hand_made(scheme: str, *, at: int, secret: str = NEW) -> str:
    return f"t={at},{scheme}={hmac.new(secret.encode(), f'{at}.'.encode() + BODY, hashlib.sha256).hexdigest()}"


@pytest.mark.parametrize("secret", [OLD, NEW])
@pytest.mark.parametrize("seconds", [0, -295, 295])
def test_genuine_news_is_read(secret: str, seconds: int) -> None:
    header = signature(BODY, secret, at=int(time.time()) + seconds)
    assert gateway.read_news(BODY, header) == StripeNews(
        id="evt_1",
        kind="checkout.session.completed",
        object_kind="checkout.session",
        object_id="cs_1",
        intent="pi_1",
    )


def test_two_signatures_of_which_one_is_good_are_enough() -> None:
    now = int(time.time())
    assert gateway.read_news(BODY, hand_made("v1", at=now, secret="x") + "," + hand_made("v1", at=now).split(",")[1])


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nonsense",
        "t=,v1=",
        "v1=abc",
        lambda now: hand_made("v1", at=now - 301),
        lambda now: hand_made("v1", at=now + 301),
        lambda now: hand_made("v1", at=now + 3600),
        lambda now: hand_made("v0", at=now),
        lambda now: hand_made("v1", at=now, secret="whsec_wrong"),
        lambda now: hand_made("v1", at=now).replace(f"t={now}", f"t={now + 1}"),
        lambda now: hand_made("v1", at=now)[:-1] + "0" + "0",
    ],
)
def test_forged_header_is_refused(header: Any) -> None:
    with pytest.raises(Forged):
        gateway.read_news(BODY, header if isinstance(header, str) else header(int(time.time())))


def test_forged_body_is_refused() -> None:
    header = hand_made("v1", at=int(time.time()))
    for tampered in (BODY.replace(b"cs_1", b"cs_2"), BODY + b" ", b"", b"\xff\xfe"):
        with pytest.raises(Forged):
            gateway.read_news(tampered, header)


@pytest.mark.parametrize("body", [b"[]", b"{}", b"1", b"nonsense", b'{"id": "e", "type": "t", "data": {"object": []}}'])
def test_genuine_nonsense_is_refused(body: bytes) -> None:
    with pytest.raises(Forged):
        gateway.read_news(body, signature(body, NEW, at=int(time.time())))


@pytest.mark.parametrize("name", ["x" * 5_000, "evt\0", "\ud800", "zażółć"])
@pytest.mark.parametrize("place", ["id", "object", "intent", "type"])
def test_a_signed_name_that_no_table_holds_is_no_news(name: str, place: str) -> None:
    event: dict[str, Any] = json.loads(BODY)
    thing = event["data"]["object"]
    where, key = {
        "id": (event, "id"),
        "type": (event, "type"),
        "object": (thing, "id"),
        "intent": (thing, "payment_intent"),
    }[place]
    where[key] = name
    body = json.dumps(event).encode()
    with pytest.raises(Forged):
        gateway.read_news(body, signature(body, NEW, at=int(time.time())))
