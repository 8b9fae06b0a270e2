"""A procedure whose form needs an annex by an employer, and the running signature service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from procedures import catalogue
from procedures.language import loader
from tests.applications.annexes.story import Applicant, applicant
from tests.applications.signing.service import Double, running

DEFINITIONS = Path(__file__).parent / "definitions"


@pytest.fixture(autouse=True)
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    procedure = loader.procedure(DEFINITIONS / "work.toml")
    monkeypatch.setattr(catalogue, "FORMS", DEFINITIONS)
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"work": procedure})
    catalogue.form_of.cache_clear()
    yield
    catalogue.form_of.cache_clear()


@pytest.fixture
def person(db: None) -> Applicant:
    return applicant()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Double, Path]]:
    folder = tmp_path_factory.mktemp("signature")
    with running(folder) as double:
        yield double, folder


@pytest.fixture
def double(service: tuple[Double, Path], settings: Settings) -> Double:
    """Its authority is the one that is trusted."""
    settings.SIGNATURE_URL = service[0].url
    settings.SIGNATURE_TRUST = service[1] / "pki" / "signature-ca.pem"
    return service[0]
