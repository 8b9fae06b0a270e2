"""The test signature authority of a development system: one CA and a certificate for every test person, made once."""

import fcntl
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from launch import certificates
from launch.certificates import Issued, Validity

IDENTITIES = Path(__file__).resolve().parents[2] / "applications" / "signing" / "double" / "identities.json"
NAME = {NameOID.COUNTRY_NAME: "PL", NameOID.COMMON_NAME: "MOS test signature authority"}
USAGE = certificates.usage("digital_signature", "content_commitment")
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
        authority = _authority(data / "pki" / "signature-ca.pem", folder / "ca.key", now)
        for person in people(identities):
            path = folder / f"{person['key']}.pem"
            if not path.exists():
                leaf = _issue(person, authority, now)
                certificates.write(path, certificates.private_pem(leaf.key) + certificates.pem(leaf.certificate))
    return folder


def people(identities: Path = IDENTITIES) -> list[dict[str, Any]]:
    """The test persons of a file of identities."""
    return list(json.loads(identities.read_text(encoding="utf-8")))


def _issue(person: dict[str, Any], authority: Issued, now: datetime) -> Issued:
    """A signing certificate of one test person; the PESEL stands in the subject as `PNOPL-…` (ETSI EN 319 412-1)."""
    policy = x509.PolicyInformation(x509.ObjectIdentifier(POLICIES[person["kind"]]), None)
    extensions = [USAGE, (x509.CertificatePolicies([policy]), False)]
    valid = _years(now, LEAF_YEARS[person.get("validity", "current")])
    return certificates.leaf(_subject(person), valid, by=authority, extensions=extensions)


def _authority(path: Path, key_path: Path, now: datetime) -> Issued:
    if path.exists():
        key = serialization.load_pem_private_key(key_path.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{key_path} holds another kind of key than we write")
        return Issued(key, x509.load_pem_x509_certificate(path.read_bytes()))
    made = certificates.authority(certificates.name(NAME), _years(now, CA_YEARS))
    certificates.write(key_path, certificates.private_pem(made.key))
    certificates.write(path, certificates.pem(made.certificate))
    return made


def _subject(person: dict[str, Any]) -> x509.Name:
    return certificates.name(
        {
            NameOID.COUNTRY_NAME: "PL",
            NameOID.COMMON_NAME: f"{person['given_names']} {person['surname']}".strip(),
            NameOID.SURNAME: person["surname"],
            NameOID.GIVEN_NAME: person["given_names"],
            NameOID.SERIAL_NUMBER: f"PNOPL-{person['pesel']}" if person.get("pesel") else "",
            NameOID.ORGANIZATION_NAME: person.get("organisation", ""),
            NameOID.ORGANIZATION_IDENTIFIER: f"VATPL-{person['tax_number']}" if person.get("tax_number") else "",
        }
    )


def _years(now: datetime, span: tuple[int, int]) -> Validity:
    return now + YEAR * span[0], now + YEAR * span[1]
