"""Reads the exchange's key files. Each holds a list, current key first, so that two are active in a rotation."""

import json
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from applications.exchange.protocol.hpke import PrivateKey, PublicKey


def signing(path: Path) -> OKPKey:
    """The current key of one who signs."""
    return _signature_keys(path)[0]


def verifying(path: Path) -> list[OKPKey]:
    """All the keys whose signatures count."""
    return _signature_keys(path)


def sealing(path: Path) -> PublicKey:
    """The current key of one to whom we seal."""
    return PublicKey.from_json(_keys(path)[0])


def opening(path: Path) -> dict[str, PrivateKey]:
    """Every key that may still open something, by key id."""
    return {stored["kid"]: PrivateKey.from_json(stored) for stored in _keys(path)}


def _signature_keys(path: Path) -> list[OKPKey]:
    return [OKPKey.import_key(stored) for stored in _keys(path)]


def _keys(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text())["keys"])
