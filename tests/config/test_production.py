"""Production settings pass Django's deployment check without a warning, and a missing variable stops the start."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = base64.b64encode(bytes(32)).decode()
COMPLETE = {
    "SECRET_KEY": "k" * 40 + "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "mos.example.test",
    "SEALING_KEYS": f"2026-11={KEY}",
    "SEALING_CURRENT_KEY": "2026-11",
    "SEALING_INDEX_KEY": KEY,
    "PORTAL_URL": "https://mos.example.test",
    "EDITORS_URL": "https://editors.mos.example.test",
    "SIGNATURE_URL": "https://signature.example.test",
    "SIGNATURE_TRUST": "trust.pem",
    "STRIPE_SECRET_KEY": "rk_live_none",
    "STRIPE_WEBHOOK_SECRETS": "whsec_one whsec_two",
    "EXCHANGE_PKI": "pki",
    "PORTAL_SEAL_KEY": "portal-seal.key",
    "PORTAL_SEAL_CERTIFICATE": "portal-seal.pem",
    "SMTP_HOST": "mail.example.test",
    "TRUSTED_PROXIES": "1",
    "CACHE_URL": "redis://cache.example.test:6379/0",
    "S3_ENDPOINT": "https://objects.example.test",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "secret",
    "S3_SEALED_BUCKET": "sealed",
    "S3_MEDIA_BUCKET": "media",
    "MEDIA_URL": "https://media.example.test/",
}


def check(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy`, as an operator runs it; no database is opened."""
    return run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], environment)


def run(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Python with production settings."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={
            **keep,
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
            "DATABASE_URL": "postgresql://mos@db.example.test/mos",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("role", ["portal", "editors", "officers", "exchange"])
def test_the_deployment_check_is_clean(role: str) -> None:
    done = check({**COMPLETE, "MOS_ROLE": role})
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "no issues" in done.stdout


def test_a_missing_variable_is_named() -> None:
    incomplete = {name: value for name, value in COMPLETE.items() if name != "SEALING_INDEX_KEY"}
    done = check(incomplete)
    assert done.returncode != 0
    assert "SEALING_INDEX_KEY" in done.stderr


def test_an_event_is_one_json_line_with_its_role() -> None:
    code = "import django, logging; django.setup(); logging.getLogger('mos').warning('Two\\nlines of %s', 'text')"
    done = run(["-c", code], {**COMPLETE, "MOS_ROLE": "exchange"})
    [line] = done.stderr.splitlines()
    event = json.loads(line)
    assert {name: event[name] for name in ("levelname", "name", "message", "role")} == {
        "levelname": "WARNING",
        "name": "mos",
        "message": "Two\nlines of text",
        "role": "exchange",
    }
