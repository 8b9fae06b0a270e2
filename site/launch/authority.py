"""The test signature authority of a development system: one CA and a certificate for every test person, made once."""

import fcntl
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

type Key = ec.EllipticCurvePrivateKey

IDENTITIES = Path(__file__).resolve().parents[2] / "applications" / "signing" / "double" / "identities.json"
YEAR = timedelta(days=365)
CA_YEARS = (-4, 12)  # an expired test certificate needs an authority that was valid then
LEAF_YEARS = {"current": (-1, 8), "expired": (-3, -1)}
# Trusted and personal signatures have no public policy number: test ones under the arc for examples (X.660, 2.999)
POLICIES = {
    "trusted": "2.999.1.1",
    "personal": "2.999.1.2",
    "qualified": "0.4.0.194112.1.2",
}  # the last: ETSI EN 319 411-2


def ensure(data: Path, *, identities: Path = IDENTITIES) -> Path:
    """The folder `pki/signature` of a data folder with `<key>.pem` (private key and certificate) for each person.

    What exists stays; several processes may ask at once.
    """
    folder = data / "pki" / "signature"
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        key, certificate = _authority(data / "pki" / "signature-ca.pem", folder / "ca.key", now)
        for person in people(identities):
            path = folder / f"{person['key']}.pem"
            if not path.exists():
                leaf_key, leaf = issue(person, issuer=certificate, issuer_key=key, now=now)
                _write(path, _private(leaf_key) + leaf.public_bytes(serialization.Encoding.PEM))
    return folder


def people(identities: Path = IDENTITIES) -> list[dict[str, Any]]:
    """The test persons of a file of identities."""
    return list(json.loads(identities.read_text(encoding="utf-8")))


def make_authority(name: str, now: datetime) -> tuple[Key, x509.Certificate]:
    """A self-signed CA that Python's strict verification accepts: keyUsage, basicConstraints and key identifiers."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "PL"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = _builder(subject, subject, key, tuple(now + YEAR * years for years in CA_YEARS))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(certificates=True), critical=True)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    return key, builder.add_extension(identifier, critical=False).sign(key, hashes.SHA256())


def issue(
    person: dict[str, Any], *, issuer: x509.Certificate, issuer_key: Key, now: datetime
) -> tuple[Key, x509.Certificate]:
    """A signing certificate of one test person; the PESEL stands in the subject as `PNOPL-…` (ETSI EN 319 412-1)."""
    key = ec.generate_private_key(ec.SECP256R1())
    validity = tuple(now + YEAR * years for years in LEAF_YEARS[person.get("validity", "current")])
    builder = _builder(_subject(person), issuer.subject, key, validity)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(certificates=False), critical=True)
    policy = x509.PolicyInformation(x509.ObjectIdentifier(POLICIES[person["kind"]]), None)
    builder = builder.add_extension(x509.CertificatePolicies([policy]), critical=False)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    return key, builder.add_extension(identifier, critical=False).sign(issuer_key, hashes.SHA256())


def _authority(path: Path, key_path: Path, now: datetime) -> tuple[Key, x509.Certificate]:
    if path.exists():
        key = serialization.load_pem_private_key(key_path.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{key_path} holds another kind of key than we write")
        return key, x509.load_pem_x509_certificate(path.read_bytes())
    key, certificate = make_authority("MOS test signature authority", now)
    _write(key_path, _private(key))
    _write(path, certificate.public_bytes(serialization.Encoding.PEM))
    return key, certificate


def _subject(person: dict[str, Any]) -> x509.Name:
    name = f"{person['given_names']} {person['surname']}".strip()
    parts = {
        NameOID.COUNTRY_NAME: "PL",
        NameOID.COMMON_NAME: name,
        NameOID.SURNAME: person["surname"],
        NameOID.GIVEN_NAME: person["given_names"],
        NameOID.SERIAL_NUMBER: f"PNOPL-{person['pesel']}" if person.get("pesel") else "",
        NameOID.ORGANIZATION_NAME: person.get("organisation", ""),
    }
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts.items() if value])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: Key, validity: tuple[datetime, ...]
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(validity[0]).not_valid_after(validity[1])
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _usage(*, certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certificates,
        content_commitment=not certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certificates,
        crl_sign=certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _private(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    partial = path.with_suffix(".partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    partial.replace(path)
