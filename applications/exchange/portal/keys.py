"""The portal's own keys and what it knows of the other half's."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from joserfc.jwk import OKPKey

from applications.exchange.protocol import keys
from applications.exchange.protocol.hpke import PrivateKey, PublicKey


def _folder() -> Path:
    return Path(settings.EXCHANGE_PKI)


@cache
def signing() -> OKPKey:
    """Signs manifests and answers."""
    return keys.signing(_folder() / "portal" / "signing.json")


@cache
def opening() -> dict[str, PrivateKey]:
    """Opens what the register sealed for us; only the worker calls this."""
    return keys.opening(_folder() / "portal" / "hpke.json")


@cache
def register_sealing() -> PublicKey:
    """To whom filed parts are sealed."""
    return keys.sealing(_folder() / "public" / "register-hpke.json")


@cache
def register_verifying() -> list[OKPKey]:
    """Whose signature makes a receipt or an inbound message genuine."""
    return keys.verifying(_folder() / "public" / "register-signing.json")


@cache
def connector_verifying() -> list[OKPKey]:
    """Who may sign a request."""
    return keys.verifying(_folder() / "public" / "connector-signing.json")


@cache
def connector_pins() -> frozenset[str]:
    """SHA-256 of the public keys that may open a connection: the current one and the next."""
    return frozenset(json.loads((_folder() / "public" / "pins.json").read_text())["connector_spki_sha256"])


def published() -> dict[str, object]:
    """Our public keys, for `GET keys`."""
    names = ("portal-signing", "portal-hpke")
    return {name: json.loads((_folder() / "public" / f"{name}.json").read_text())["keys"] for name in names}
