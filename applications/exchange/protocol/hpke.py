"""Seals a part to one reader's key (HPKE, ML-KEM-768 with X25519) and to its place in one message."""

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from applications.exchange.protocol import kinds
from applications.exchange.protocol.errors import CannotOpen

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlace:
    """Where a sealed part belongs; sealed bytes open nowhere else."""

    kind: str
    message_id: UUID
    part: str

    @property
    def info(self) -> bytes:
        return f"portal/1|{kinds.type_of(self.kind)}|{self.message_id}|{self.part}".encode()


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A reader's public key under its key id."""

    kid: str
    key: MLKEM768X25519PublicKey

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "PublicKey":
        mlkem = MLKEM768PublicKey.from_public_bytes(_raw(stored["mlkem768"]))
        x25519 = X25519PublicKey.from_public_bytes(_raw(stored["x25519"]))
        return cls(stored["kid"], MLKEM768X25519PublicKey(mlkem, x25519))

    def seal(self, content: bytes, place: PartPlace) -> bytes:
        return SUITE.encrypt(content, self.key, info=place.info)


@dataclass(frozen=True, slots=True, repr=False)
class PrivateKey:
    """A reader's private key. The hybrid has no serialiser: the ML-KEM seed and the raw X25519 key are kept."""

    kid: str
    seed: bytes
    x25519: bytes

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "PrivateKey":
        return cls(stored["kid"], _raw(stored["mlkem768_seed"]), _raw(stored["x25519"]))

    def open(self, sealed: bytes, place: PartPlace) -> bytes:
        try:
            return SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(*self._halves()), info=place.info)
        except (InvalidTag, ValueError) as error:
            raise CannotOpen("sealed for another key or place, or changed") from error

    def _halves(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        return MLKEM768PrivateKey.from_seed_bytes(self.seed), X25519PrivateKey.from_private_bytes(self.x25519)


def _raw(text: str) -> bytes:
    return base64.b64decode(text)
