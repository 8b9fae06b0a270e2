"""Test identities, their certificates, and the double of the signature service answering on a port of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from applications.signing.double import signer
from launch import authority
from tests.applications.signing.signature_double import Double, running

PEOPLE = {person["key"]: person for person in authority.people()}


@pytest.fixture(scope="session")
def keys() -> Path:
    return authority.ensure(django_settings.DATA)


@pytest.fixture
def sign(keys: Path) -> Callable[..., bytes]:
    def sign_as(document: bytes, person: str) -> bytes:
        return signer.sign(document, keys / f"{person}.pem")

    return sign_as


@pytest.fixture
def people() -> dict[str, Any]:
    return PEOPLE


@pytest.fixture
def double(tmp_path: Path, settings: Settings) -> Iterator[Double]:
    """The running service; its authority is the one that is trusted."""
    with running(tmp_path) as service:
        settings.SIGNATURE_URL = service.url
        settings.SIGNATURE_TRUST = tmp_path / "pki" / "signature-ca.pem"
        yield service
