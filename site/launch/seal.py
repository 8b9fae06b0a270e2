"""The portal's own sealing certificate in development: the key that signs receipts, made once."""

import fcntl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.x509.oid import NameOID

from launch import certificates

VALID = timedelta(days=10 * 365)
NAME = {
    NameOID.COUNTRY_NAME: "PL",
    NameOID.ORGANIZATION_NAME: "MOS (development)",
    NameOID.COMMON_NAME: "MOS receipts, test seal",
}
USAGE = certificates.usage("digital_signature", "content_commitment")


def ensure(folder: Path) -> tuple[Path, Path]:
    """Private key and certificate, both PEM; several processes may ask at once."""
    key_path, certificate_path = folder / "portal-seal.key", folder / "portal-seal.pem"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "portal-seal.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (key_path.exists() and certificate_path.exists()):
            now = datetime.now(UTC)
            valid = now - timedelta(hours=1), now + VALID
            seal = certificates.leaf(certificates.name(NAME), valid, extensions=[USAGE])
            certificates.write(key_path, certificates.private_pem(seal.key))
            certificates.write(certificate_path, certificates.pem(seal.certificate))
    return key_path, certificate_path
