"""Secrets of a development system: made once, kept in its data folder, never in git."""

import base64
import fcntl
import json
import os
import secrets
from pathlib import Path

RAW = ("sealing", "index")  # 32 bytes, base64
TEXT = ("django", "stripe", "stripe-webhook")


def of(data: Path) -> dict[str, str]:
    """The secrets of a data folder, made at the first call; several processes may ask at once."""
    path = data / "secrets.json"
    data.mkdir(parents=True, exist_ok=True)
    with (data / "secrets.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _write(path)
    return dict(json.loads(path.read_text()))


def _write(path: Path) -> None:
    made = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in RAW}
    made |= {name: secrets.token_urlsafe(48) for name in TEXT}
    made["stripe"] = "sk_test_" + made["stripe"]
    made["stripe-webhook"] = "whsec_" + made["stripe-webhook"]
    partial = path.with_suffix(".partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(made, file)
    partial.replace(path)
