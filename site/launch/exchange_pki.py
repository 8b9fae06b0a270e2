"""Keys and certificates of the exchange, made once: a private authority, both ends of the TLS, both halves' keys.

In production each half makes its own and hands over the public files; here one folder holds all, a folder per owner:
`portal/`, `connector/` and `register/` are secret to their owner, `public/` is what the others are told.
"""

import base64
import fcntl
import hashlib
import ipaddress
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from launch import certificates
from launch.certificates import Issued, write
from launch.ports import HOST

YEARS = 3
SIGNERS = ("portal", "connector", "register")
READERS = ("portal", "register")


def ensure(data: Path) -> Path:
    """The folder with everything in it; several processes may ask at once."""
    folder = data / "pki" / "exchange"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "exchange.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            _make(partial)
            partial.rename(folder)
    return folder


def _make(folder: Path) -> None:
    for name in ("public", *SIGNERS):
        (folder / name).mkdir(parents=True, mode=0o700)
    now = datetime.now(UTC)
    valid = now - timedelta(days=1), now + timedelta(days=365 * YEARS)
    # Its private key is forgotten after this run: nobody can add a certificate to this exchange
    authority = certificates.authority(certificates.name({NameOID.COMMON_NAME: "MOS exchange (development)"}), valid)
    write(folder / "ca.pem", certificates.pem(authority.certificate))
    server = _end(folder / "server", HOST, ExtendedKeyUsageOID.SERVER_AUTH, authority)
    client = _end(folder / "connector" / "client", "connector", ExtendedKeyUsageOID.CLIENT_AUTH, authority)
    pins = {
        "server_sha256": [server.fingerprint(hashes.SHA256()).hex()],
        "connector_spki_sha256": [_spki(client)],
    }
    write(folder / "public" / "pins.json", json.dumps(pins).encode())
    for owner in SIGNERS:
        _signing_key(folder, owner)
    for owner in READERS:
        _reading_key(folder, owner)


def _end(path: Path, name: str, purpose: x509.ObjectIdentifier, authority: Issued) -> x509.Certificate:
    """Key and certificate of one end of the connection, as long as the authority's."""
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST)), x509.DNSName("localhost")])
    extensions = [(names, False), (x509.ExtendedKeyUsage([purpose]), False)]
    valid = authority.certificate.not_valid_before_utc, authority.certificate.not_valid_after_utc
    leaf = certificates.leaf(certificates.name({NameOID.COMMON_NAME: name}), valid, by=authority, extensions=extensions)
    write(path.with_suffix(".pem"), certificates.pem(leaf.certificate))
    write(path.with_suffix(".key"), certificates.private_pem(leaf.key))
    return leaf.certificate


def _spki(certificate: x509.Certificate) -> str:
    public = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(public).hexdigest()


def _signing_key(folder: Path, owner: str) -> None:
    """Ed25519 as JWK (RFC 8037)."""
    key = ed25519.Ed25519PrivateKey.generate()
    public = {"kty": "OKP", "crv": "Ed25519", "x": _url(key.public_key().public_bytes_raw())}
    public["kid"] = _kid(owner, public["x"])
    _keys(folder / owner / "signing.json", public | {"d": _url(key.private_bytes_raw())})
    _keys(folder / "public" / f"{owner}-signing.json", public)


def _reading_key(folder: Path, owner: str) -> None:
    """ML-KEM-768 with X25519; the hybrid has no serialiser, so the seed and the raw halves are kept."""
    first, second = mlkem.MLKEM768PrivateKey.generate(), x25519.X25519PrivateKey.generate()
    public = {
        "mlkem768": _plain(first.public_key().public_bytes_raw()),
        "x25519": _plain(second.public_key().public_bytes_raw()),
    }
    kid = _kid(owner, public["x25519"])
    private = {"mlkem768_seed": _plain(first.private_bytes_raw()), "x25519": _plain(second.private_bytes_raw())}
    _keys(folder / owner / "hpke.json", {"kid": kid, **private})
    _keys(folder / "public" / f"{owner}-hpke.json", {"kid": kid, **public})


def _kid(owner: str, public: str) -> str:
    return f"{owner}-{hashlib.sha256(public.encode()).hexdigest()[:8]}"


def _keys(path: Path, key: dict[str, str]) -> None:
    write(path, json.dumps({"keys": [key]}).encode())


def _plain(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
