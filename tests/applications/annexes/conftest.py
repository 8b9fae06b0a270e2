"""A procedure whose form needs an annex by an employer, and the running signature service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from procedures import catalogue
from procedures.language import loader
from tests.applications.annexes.applicant_and_employer import Applicant, applicant
from tests.applications.signing.signature_double import Double, running

DEFINITIONS = Path(__file__).parent / "definitions"


@pytest.fixture(autouse=True)
def work_procedure(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
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
def signature_double(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Double, Path]]:
    folder = tmp_path_factory.mktemp("signature")
    with running(folder) as double:
        yield double, folder


@pytest.fixture
def double(signature_double: tuple[Double, Path], settings: Settings) -> Double:
    """Its authority is the one that is trusted."""
    settings.SIGNATURE_URL = signature_double[0].url
    settings.SIGNATURE_TRUST = signature_double[1] / "pki" / "signature-ca.pem"
    return signature_double[0]
