"""`/gov/v1/` takes from one pinned caller only, once, in order; and gives exactly what was sealed."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client as DjangoClient
from django.test import RequestFactory
from pytest_django import Settings

from applications.exchange.connector import outgoing
from applications.exchange.connector.errors import Alarm
from applications.exchange.portal import inbox, jobs, keys, peer
from applications.exchange.portal.errors import CallerRefused, Conflict
from applications.exchange.portal.inbox import Inbound
from applications.exchange.portal.models import InboundMessage, Nonce, Part, RegisterReceipt
from applications.exchange.protocol import http, jws
from applications.exchange.protocol.canonical import canonical, parse_object
from applications.exchange.protocol.envelope import GENESIS, PORTAL, REGISTER, Envelope, now
from applications.exchange.protocol.errors import CannotOpen, Malformed, ProtocolError
from applications.exchange.protocol.keys import signing
from launch import exchange_pki
from tests.applications.exchange.both_halves import (
    ADDRESS,
    Government,
    Signer,
    Socket,
    queue_question,
    queue_submission,
)

HEAD = f"{ADDRESS}/gov/v1/head"


def pki() -> Path:
    return Path(settings.EXCHANGE_PKI)


def status_and_code(certificate: Path | None, headers: dict[str, str]) -> tuple[int, str]:
    extra: dict[str, Any] = {"gunicorn.socket": Socket(certificate)} if certificate else {}
    answer = DjangoClient().get("/gov/v1/head", secure=True, headers=headers, **extra)
    return answer.status_code, answer.json().get("code", "")


def signed_headers() -> dict[str, str]:
    return http.sign(http.SignedRequest(method="GET", url=HEAD), b"", signing(pki() / "connector" / "signing.json"))


def test_the_words_for_a_refusal_do_not_change_with_the_names_of_classes() -> None:
    kinds: list[type[CallerRefused | Conflict | ProtocolError]] = [
        CallerRefused,
        Conflict,
        ProtocolError,
        *ProtocolError.__subclasses__(),
    ]
    assert [kind for kind in kinds if "code" not in vars(kind) or kind.__subclasses__()] == [ProtocolError]
    answers = [peer.problem(kind("why")) for kind in kinds]
    assert [(answer.status_code, json.loads(answer.content)["code"]) for answer in answers] == [
        (403, "Refused"),
        (409, "Conflict"),
        (400, "ProtocolError"),
        (400, "Malformed"),
        (403, "SignatureInvalid"),
        (409, "ChainBroken"),
        (400, "CannotOpen"),
    ]


def test_only_the_pinned_key_with_a_fresh_signature_may_call(exchange: object, tmp_path: Path) -> None:
    good = pki() / "connector" / "client.pem"
    other = exchange_pki.ensure(tmp_path)
    headers = signed_headers()
    assert status_and_code(good, headers) == (200, "")
    assert status_and_code(good, headers) == (403, "Refused")  # the same nonce again
    assert status_and_code(None, signed_headers()) == (403, "Refused")
    assert status_and_code(pki() / "server.pem", signed_headers()) == (403, "Refused")
    assert status_and_code(other / "connector" / "client.pem", signed_headers()) == (403, "Refused")
    assert status_and_code(good, {}) == (403, "SignatureInvalid")
    foreign = http.sign(http.SignedRequest(method="GET", url=HEAD), b"", signing(other / "connector" / "signing.json"))
    assert status_and_code(good, foreign) == (403, "SignatureInvalid")
    assert DjangoClient().post("/gov/v1/head").status_code == 405


def test_a_proxy_s_header_counts_only_behind_a_proxy(rf: RequestFactory, settings: Settings) -> None:
    escaped = (pki() / "connector" / "client.pem").read_text().replace("\n", "%0A")
    request = rf.get("/", headers={peer.PROXY_HEADER: escaped})
    assert peer.fingerprint(request) is None
    settings.EXCHANGE_BEHIND_PROXY = True
    assert peer.fingerprint(request) in keys.connector_pins()
    assert peer.fingerprint(rf.get("/", headers={peer.PROXY_HEADER: "nonsense"})) is None
    assert peer.fingerprint(rf.get("/")) is None


def test_nonces_are_forgotten_after_ten_minutes(exchange: object) -> None:
    status_and_code(pki() / "connector" / "client.pem", signed_headers())
    jobs.run()
    assert Nonce.objects.count() == 1
    Nonce.objects.update(used_at="2026-01-01T00:00:00Z")
    assert jobs.due()
    jobs.run()
    assert (Nonce.objects.count(), jobs.due()) == (0, False)


def test_a_page_is_a_signed_list_and_an_empty_one_has_no_content(government: Government, signer: Signer) -> None:
    get = government.client.get
    assert get("messages?after=0", at_most=10**6) == (204, b"")
    case_id = queue_submission(signer).case_id
    queue_question(case_id)
    status, content = get("messages?after=0&limit=1", at_most=10**6)
    page = parse_object(content)
    assert (status, [event["streamseq"] for event in page["messages"]]) == (200, [1])
    assert "Testowa" not in content.decode()
    assert jws.verify(page["manifest"], government.client.portal_keys, type="manifest")["after"] == 0
    assert get("messages?after=-1", at_most=10**6)[0] == 400
    assert get("messages?after=x", at_most=10**6)[0] == 400
    head = jws.verify(parse_object(get("head", at_most=10**6)[1])["signed"], government.client.portal_keys, type="head")
    assert (head["stream_seq"], head["depth"], head["gov_seq"], head["gov_hash"]) == (2, 2, 0, GENESIS)


def test_a_part_is_given_whole_or_from_an_offset_until_it_is_purged(government: Government, signer: Signer) -> None:
    message = queue_submission(signer)
    get = government.client.get
    number = sorted(Part.objects.values_list("name", flat=True)).index("application.xml")
    path = f"blobs/{message.id}/{number}"
    assert get(path, at_most=10**6)[0] == 404  # not in the stream yet
    get("head", at_most=10**6)
    status, whole = get(path, at_most=10**6)
    assert (status, len(whole)) == (200, Part.objects.get(name="application.xml").bytes)
    assert get(path, at_most=10**6, headers={"Range": "bytes=10-"}) == (206, whole[10:])
    assert get(path, at_most=10**6, headers={"Range": "bytes=0-4"}) == (206, whole[:5])
    assert get(path, at_most=10**6, headers={"Range": f"bytes={len(whole)}-"})[0] == 416
    assert get(f"blobs/{message.id}/9", at_most=10**6)[0] == 404
    assert get(f"blobs/{uuid4()}/0", at_most=10**6)[0] == 404
    government.settle()
    jobs.run()
    assert get(path, at_most=10**6)[0] == 410
    assert Part.objects.get(name="application.xml").sha256


def receipt_body(government: Government, message_id: object) -> bytes:
    row = government.connection.execute("SELECT * FROM outgoing WHERE message_id = %s", [message_id]).fetchone()
    assert row is not None
    parts = government.importer._parts(row["gov_seq"])  # what the importer would lay into the spool
    return canonical({"kind": row["kind"], "signed": row["signed"], "parts": parts})


def officer_body() -> dict[str, str]:
    return {"name": "Anna", "phone": "1", "at": now()}


def test_what_arrives_is_stored_once_and_in_order_only(government: Government, exchange: list[Inbound]) -> None:
    case_id = uuid4()
    first, second = (receipt_body(government, government.send("officer", case_id, officer_body())) for _ in range(2))
    post = government.client.post
    with pytest.raises(Alarm, match="expected number 1, found 2"):
        post("inbound", second)
    assert post("inbound", first)[0] == 200
    assert post("inbound", first)[0] == 200
    assert post("receipts", second)[0] == 400  # its own address
    assert post("inbound", second)[0] == 200
    assert list(InboundMessage.objects.order_by("gov_seq").values_list("gov_seq", flat=True)) == [1, 2]
    jobs.run()
    jobs.run()
    assert [message.gov_seq for message in exchange] == [1, 2]


TAMPERED: list[Callable[[dict[str, object]], object]] = [
    lambda body: body.update(signed=str(body["signed"])[:-4] + "AAAA"),
    lambda body: body.update(parts={}),
    lambda body: body.update(parts={"body.json": base64.b64encode(b"other").decode()}),
    lambda body: body.update(parts={"body.json": "not base64!"}),
    lambda body: body.update(parts=[]),
    lambda body: body.pop("signed"),
]


@pytest.mark.parametrize("tamper", TAMPERED)
def test_a_tampered_message_is_not_stored(
    government: Government, exchange: object, tamper: Callable[[dict[str, object]], object]
) -> None:
    body = json.loads(receipt_body(government, government.send("officer", uuid4(), officer_body())))
    tamper(body)
    status, _ = government.client.post("inbound", canonical(body))
    assert status in (400, 403)
    assert list(InboundMessage.objects.all()) == []


def signed_by_the_register(government: Government, envelope: Envelope) -> bytes:
    signed = jws.sign(envelope.as_json(), government.importer.outgoing.seal.signing, type="envelope")
    return canonical({"signed": signed, "parts": {}})


@pytest.mark.parametrize("other", [{"source": PORTAL}, {"kind": "query"}])
def test_what_the_register_may_not_say_is_not_stored(
    government: Government, exchange: object, other: dict[str, Any]
) -> None:
    data = outgoing.receipt_data(message_id=uuid4(), stream_seq=1, hash="0" * 64, verdict="applied")
    envelope = replace(receipt_envelope(uuid4()), data=data, **other)
    assert government.client.post("receipts", signed_by_the_register(government, envelope))[0] == 400
    assert list(InboundMessage.objects.all()) == []


def test_an_id_is_not_used_for_a_second_message(government: Government, signer: Signer) -> None:
    message = queue_submission(signer)
    government.client.get("head", at_most=10**6)
    message.refresh_from_db()
    data = outgoing.receipt_data(message_id=message.id, stream_seq=1, hash=message.hash or "", verdict="applied")
    first = replace(receipt_envelope(message.case_id), data=data)
    assert government.client.post("receipts", signed_by_the_register(government, first))[0] == 200
    kept = InboundMessage.objects.values().get()
    second = replace(first, data={**data, "reason": "another word"})
    with pytest.raises(Alarm, match="this id was used for another message"):
        government.client.post("receipts", signed_by_the_register(government, second))
    assert InboundMessage.objects.values().get() == kept


def test_what_is_stored_is_applied_only_as_it_was_signed(government: Government, exchange: list[Inbound]) -> None:
    government.client.post("inbound", receipt_body(government, government.send("officer", uuid4(), officer_body())))
    message = InboundMessage.objects.get()
    whole = message.hash
    message.hash = "0" * 64
    with pytest.raises(Malformed, match="not the signed envelope"):
        inbox.apply(message)
    message.hash = whole
    message.parts.update(sealed=None)
    with pytest.raises(CannotOpen):
        inbox.apply(message)
    assert (exchange, InboundMessage.objects.get().applied_at) == ([], None)


def test_a_receipt_for_something_we_did_not_send_is_a_conflict(government: Government, signer: Signer) -> None:
    message = queue_submission(signer)
    government.client.get("head", at_most=10**6)
    message.refresh_from_db()
    good = outgoing.receipt_data(message_id=message.id, stream_seq=1, hash=message.hash or "", verdict="applied")
    for wrong in ({"message_id": str(uuid4())}, {"digest": "0" * 64}, {"stream_seq": 2}):
        data = {**good, **wrong}
        envelope = replace(receipt_envelope(message.case_id), data=data)
        signed = jws.sign(envelope.as_json(), government.importer.outgoing.seal.signing, type="envelope")
        with pytest.raises(Alarm, match="did not send"):
            government.client.post("receipts", canonical({"signed": signed, "parts": {}}))
    assert list(RegisterReceipt.objects.all()) == []


def receipt_envelope(case_id: UUID) -> Envelope:
    return Envelope(
        id=uuid4(), kind="receipt", source=REGISTER, case_id=case_id, time=now(),
        case_seq=1, stream_seq=1, prev_hash=GENESIS,
    )  # fmt: skip


def test_a_day_is_reconciled_by_counts_and_digests(government: Government, signer: Signer) -> None:
    message = queue_submission(signer)
    government.settle()
    status, content = government.client.get(f"reconciliation?day={message.queued_at:%Y-%m-%d}", at_most=10**6)
    facts = jws.verify(parse_object(content)["signed"], government.client.portal_keys, type="reconciliation")
    (group,) = facts["groups"]
    assert (status, group["kind"], group["count"], group["first"], group["last"]) == (200, "submission", 1, 1, 1)
    for wrong in ("", "yesterday", "2026-13-01"):
        assert government.client.get(f"reconciliation?day={wrong}", at_most=10**6)[0] == 400
    assert parse_object(government.client.get("keys", at_most=10**6)[1])["portal-hpke"][0]["kid"]
