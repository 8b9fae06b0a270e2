"""Keys and certificates of the exchange, made once: a private authority, both ends of the TLS, both halves' keys.

In production each half makes its own and hands over the public files; here one folder holds all, a folder per owner:
`portal/`, `connector/` and `register/` are secret to their owner, `public/` is what the others are told.
"""

import base64
import datetime
import fcntl
import hashlib
import ipaddress
import json
import os
import shutil
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, mlkem, x25519
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

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
    authority_key, authority = _authority()
    _write(folder / "ca.pem", authority.public_bytes(serialization.Encoding.PEM))
    server = _leaf(folder / "server", HOST, authority_key, authority, ExtendedKeyUsageOID.SERVER_AUTH)
    client = _leaf(
        folder / "connector" / "client", "connector", authority_key, authority, ExtendedKeyUsageOID.CLIENT_AUTH
    )
    pins = {
        "server_sha256": [server.fingerprint(hashes.SHA256()).hex()],
        "connector_spki_sha256": [_spki(client)],
    }
    _write(folder / "public" / "pins.json", json.dumps(pins).encode())
    for owner in SIGNERS:
        _signing_key(folder, owner)
    for owner in READERS:
        _reading_key(folder, owner)


def _authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Its private key is forgotten after this run: nobody can add a certificate to this exchange."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "MOS exchange (development)")])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        _dated(x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return key, builder.sign(key, hashes.SHA256())


def _leaf(
    path: Path,
    name: str,
    authority_key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    usage: x509.ObjectIdentifier,
) -> x509.Certificate:
    """Python 3.13 asks a leaf for an authority key identifier."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names = [x509.IPAddress(ipaddress.ip_address(HOST)), x509.DNSName("localhost")]
    certificate = (
        _dated(x509.CertificateBuilder().subject_name(subject).issuer_name(authority.subject))
        .public_key(key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )
    pkcs8 = serialization.PrivateFormat.PKCS8
    _write(path.with_suffix(".pem"), certificate.public_bytes(serialization.Encoding.PEM))
    _write(
        path.with_suffix(".key"),
        key.private_bytes(serialization.Encoding.PEM, pkcs8, serialization.NoEncryption()),
    )
    return certificate


def _dated(builder: x509.CertificateBuilder) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        builder.serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=365 * YEARS))
    )


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
    _write(path, json.dumps({"keys": [key]}).encode())


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)


def _plain(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
