"""Seals and opens bytes under a data key, and destroys the key."""

import base64
import hmac
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils import timezone

from sealing.errors import KeyDestroyed, SealBroken
from sealing.models import DataKey

NONCE_BYTES = 12
KEY_BYTES = 32


def create(purpose: str) -> DataKey:
    """A new data key, wrapped by the current key of the environment."""
    key = DataKey(purpose=purpose, wrapped_by=settings.SEALING_CURRENT_KEY)
    key.wrapped = _encrypt(_wrapping_key(key.wrapped_by), secrets.token_bytes(KEY_BYTES), _wrap_context(key))
    key.save(force_insert=True)
    return key


def seal(key: DataKey, plaintext: bytes, *, context: str) -> bytes:
    """The context (say `sheet:<id>`) is authenticated: sealed bytes can't be moved to another place."""
    return _encrypt(_unwrap(key), plaintext, context)


def unseal(key: DataKey, sealed: bytes, *, context: str) -> bytes:
    return _decrypt(_unwrap(key), sealed, context)


def seal_json(key: DataKey, value: Any, *, context: str) -> bytes:
    return seal(key, json.dumps(value, ensure_ascii=False).encode(), context=context)


def unseal_json(key: DataKey, sealed: bytes, *, context: str) -> Any:
    return json.loads(unseal(key, sealed, context=context))


def destroy(key: DataKey) -> None:
    """For ever; a second call changes nothing."""
    if key.destroyed_at is None:
        key.wrapped, key.destroyed_at = None, timezone.now()
        key.save(update_fields=["wrapped", "destroyed_at"])


def index(value: str, *, purpose: str) -> bytes:
    """A keyed digest by which a sealed value is found; the purpose keeps digests of two columns apart."""
    secret = base64.b64decode(settings.SEALING_INDEX_KEY)
    return hmac.digest(secret, f"{purpose}:{value}".encode(), "sha256")


def _unwrap(key: DataKey) -> bytes:
    if key.wrapped is None:
        raise KeyDestroyed(str(key.pk))
    return _decrypt(_wrapping_key(key.wrapped_by), bytes(key.wrapped), _wrap_context(key))


def _wrap_context(key: DataKey) -> str:
    return f"data-key:{key.pk}"


def _wrapping_key(name: str) -> bytes:
    return base64.b64decode(settings.SEALING_KEYS[name])


def _encrypt(secret: bytes, plaintext: bytes, context: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, plaintext, context.encode())


def _decrypt(secret: bytes, sealed: bytes, context: str) -> bytes:
    sealed = bytes(sealed)
    try:
        return AESGCM(secret).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken(context.split(":", maxsplit=1)[0]) from error
