"""Signatures that outlive a connection (JWS, Ed25519): manifests, receipts, envelopes from the register.

The library refuses to verify payloads over about 96 kB, so what is signed are digests, never whole batches.
"""

from collections.abc import Sequence
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from applications.exchange.protocol.canonical import canonical, parse_object
from applications.exchange.protocol.errors import SignatureInvalid

ALGORITHM = "Ed25519"
MAX_PAYLOAD_BYTES = 90_000


def sign(payload: dict[str, Any], key: OKPKey, *, type: str) -> str:
    """`type` says what the payload is, so that one signed thing can't be passed off as another."""
    content = canonical(payload)
    if len(content) > MAX_PAYLOAD_BYTES:
        raise ValueError("too large to be verified: sign digests, not contents")
    return jws.serialize_compact({"alg": ALGORITHM, "kid": key.kid, "typ": type}, content, key, algorithms=[ALGORITHM])


def verify(token: str, keys: Sequence[OKPKey], *, type: str) -> dict[str, Any]:
    """The payload, if one of the keys signed it as this type."""
    try:
        header = jws.extract_compact(token.encode()).headers()
        key = next((key for key in keys if key.kid == header.get("kid")), None)
        if key is None or header.get("typ") != type:
            raise SignatureInvalid("signed by an unknown key, or as something else")
        payload = jws.deserialize_compact(token, key, algorithms=[ALGORITHM]).payload
    except (JoseError, ValueError, TypeError) as error:  # TypeError: the library, of a header with wrong types
        raise SignatureInvalid("the signature does not verify") from error
    return parse_object(payload)
