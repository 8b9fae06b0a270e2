"""A message goes out sealed, is applied once, comes back as a receipt; what the register says is applied in order."""

from uuid import uuid4

from applications.exchange.portal import jobs
from applications.exchange.portal.inbox import Inbound
from applications.exchange.portal.models import InboundMessage, OutboxMessage, Part, RegisterReceipt
from applications.exchange.protocol.envelope import now
from tests.applications.exchange.both_halves import Government, Signer, queue_question, queue_submission, sha256


def test_a_filed_application_reaches_the_preliminary_base_and_its_receipt_comes_back(
    government: Government, exchange: list[Inbound], signer: Signer
) -> None:
    message = queue_submission(signer, files={"photo-1.jpg": b"\xff\xd8photo"})
    government.settle()
    record = government.connection.execute("SELECT * FROM record").fetchone()
    assert record is not None
    assert (record["case_id"], record["base"], record["payload"]) == (
        message.case_id,
        "preliminary",
        {"surname": "Testowa"},
    )
    documents = government.connection.execute("SELECT name, sha256 FROM document ORDER BY name").fetchall()
    assert [row["name"] for row in documents] == ["application.pdf", "application.xml", "payload.json", "photo-1.jpg"]
    assert documents[3]["sha256"] == sha256(b"\xff\xd8photo")
    message.refresh_from_db()
    assert message.verdict == "applied"
    assert RegisterReceipt.objects.get().register_ref == record["register_ref"]
    jobs.run()
    (receipt,) = exchange
    assert receipt.kind == "receipt"
    assert receipt.body["message_id"] == str(message.id)
    assert receipt.body["signed_digest"] == record["signed_digest"]
    assert list(Part.objects.filter(purged_at=None)) == []
    government.settle()
    assert government.fetcher.once() is False


def test_the_register_s_answer_is_opened_by_the_worker_only(
    government: Government, exchange: list[Inbound], signer: Signer
) -> None:
    message = queue_submission(signer)
    government.settle()
    body = {"number": "ZA 1", "issued_on": "2026-11-22", "at": now()}
    government.send("certificate-issued", message.case_id, body, {"certificate.pdf": b"%PDF-certificate"})
    government.settle()
    stored = InboundMessage.objects.get(kind="certificate-issued")
    sealed = [part.sealed for part in stored.parts.all()]
    assert all(sealed)
    assert b"certificate" not in b"".join(bytes(part) for part in sealed if part)
    jobs.run()
    receipt, certificate = exchange
    assert (receipt.kind, certificate.kind) == ("receipt", "certificate-issued")
    assert certificate.files == {"certificate.pdf": b"%PDF-certificate"}
    assert certificate.body["number"] == "ZA 1"
    assert [part.sealed for part in stored.parts.all()] == [None, None]


def test_one_poisonous_message_parks_its_own_case_only(
    government: Government, exchange: list[Inbound], signer: Signer
) -> None:
    orphan = uuid4()
    government.connection.execute("INSERT INTO misbehaviour (how) VALUES ('refuse')")
    poison = queue_submission(signer, case_id=orphan)
    behind = queue_question(orphan)
    others = [queue_submission(signer) for _ in range(3)]
    government.settle()
    verdicts = dict(OutboxMessage.objects.values_list("id", "verdict"))
    assert verdicts == {poison.id: "quarantined", behind.id: "", **{other.id: "applied" for other in others}}
    government.connection.execute("UPDATE attempt SET state = 'trying', attempts = 0, not_before = now()")
    government.settle()
    assert set(OutboxMessage.objects.values_list("verdict", flat=True)) == {"applied"}
    assert [row.verdict for row in RegisterReceipt.objects.filter(message=poison).order_by("inbound__gov_seq")] == [
        "quarantined",
        "applied",
    ]
