"""What a signed application has to be before the register may take it: nothing but what its person signed, whole."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from lxml import etree
from signxml.algorithms import SignatureConstructionMethod, SignatureMethod
from signxml.xades.xades import XAdESSigner

from applications.exchange.connector import opening, signatures
from applications.exchange.protocol import canonical
from applications.exchange.protocol.backend import BackendUnavailable, MessageRefused
from applications.exchange.protocol.envelope import GENESIS, PORTAL, Envelope
from applications.exchange.protocol.payloads import SCHEMAS
from tests.applications.exchange.both_halves import ANNEX, Signer, application_xml, sha256, submission

CASE, MESSAGE = UUID(int=2), UUID(int=1)
PAYLOAD = canonical({"surname": "Testowa"})


def refusal(signer: Signer, parts: dict[str, bytes], kind: str = "submission") -> str:
    envelope = Envelope(
        id=MESSAGE, kind=kind, source=PORTAL, case_id=CASE, time="2026-11-26T10:00:00Z",
        case_seq=1, stream_seq=1, prev_hash=GENESIS,
    )  # fmt: skip
    with pytest.raises(MessageRefused) as refused:
        opening.verified(envelope, parts, trust=signer.folder / "signature-ca.pem", schemas=SCHEMAS)
    return str(refused.value)


def made_by(signer: Signer, document: bytes, **how: Any) -> bytes:
    """Signed by hand: with other certificates beside one's own, or over a part of the document."""
    by_hand = XAdESSigner(
        method=SignatureConstructionMethod.enveloped, signature_algorithm=SignatureMethod.ECDSA_SHA256
    )
    how = {"cert": [signer.certificate], **how}
    signed = by_hand.sign(etree.fromstring(document), key=signer.key, **how)
    return etree.tostring(signed)


def test_a_message_without_the_part_that_says_something_is_refused(signer: Signer) -> None:
    assert refusal(signer, {"photo-1.jpg": b"x"}, kind="attachment") == "no attachment.json"


def test_another_signed_document_is_no_application(signer: Signer) -> None:
    other = f'<zalacznik xmlns="{ANNEX}" id="{CASE}"><dane/></zalacznik>'.encode()
    parts = {"application.xml": signer.sign(other), "payload.json": PAYLOAD}
    assert refusal(signer, parts) == "the signed document is not an application"


def test_a_file_of_another_length_than_was_signed_is_refused(signer: Signer) -> None:
    document = application_xml(CASE, MESSAGE, PAYLOAD, {"photo-1.jpg": b"photo"})
    assert document.count(b'bajty="5"') == 1
    signed = signer.sign(document.replace(b'bajty="5"', b'bajty="6"'))
    parts = {"application.xml": signed, "payload.json": PAYLOAD, "photo-1.jpg": b"photo"}
    assert refusal(signer, parts) == "a file does not have its signed length"


def test_an_annex_has_a_name_of_an_annex(signer: Signer) -> None:
    annex = signer.sign(f'<zalacznik xmlns="{ANNEX}" id="{uuid4()}" wniosek="{CASE}"><dane/></zalacznik>'.encode())
    item = f'<zalaczniki><zalacznik klucz="a" nazwa="photo-1.jpg" sha256="{sha256(annex)}"/></zalaczniki>'
    document = application_xml(CASE, MESSAGE, PAYLOAD).replace(b"<zalaczniki/>", item.encode())
    parts = {"application.xml": signer.sign(document), "payload.json": PAYLOAD, "photo-1.jpg": annex}
    assert refusal(signer, parts) == "an annex under a wrong name"


def test_an_annex_without_its_own_data_is_refused(signer: Signer) -> None:
    form = '<formularz klucz="a" wersja="1"/>'
    annex = signer.sign(f'<zalacznik xmlns="{ANNEX}" wniosek="{CASE}">{form}</zalacznik>'.encode())
    item = f'<zalaczniki><zalacznik klucz="a" nazwa="annex-1.xml" sha256="{sha256(annex)}"/></zalaczniki>'
    document = application_xml(CASE, MESSAGE, PAYLOAD).replace(b"<zalaczniki/>", item.encode())
    parts = {"application.xml": signer.sign(document), "payload.json": PAYLOAD, "annex-1.xml": annex}
    assert refusal(signer, parts) == "the signed zalacznik has no single dane"


def test_a_signature_over_a_part_of_the_document_is_refused(signer: Signer) -> None:
    document = application_xml(CASE, MESSAGE, PAYLOAD).replace(b"<oswiadczenia/>", b'<oswiadczenia Id="part"/>')
    partly = made_by(signer, document, reference_uri="#part", id_attribute="Id")
    parts = {"application.xml": partly, "payload.json": PAYLOAD}
    assert refusal(signer, parts) == "the signature does not cover the document"


def test_a_second_certificate_of_the_same_key_is_refused(signer: Signer) -> None:
    """It could carry another name, and the signature covers both."""
    mine = signer.certificate
    builder = x509.CertificateBuilder().subject_name(x509.Name([])).issuer_name(mine.issuer)
    builder = builder.public_key(mine.public_key()).serial_number(1)
    builder = builder.not_valid_before(mine.not_valid_before_utc).not_valid_after(mine.not_valid_after_utc)
    both = [mine, builder.sign(signer.key, hashes.SHA256())]
    signed = made_by(signer, application_xml(CASE, MESSAGE, PAYLOAD), cert=both)
    parts = {"application.xml": signed, "payload.json": PAYLOAD}
    assert refusal(signer, parts) == "not exactly one certificate fits the signature"


def test_a_list_of_authorities_that_is_away_is_no_fault_of_the_message(signer: Signer, tmp_path: Path) -> None:
    signed = submission(signer, CASE, MESSAGE)["application.xml"]
    with pytest.raises(BackendUnavailable):
        signatures.verify(signed, trust=tmp_path / "nowhere.pem")
