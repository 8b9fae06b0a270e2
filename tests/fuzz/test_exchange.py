"""`/gov/v1/` never answers 500, whoever calls, whatever is sent or signed; what it refuses leaves nothing behind."""

import base64
import copy
import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from applications.exchange.portal import receiving, sequencer
from applications.exchange.portal.models import InboundMessage, OutboxMessage
from applications.exchange.protocol.canonical import canonical
from applications.exchange.protocol.envelope import GENESIS, Envelope
from applications.exchange.protocol.errors import Malformed
from tests.applications.exchange.both_halves import Signer, queue_submission
from tests.applications.exchange.conftest import exchange, handled_as_the_exchange, signer  # noqa: F401  # fixtures
from tests.fuzz import addresses, exchange_peers, hostile_input
from tests.fuzz.exchange_peers import Event, Half, Peer
from tests.fuzz.hostile_input import some_of
from tests.fuzz.visitors import Tally

pytestmark = pytest.mark.django_db
EXCHANGE = "config.urls_exchange"
JSON = "application/json"
MISSING = object()
QUERIES = {
    "messages": ("after", "limit"),
    "reconciliation": ("day", "seq", "hash"),
}
DAYS = ("9999-12-31", "0001-01-01", "2026-W01-1", "20260101", "-2026-01-01", "2026-02-30", "٢٠٢٦-٠١-٠١")
RANGES = ("bytes=0-", "bytes=9-1", "bytes=-1", "bytes=²-", "bytes=" + "9" * 15 + "-", "bytes=" + "9" * 5_000 + "-",
          "bytes=0-0,2-3", "bytes=٣-", "items=0-1", "")  # fmt: skip
SIGNATURES = ("", "mos=::", "mos=:AAAA:", "ü" * 300, "mos=:" + "A" * 5_000 + ":", "a=1, a=1", "(((", "mos=();nonce=1",
              'mos=("@method" "@method");keyid="x"', 'mos=("\x7f");created=1e9', "mos=:\t:", "x" * 20_000)  # fmt: skip
COVERED = 'mos=("@method" "@authority" "@target-uri" "content-digest")'
INPUTS = (*SIGNATURES, COVERED, f"{COVERED};created={'9' * 15};keyid=\"x\"", f'{COVERED};created=-1;nonce=""',
          f"{COVERED};created=1.5;keyid=?1;expires={'9' * 400}")  # fmt: skip
CERTIFICATES = (
    "",
    "nonsense",
    "%FF",
    "ü",
    "-----BEGIN CERTIFICATE-----%0AAAAA%0A-----END CERTIFICATE-----",
    "x" * 9_000,
)
DATES = ("9999-99-99T99:99:99Z", "0000-00-00T00:00:00Z", "2026-01-01T00:00:00+99:99", "9999-12-31T23:59:59-23:59")
JUNK = (*hostile_input.JSON_VALUES, *DATES, "0" * 64, GENESIS, 2**63, MISSING)


@pytest.fixture
def message_sent(exchange: object, signer: Signer, settings: Settings) -> OutboxMessage:  # noqa: F811
    """One message of ours in the stream, at the host of the exchange alone."""
    settings.ROLE = "exchange"
    message = queue_submission(signer)
    sequencer.number()
    message.refresh_from_db()
    return message


@pytest.mark.parametrize("who", ["connector", "nobody"])
def test_no_operation_is_answered_500(
    message_sent: OutboxMessage, who: str, record_property: Callable[[str, object], None]
) -> None:
    tally = Tally()
    peer = Peer(tally, certificate(who))
    routes = addresses.routes(EXCHANGE)
    for turn, route in enumerate(routes):
        for address in addresses.of(route, parts_of(message_sent)):
            _fuzz(peer, address, turn)
    check_tally(tally, record_property)
    assert (len(routes), tally.counts["requests"] >= 850) == (7, True), tally.counts
    assert ("200" in tally.counts) == (who == "connector")


def test_no_signature_or_certificate_is_answered_500(
    message_sent: OutboxMessage, settings: Settings, record_property: Callable[[str, object], None]
) -> None:
    """In place of the connector's own headers, straight or behind a proxy."""
    tally = Tally()
    for peer in (Peer(tally, certificate("connector")), Peer(tally, certificate("server"))):
        for name, values in (("Signature", SIGNATURES), ("Signature-Input", INPUTS), ("Content-Digest", SIGNATURES)):
            for value in values:
                peer.send("GET", "/gov/v1/head", headers={name: value})
                peer.send("POST", "/gov/v1/inbound", b"{}", JSON, headers={name: value, "Signature": value})
        settings.EXCHANGE_BEHIND_PROXY = True
        for value in CERTIFICATES:
            peer.send("GET", "/gov/v1/head", headers={"X-Client-Certificate": value})
    check_tally(tally, record_property)
    assert tally.counts["403"] >= 150


@pytest.mark.parametrize("nonce", ["n" * 5_000, "", " "])
def test_no_signed_nonce_is_answered_500(
    message_sent: OutboxMessage, nonce: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = Tally()
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size: nonce)
    Peer(tally, certificate("connector")).send("GET", "/gov/v1/head")
    assert not tally.broken, tally.told()


@pytest.mark.parametrize("who", ["connector", "nobody"])
def test_half_an_upload_is_no_500(message_sent: OutboxMessage, who: str) -> None:
    tally = Tally()
    peer, cut_off = Peer(tally, certificate(who)), Peer(tally, certificate(who))
    cut_off.extra |= {"wsgi.input": Half(), "CONTENT_LENGTH": "5000"}
    body = message(exchange_peers.signed(exchange_peers.receipt(message_sent)))
    for address in ("/gov/v1/receipts", "/gov/v1/inbound", "/gov/v1/head"):
        cut_off.send("POST", address, body, JSON)
        for end in (1, len(body) // 2, len(body) - 1):
            peer.send("POST", address, body[:end], JSON)
    assert not tally.broken, tally.told()
    assert (tally.counts["requests"], "200" in tally.counts) == (12, False)


@pytest.mark.parametrize("kind", ["receipts", "inbound"])
def test_no_signed_junk_is_answered_500(
    message_sent: OutboxMessage, kind: str, record_property: Callable[[str, object], None]
) -> None:
    """The register's own key signs it: an envelope with any value at any place."""
    tally = Tally()
    peer, address = Peer(tally, certificate("connector")), f"/gov/v1/{kind}"
    good = exchange_peers.receipt(message_sent) if kind == "receipts" else exchange_peers.officer(message_sent.case_id)
    parts = {} if kind == "receipts" else {"body.json": base64.b64encode(exchange_peers.SEALED).decode()}
    assert peer.send("POST", address, message(exchange_peers.signed(good), parts), JSON).status_code == 200
    for event in junk(good):
        peer.send("POST", address, message(exchange_peers.signed(event), parts), JSON)
    for token in tokens(exchange_peers.signed(good)):
        peer.send("POST", address, message(token, parts), JSON)
    for value in JUNK[:-1]:
        for posted in (value, {"body.json": value}, {"body.json": "AAAA", "x": value}):
            peer.send("POST", address, message(exchange_peers.signed(good), posted), JSON)
    check_tally(tally, record_property)
    assert tally.counts["requests"] >= 400
    assert {"200", "400", "403", "409"} <= set(tally.counts)


def test_a_planted_crash_is_caught(message_sent: OutboxMessage, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(envelope: Envelope, *, receipts: bool) -> None:
        if envelope.case_seq == 2**63:
            raise LookupError("planted")

    monkeypatch.setattr(receiving, "_check", crash)
    tally = Tally()
    for event in junk(exchange_peers.receipt(message_sent)):
        Peer(tally, certificate("connector")).send(
            "POST", "/gov/v1/receipts", message(exchange_peers.signed(event)), JSON
        )
    assert any("planted" in each for each in tally.broken), tally.told()


def test_what_a_refused_one_stores_is_caught(message_sent: OutboxMessage, monkeypatch: pytest.MonkeyPatch) -> None:
    def keep(envelope: Envelope, **_also: object) -> None:
        receiving._keep(envelope, "", {})
        raise Malformed("too late")

    monkeypatch.setattr(receiving, "_check", keep)
    tally = Tally()
    body = message(exchange_peers.signed(exchange_peers.receipt(message_sent)))
    assert Peer(tally, certificate("connector")).send("POST", "/gov/v1/receipts", body, JSON).status_code == 400
    assert ["stored" in each for each in tally.broken] == [True]
    assert InboundMessage.objects.count() == 0


def check_tally(tally: Tally, record_property: Callable[[str, object], None]) -> None:
    record_property("requests", tally.counts)
    assert not tally.broken, tally.told()


def certificate(who: str) -> Path | None:
    pki = Path(django_settings.EXCHANGE_PKI)
    return {"connector": pki / "connector" / "client.pem", "server": pki / "server.pem"}.get(who)


def parts_of(sent: OutboxMessage) -> addresses.Parts:
    return {"message_id": [str(sent.pk), hostile_input.NOBODY], "number": ["0", "9", "9" * 300]}


def message(signed: object, parts: object = None) -> bytes:
    return json.dumps({"signed": signed, "parts": {} if parts is None else parts}).encode()


def junk(event: Event) -> Iterator[Event]:
    """Each field, each of the data, each of the first part, with each value."""
    places: list[tuple[Any, ...]] = [(name,) for name in event]
    places += [("data", name) for name in event.get("data", ())]
    places += [("parts", 0, name) for name in (event["parts"] or [{}])[0]]
    for path in places:
        for value in JUNK:
            body: Any = copy.deepcopy(event)
            inner = body
            for name in path[:-1]:
                inner = inner[name]
            inner.pop(path[-1], None)
            if value is not MISSING:
                inner[path[-1]] = value
            yield body


def tokens(good: str) -> Iterator[object]:
    """What is no signature, or is one of something else."""
    head, body, signature = good.split(".")
    yield from (*JUNK[:-1], "..", f"{head}..{signature}", f"{head}.{body}.", f"{body}.{head}.{signature}", good * 9)
    for header in (b"[]", b"1", b"{", b"\xff", b'{"alg": "none"}', b'{"alg": "Ed25519", "kid": []}', b"[" * 60_000,
                   b'{"alg": "Ed25519", "kid": "x", "typ": {}}', b'{"alg": 1, "crit": ["b64"], "b64": false}',
                   b'{"enc": "A256GCM", "alg": "dir"}'):  # fmt: skip
        encoded = base64.urlsafe_b64encode(header).decode().rstrip("=")
        yield from (f"{encoded}.{body}.{signature}", f"{encoded}.{body}.", f"{encoded}....")
    kid = json.loads(base64.urlsafe_b64decode(head + "=="))
    for field, value in (("crit", ["b64"]), ("b64", False), ("crit", [1]), ("jwk", {}), ("alg", "none"), ("alg", [])):
        changed = base64.urlsafe_b64encode(canonical({**kid, field: value})).decode().rstrip("=")
        yield f"{changed}.{body}.{signature}"


def _fuzz(peer: Peer, address: str, turn: int) -> None:
    for method in ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"):
        peer.send(method, address)
    for body in hostile_input.RAW_JSON:
        peer.send("POST", address, body, JSON)
    for content_type, body in hostile_input.BODIES:
        peer.send("POST", address, body, content_type)
    for value in RANGES if "/blobs/" in address else ():
        peer.send("GET", address, headers={"Range": value})
    for headers in some_of(hostile_input.HEADERS, turn, 5):
        peer.send("GET", address, headers=headers)
    for query in _queries(address.rpartition("/")[2]):
        peer.send("GET", f"{address}?{query}")
    for segment in hostile_input.SEGMENTS:
        peer.send("GET", f"{address}/{segment}")
        peer.send("GET", f"{address.rpartition('/')[0]}/{segment}")


def _queries(operation: str) -> Iterator[str]:
    yield from hostile_input.QUERIES
    day = "" if operation != "reconciliation" else "day=2026-01-01&"
    for name in QUERIES.get(operation, ()):
        for value in (*hostile_input.VALUES, *(each.encode() for each in DAYS), b"0" * 64, b"9" * 15):
            yield f"{day if name != 'day' else ''}{name}={quote(value)}"
    yield f"{day}seq={'9' * 15}&hash={uuid4().hex * 2}"
