"""Certificates of a development system: P-256, as Python's strict verification wants them, in their owner's files."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

type Key = ec.EllipticCurvePrivateKey
type Validity = tuple[datetime, datetime]
type Extension = tuple[x509.ExtensionType, bool]  # and whether it is critical

PURPOSES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


class Issued(NamedTuple):
    key: Key
    certificate: x509.Certificate


def name(parts: Mapping[x509.ObjectIdentifier, str]) -> x509.Name:
    """Empty parts are left out."""
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts.items() if value])


def usage(*purposes: str) -> Extension:
    """What the key is for, of PURPOSES."""
    return x509.KeyUsage(**(dict.fromkeys(PURPOSES, False) | dict.fromkeys(purposes, True))), True


def authority(subject: x509.Name, valid: Validity) -> Issued:
    """A self-signed one that may issue leaves and nothing else."""
    constraints = (x509.BasicConstraints(ca=True, path_length=0), True)
    return _issue(subject, valid, None, [constraints, usage("key_cert_sign", "crl_sign")])


def leaf(
    subject: x509.Name, valid: Validity, *, by: Issued | None = None, extensions: Iterable[Extension] = ()
) -> Issued:
    """Self-signed when nobody issues it."""
    constraints = (x509.BasicConstraints(ca=False, path_length=None), True)
    return _issue(subject, valid, by, [constraints, *extensions])


def private_pem(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def write(path: Path, content: bytes) -> None:
    """Whole or not at all, for its owner only."""
    partial = path.with_name(f"{path.name}.partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    partial.replace(path)


def _issue(subject: x509.Name, valid: Validity, by: Issued | None, extensions: Iterable[Extension]) -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer, issuer_key = (by.certificate.subject, by.key) if by else (subject, key)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(valid[0]).not_valid_after(valid[1])
    identifiers: list[Extension] = [
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False),
    ]
    for extension, critical in (*extensions, *identifiers):
        builder = builder.add_extension(extension, critical=critical)
    return Issued(key, builder.sign(issuer_key, hashes.SHA256()))
