"""Both halves of the exchange for tests: messages to send, the government half in this process, and a signer."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import transaction
from django.test import Client as DjangoClient
from django.test import override_settings
from lxml import etree
from signxml.algorithms import SignatureConstructionMethod, SignatureMethod
from signxml.xades.xades import XAdESSigner

from applications.exchange.connector.client import Client
from applications.exchange.connector.database import Connection
from applications.exchange.connector.fetcher import Fetcher
from applications.exchange.connector.importer import Importer
from applications.exchange.connector.places import Places
from applications.exchange.portal import outbox
from applications.exchange.portal.models import OutboxMessage
from applications.exchange.protocol import canonical, parts
from applications.exchange.protocol.backend import Backend, RegisterNews
from applications.exchange.protocol.kinds import OUTBOUND
from applications.exchange.protocol.payloads import SCHEMAS
from applications.exchange.register_double.backend import Misbehaving

ADDRESS = "https://testserver"
FORM = ("temporary-residence", "2026-04-27")
APPLICATION, ANNEX = "urn:pobyt:mos:wniosek:1", "urn:pobyt:mos:zalacznik:1"


class Socket:
    """What gunicorn puts into the environment: the caller's certificate."""

    def __init__(self, certificate: Path) -> None:
        self.certificate = x509.load_pem_x509_certificate(certificate.read_bytes())

    def getpeercert(self, *, binary_form: bool) -> bytes:
        assert binary_form
        return self.certificate.public_bytes(serialization.Encoding.DER)


class DjangoSession:
    """A requests session that ends in this process instead of on the wire."""

    def __init__(self, certificate: Path) -> None:
        self.client = DjangoClient(raise_request_exception=True)
        self.socket = Socket(certificate)

    def request(
        self, method: str, url: str, *, data: bytes | None, headers: Mapping[str, str], **_options: object
    ) -> requests.Response:
        path = url.removeprefix(ADDRESS)
        extra: dict[str, Any] = {"gunicorn.socket": self.socket}
        content_type = headers.get("Content-Type", "application/octet-stream")
        answered = self.client.generic(
            method, path, data or b"", content_type=content_type, secure=True, headers=dict(headers), **extra
        )
        response = requests.Response()
        response.status_code = answered.status_code
        response.headers.update(answered.headers)
        response.raw = io.BytesIO(answered.content)
        return response


def places(folder: Path, pki: Path, *, portal: str = ADDRESS) -> Places:
    return Places(
        portal=portal,
        pki=pki,
        spool_in=folder / "in",
        spool_out=folder / "out",
        state=folder / "state",
        signature_trust=folder / "signature-ca.pem",
        payload_schemas=SCHEMAS,
    )


class Government:
    """Fetcher and importer of one test. One database has the tables of connector and register, for tests to look at."""

    def __init__(self, where: Places, connection: Connection, backend: Backend | None = None) -> None:
        self.places, self.connection = where, connection
        self.client = Client(where)
        self.client.session = DjangoSession(where.pki / "connector" / "client.pem")  # type: ignore[assignment]  # the wire is the boundary
        self.register = Misbehaving(connection.info.dsn)
        self.fetcher = Fetcher(where, self.client, again=0)
        self.importer = Importer(where, connection, backend or self.register, retry=0)

    def send(self, kind: str, case_id: UUID, body: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> UUID:
        """Straight into the connector's own stream; returns the message's id."""
        news = RegisterNews(id=uuid4(), kind=kind, case_id=case_id, body=body, files=files or {})
        self.importer.outgoing.send(news)
        return news.id

    def settle(self, rounds: int = 30) -> None:
        """Until nothing moves."""
        for _ in range(rounds):
            moved = [self.fetcher.once(), self.importer.once(), self.fetcher.once()]
            if not any(moved):
                return
        raise AssertionError("still moving")


def settle_beside_the_portal(government: Government) -> None:
    """The exchange process answers, with addresses of its own."""
    with override_settings(ROOT_URLCONF="config.urls_exchange"):
        government.settle()


class Signer:
    """A person with a certificate of a test authority."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority_key, self.authority = _certificate("Test authority", None, None)
        self.named("Olena Testowa")
        trust = self.authority.public_bytes(serialization.Encoding.PEM)
        (folder / "signature-ca.pem").write_bytes(trust)

    def named(self, name: str) -> "Signer":
        """Another person of the same authority from here on."""
        self.key, self.certificate = _certificate(name, self.authority_key, self.authority)
        return self

    def sign(self, document: bytes) -> bytes:
        signer = XAdESSigner(
            signature_algorithm=SignatureMethod.ECDSA_SHA256, method=SignatureConstructionMethod.enveloped
        )
        signed = signer.sign(etree.fromstring(document), key=self.key, cert=[self.certificate])
        return etree.tostring(signed)


def application_xml(
    case_id: UUID, message_id: UUID, payload: bytes, files: Mapping[str, bytes] | None = None, register: str = "d"
) -> bytes:
    """The smallest application that the register takes."""
    named = "".join(
        f'<plik nazwa="{name}" rodzaj="photo" sha256="{sha256(content)}" bajty="{len(content)}"/>'
        for name, content in (files or {}).items()
    )
    return f"""<wniosek xmlns="{APPLICATION}" id="{case_id}" wiadomosc="{message_id}">
      <formularz klucz="temporary-residence" wersja="2026-04-27" sha256="{"0" * 64}"/>
      <procedura klucz="temporary-work" rejestr="{register}"/><organ teryt="14">Wojewoda Mazowiecki</organ>
      <dane sha256="{sha256(payload)}"/><pliki>{named}</pliki><zalaczniki/>
      <pytania><pytanie klucz="surname" nr="1"><tresc>Nazwisko</tresc><odpowiedz>Testowa</odpowiedz></pytanie></pytania>
      <oswiadczenia/><pouczenie wersja="1" jezyk="pl" sha256="{"0" * 64}"/></wniosek>""".encode()


def submission(
    signer: Signer, case_id: UUID, message_id: UUID, files: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    payload = canonical({"surname": "Testowa"})
    xml = signer.sign(application_xml(case_id, message_id, payload, files))
    return {"application.xml": xml, "payload.json": payload, "application.pdf": b"%PDF-", **(files or {})}


def queue_submission(
    signer: Signer, *, case_id: UUID | None = None, files: Mapping[str, bytes] | None = None
) -> OutboxMessage:
    """A signed application in the outbox."""
    case_id, message_id = case_id or uuid4(), outbox.reserve()
    return queue("submission", case_id, submission(signer, case_id, message_id, files), message_id=message_id)


def queue_question(case_id: UUID, text: str = "Kiedy?") -> OutboxMessage:
    query = {"text": text, "asked_at": datetime.now(UTC).isoformat(), "language": "pl"}
    return queue("query", case_id, {"query.json": json.dumps(query).encode()})


def queue_attachment(case_id: UUID, name: str = "photo-1.jpg", content: bytes = b"JFIF", **said: Any) -> OutboxMessage:
    body = {"purpose": name.rpartition("-")[0], "official": "Fotografia", "answers": None, **said}
    return queue("attachment", case_id, {name: content, "attachment.json": canonical(body)})


@contextmanager
def unjudged() -> Iterator[None]:
    """A portal that is older, wrong or hostile: what it queues the importer must judge by itself."""
    with patch.object(outbox, "judge"), patch.object(parts, "REQUIRED", dict.fromkeys(OUTBOUND, frozenset())):
        yield


def queue(kind: str, case_id: UUID, parts: Mapping[str, bytes], *, message_id: UUID | None = None) -> OutboxMessage:
    message_id = message_id or outbox.reserve()
    for name, content in parts.items():
        outbox.store_part(message_id, kind=kind, name=name, content=content, form=FORM)
    with transaction.atomic():
        return outbox.add(message_id=message_id, kind=kind, case_id=case_id)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _certificate(
    name: str, issuer_key: ec.EllipticCurvePrivateKey | None, issuer: x509.Certificate | None
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "PL"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, "PNOPL-92030512344"),
        ]
    )
    is_authority = issuer is None
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=not is_authority, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    signing_key = issuer_key or key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("signer.test")]), critical=False)
    )
    return key, builder.sign(signing_key, hashes.SHA256())
