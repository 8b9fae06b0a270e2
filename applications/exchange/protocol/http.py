"""Signs and verifies HTTP messages between connector and portal (RFC 9421, Ed25519).

The library's defaults accept a replayed nonce, a changed body, a signature over `@method` alone and one that is hours
old. This module is the one place that calls it, with all five settings; the nonce store is the caller's.
"""

import secrets
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import (
    HTTPMessageSignaturesException,
    HTTPMessageSigner,
    HTTPMessageVerifier,
    MappingKeyResolver,
    algorithms,
)
from joserfc.jwk import OKPKey

from applications.exchange.protocol.errors import SignatureInvalid

MAX_AGE = timedelta(seconds=120)
MAX_SKEW = timedelta(seconds=60)
LIFETIME = timedelta(seconds=60)
REQUEST_COVERS = ("@method", "@authority", "@target-uri", "content-digest")
MAX_NONCE = 100
RESPONSE_COVERS = ("@status", "content-digest", '"@method";req', '"@target-uri";req', '"signature";req')


@dataclass(kw_only=True)
class SignedRequest:
    """A request as the signature sees it."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(kw_only=True)
class Response:
    """A response as the signature sees it, with the request it answers."""

    status_code: int
    request: SignedRequest
    headers: dict[str, str] = field(default_factory=dict)


class _Verifier(HTTPMessageVerifier):
    max_clock_skew = MAX_SKEW


def sign(message: SignedRequest | Response, body: bytes, key: OKPKey, *, now: datetime | None = None) -> dict[str, str]:
    """The headers to send with the message; SignatureInvalid when the request it answers has a sign none may quote."""
    private = key.private_key
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError("a private Ed25519 key signs")
    created = now or datetime.now(UTC)
    resolver = MappingKeyResolver(public_keys={}, private_keys={_kid(key): private})
    signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519, key_resolver=resolver)
    try:
        signer.sign(
            message,
            key_id=_kid(key),
            created=created,
            expires=created + LIFETIME,
            nonce=secrets.token_urlsafe(18),
            label="mos",
            covered_component_ids=_covered(message),
            body=body,
        )
    except HTTPMessageSignaturesException as error:
        raise SignatureInvalid(_reason(error)) from error
    return {name: message.headers[name] for name in ("Content-Digest", "Signature-Input", "Signature")}


def verify(message: SignedRequest | Response, body: bytes, keys: Sequence[OKPKey]) -> str:
    """The nonce of a good signature; the caller refuses one it has seen."""
    publics = {_kid(key): key.public_key for key in keys}
    resolver = MappingKeyResolver(
        public_keys={kid: public for kid, public in publics.items() if isinstance(public, Ed25519PublicKey)},
        private_keys={},
    )
    verifier = _Verifier(signature_algorithm=algorithms.ED25519, key_resolver=resolver)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            (result,) = verifier.verify(message, max_age=MAX_AGE, require_components=_covered(message), body=body)
    except (HTTPMessageSignaturesException, ValueError) as error:
        raise SignatureInvalid(_reason(error)) from error
    if not result.nonce or len(result.nonce) > MAX_NONCE or result.body != body:
        raise SignatureInvalid("no nonce, one too long, or the body is not covered")
    return result.nonce


def lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _covered(message: SignedRequest | Response) -> tuple[str, ...]:
    return REQUEST_COVERS if isinstance(message, SignedRequest) else RESPONSE_COVERS


def _kid(key: OKPKey) -> str:
    if not key.kid:
        raise ValueError("a key without an id")
    return key.kid


def _reason(error: Exception) -> str:
    """Our clock is named, so that a wrong one is found at once."""
    return f"{error} (clock here: {datetime.now(UTC).isoformat(timespec='seconds')})"
