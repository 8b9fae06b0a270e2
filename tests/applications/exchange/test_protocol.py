"""The protocol alone: envelopes, sealing, signatures. Every way to cheat that exchange.md names is refused."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver, algorithms
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import OKPKey

from applications.exchange.protocol import canonical, http, jws, keys, kinds, parts
from applications.exchange.protocol import envelope as envelopes
from applications.exchange.protocol.canonical import parse, parse_object
from applications.exchange.protocol.envelope import GENESIS, PORTAL, Envelope, PartInfo
from applications.exchange.protocol.errors import CannotOpen, ChainBroken, Malformed, SignatureInvalid
from applications.exchange.protocol.hpke import PartPlace
from applications.exchange.protocol.payloads import SCHEMAS
from applications.exchange.protocol.text import clean, clean_all
from procedures.language import repertoire

PKI = Path(settings.EXCHANGE_PKI)
URL = "https://127.0.0.1:9000/gov/v1/messages?after=0"
PART = PartInfo(name="payload.json", bytes=3, sha256="0" * 64, kid="k")


@pytest.fixture(scope="module")
def signing_key() -> OKPKey:
    return keys.signing(PKI / "connector" / "signing.json")


def envelope(**changes: Any) -> Envelope:
    made = Envelope(
        id=UUID(int=1),
        kind="submission",
        source=PORTAL,
        case_id=UUID(int=2),
        time="2026-11-22T20:00:00Z",
        case_seq=1,
        stream_seq=1,
        prev_hash=GENESIS,
        parts=(PART,),
    )
    return replace(made, **changes)


def test_an_envelope_survives_the_wire() -> None:
    assert envelopes.read(parse(canonical(envelope().as_json()))) == envelope()


@pytest.mark.parametrize(
    "change",
    [
        {"id": str(UUID(int=9))},
        {"subject": str(UUID(int=9))},
        {"type": "pl.gov.pobyt.query.v1"},
        {"caseseq": 2},
        {"streamseq": 2},
        {"prevhash": "1" * 64},
        {"hash": "1" * 64},
        {"parts": []},
        {"parts": [PART.as_json() | {"sha256": "1" * 64}]},
        {"parts": [PART.as_json() | {"name": "other.json"}]},
        {"data": {"more": 1}},
    ],
)
def test_a_changed_envelope_does_not_match_its_hash(change: dict[str, object]) -> None:
    with pytest.raises(ChainBroken):
        envelopes.read(envelope().as_json() | change)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "pl.gov.pobyt.submission.v2"},
        {"type": "pl.gov.pobyt.secret.v1"},
        {"specversion": "0.3"},
        {"id": "1"},
        {"caseseq": 0},
        {"streamseq": True},
        {"parts": [PART.as_json(), PART.as_json()]},
        {"parts": [PART.as_json() | {"name": "../../etc/passwd"}]},
        {"parts": [PART.as_json() | {"enc": "none"}]},
        {"parts": [PART.as_json() | {"bytes": 10**12}]},
        {"source": "/elsewhere"},
    ],
)
def test_a_malformed_envelope_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        envelopes.read(envelope().as_json() | change)


def test_a_minor_version_may_add_fields() -> None:
    assert envelopes.read(envelope().as_json() | {"paymentref": "x"}) == envelope()


def test_a_hole_a_swap_and_a_fork_break_the_chain() -> None:
    first = envelope()
    second = envelope(id=UUID(int=3), stream_seq=2, prev_hash=first.hash)
    third = envelope(id=UUID(int=4), stream_seq=3, prev_hash=second.hash)
    assert envelopes.verify_chain([first, second, third]) == (3, third.hash)
    fork = envelope(id=UUID(int=5), stream_seq=2, prev_hash=GENESIS)
    for broken in ([first, third], [second, first], [first, fork], [first, second, second]):
        with pytest.raises(ChainBroken):
            envelopes.verify_chain(broken)


@pytest.mark.parametrize(
    "content",
    [b"[" * 30 + b"]" * 30, b'{"a":1,"a":2}', b"NaN", b"\xff", b"{", b"1" * 3_000_000, b"[1e400]x"],
)
def test_hostile_json_is_refused(content: bytes) -> None:
    with pytest.raises(Malformed):
        parse(content)


def test_an_object_is_asked_for_and_nothing_else_taken() -> None:
    with pytest.raises(Malformed):
        parse_object(b"[]")


def test_sealed_bytes_open_in_their_place_only() -> None:
    public = keys.sealing(PKI / "public" / "register-hpke.json")
    private = keys.opening(PKI / "register" / "hpke.json")[public.kid]
    place = PartPlace(kind="submission", message_id=uuid4(), part="application.xml")
    sealed = public.seal(b"content", place)
    assert private.open(sealed, place) == b"content"
    assert "content" not in repr(private)
    elsewhere = [
        replace(place, part="payload.json"),
        replace(place, message_id=uuid4()),
        replace(place, kind="attachment"),
    ]
    for wrong in elsewhere:
        with pytest.raises(CannotOpen):
            private.open(sealed, wrong)
    for damaged in (sealed[:-1] + bytes([sealed[-1] ^ 1]), b"", sealed[:40]):
        with pytest.raises(CannotOpen):
            private.open(damaged, place)
    (somebody_else,) = keys.opening(PKI / "portal" / "hpke.json").values()
    with pytest.raises(CannotOpen):
        somebody_else.open(sealed, place)


def test_a_signed_thing_is_what_it_says_and_by_whom(signing_key: OKPKey) -> None:
    token = jws.sign({"a": 1}, signing_key, type="manifest")
    assert signing_key.kid is not None
    other = OKPKey.generate_key("Ed25519", parameters={"kid": signing_key.kid})
    assert jws.verify(token, [signing_key], type="manifest") == {"a": 1}
    header, payload, signature = token.split(".")
    for bad in (token[:-4] + "AAAA", f"{header}.{payload}x.{signature}", "no token", "a.b.c", ""):
        with pytest.raises(SignatureInvalid):
            jws.verify(bad, [signing_key], type="manifest")
    for trusted, type in (([signing_key], "receipt"), ([other], "manifest"), ([], "manifest")):
        with pytest.raises(SignatureInvalid):
            jws.verify(token, trusted, type=type)
    with pytest.raises(ValueError, match="sign digests"):
        jws.sign({"a": "x" * 100_000}, signing_key, type="manifest")


def signed(key: OKPKey, body: bytes = b"{}", *, now: datetime | None = None) -> http.SignedRequest:
    request = http.SignedRequest(method="POST", url=URL)
    http.sign(request, body, key, now=now)
    return request


def signed_loosely(key: OKPKey, *components: str, nonce: str | None = None) -> http.SignedRequest:
    """As the library would by itself, without the wrapper's settings."""
    request = http.SignedRequest(method="POST", url=URL)
    assert key.kid
    private = key.private_key
    assert isinstance(private, Ed25519PrivateKey)
    resolver = MappingKeyResolver(public_keys={}, private_keys={key.kid: private})
    HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=resolver).sign(
        request, key_id=key.kid, covered_component_ids=components, nonce=nonce, body=b"{}"
    )
    return request


def test_a_good_request_gives_its_nonce_for_the_store(signing_key: OKPKey) -> None:
    request = signed(signing_key)
    assert http.verify(request, b"{}", [signing_key]) == http.verify(
        request, b"{}", [signing_key]
    )  # a replay: the store's to refuse


def test_a_changed_path_is_refused(signing_key: OKPKey) -> None:
    with pytest.raises(SignatureInvalid):
        http.verify(replace(signed(signing_key), url=URL.replace("after=0", "after=9")), b"{}", [signing_key])
    with pytest.raises(SignatureInvalid):
        http.verify(replace(signed(signing_key), method="GET"), b"{}", [signing_key])


def test_a_changed_body_is_refused(signing_key: OKPKey) -> None:
    with pytest.raises(SignatureInvalid):
        http.verify(signed(signing_key), b'{"other":1}', [signing_key])


def test_a_signature_that_covers_too_little_is_refused(signing_key: OKPKey) -> None:
    with pytest.raises(SignatureInvalid):
        http.verify(signed_loosely(signing_key, "@method", nonce="n" * 20), b"{}", [signing_key])


def test_an_old_and_a_future_signature_are_refused_and_the_clock_is_named(signing_key: OKPKey) -> None:
    now = datetime.now(UTC)
    for moment in (now - timedelta(hours=20), now - timedelta(seconds=190), now + timedelta(seconds=90)):
        with pytest.raises(SignatureInvalid, match="clock here"):
            http.verify(signed(signing_key, now=moment), b"{}", [signing_key])
    for moment in (now - timedelta(seconds=50), now + timedelta(seconds=50)):
        assert http.verify(signed(signing_key, now=moment), b"{}", [signing_key])


def test_a_signature_without_nonce_by_an_unknown_key_or_none_at_all_is_refused(signing_key: OKPKey) -> None:
    covered = ("@method", "@authority", "@target-uri", "content-digest")
    stranger = OKPKey.generate_key("Ed25519", parameters={"kid": "stranger"})
    for request in (
        signed_loosely(signing_key, *covered),
        signed(stranger),
        http.SignedRequest(method="POST", url=URL),
    ):
        with pytest.raises(SignatureInvalid):
            http.verify(request, b"{}", [signing_key])


def test_an_answer_belongs_to_one_request(signing_key: OKPKey) -> None:
    request, other = signed(signing_key), signed(signing_key)
    answer = http.Response(status_code=200, request=request)
    http.sign(answer, b"[]", signing_key)
    assert http.verify(answer, b"[]", [signing_key])
    for wrong, body in (
        (replace(answer, request=other), b"[]"),
        (replace(answer, status_code=204), b"[]"),
        (answer, b"[1]"),
    ):
        with pytest.raises(SignatureInvalid):
            http.verify(wrong, body, [signing_key])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("decision", {"outcome": "maybe", "number": "1", "issued_on": "2026-01-01", "served_on": None}),
        (
            "summoned",
            {"items": [], "due": "2026-01-01", "legal_basis": "x", "place": None, "at": "2026-01-01T00:00:00Z"},
        ),
        ("receipt", {"message_id": "1", "verdict": "applied"}),
        ("message", {"text": "Olena Testowa", "author": "", "in_reply_to": None, "at": "2026-01-01T00:00:00Z"}),
    ],
)
def test_a_body_of_the_wrong_shape_is_refused_without_quoting_it(kind: str, body: dict[str, object]) -> None:
    with pytest.raises(Malformed) as caught:
        kinds.check_body(kind, body)
    assert "Olena" not in str(caught.value)


def test_text_is_cleaned_of_direction_marks_and_refused_with_controls() -> None:
    assert clean("\u202eOlena\u200f\r\nE\u0301") == "Olena\nÉ"
    assert clean_all({"a\u200e": ["x\u2066", 1, None]}) == {"a": ["x", 1, None]}
    for bad in ("\x00", "\x1b[31m", "\ud800", "x" * 20_001):
        with pytest.raises(Malformed):
            clean(bad)


@given(st.text(max_size=200))
def test_what_entry_has_cleaned_the_importer_leaves_as_it_is(text: str) -> None:
    """Two functions on two sides of the wire, one behaviour: procedures can't be imported by the government half."""
    try:
        entered = repertoire.clean(text, repertoire="text", lines=True)
    except repertoire.Unprintable:
        return
    assert clean(entered) == entered


def test_canonical_json_is_one_spelling() -> None:
    assert canonical({"b": "ż", "a": [1, None]}) == '{"a":[1,null],"b":"ż"}'.encode()
    assert canonical(parse(canonical({"x": secrets.token_hex(4)}))).startswith(b'{"x":"')


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("../payload.json", b"{}", "a part can't have this name"),
        ("photo-1.jpg", b"x" * envelopes.MAX_PART_BYTES, "a part is too large"),
        ("payload.json", b"{}", "a payload of no form"),
    ],
)
def test_a_part_that_the_register_would_refuse_is_refused_before(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Malformed, match=reason):
        parts.judge("submission", name, content, form=None, schemas=SCHEMAS)


def test_a_key_that_cannot_sign_or_has_no_name_signs_nothing(signing_key: OKPKey) -> None:
    public = OKPKey.import_key(signing_key.as_dict(private=False))
    unnamed = OKPKey.import_key(
        {name: value for name, value in signing_key.as_dict(private=True).items() if name != "kid"}
    )
    request = http.SignedRequest(method="GET", url=URL)
    with pytest.raises(TypeError, match="private Ed25519"):
        http.sign(request, b"", public)
    with pytest.raises(ValueError, match="without an id"):
        http.sign(request, b"", unnamed)
    assert request.headers == {}


def test_news_of_an_unknown_shape_stop_the_start() -> None:
    with pytest.raises(ValueError, match=r"news\.toml, closed\.at: a shape is one of .*, not minute"):
        kinds._shape("minute?", "closed.at")
