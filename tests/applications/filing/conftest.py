"""A small procedure, an applicant with a complete draft, the signature double, and the register's keys."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django import Settings

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.exchange.register_double.database import Connection
from applications.signing.double import signer
from launch import authority
from procedures import catalogue
from procedures.language import loader
from procedures.language.schema import JSON, Form, Procedure
from tests.acting import own
from tests.applications.exchange.both_halves import Government, places
from tests.applications.signing.conftest import double
from tests.applications.signing.signature_double import Double

__all__ = ["double"]
DIRECTORY = Path(__file__).parent / "forms"
ANSWERS: dict[str, JSON] = {
    "surname": "Kovalenko",
    "givenNames": "Olena",
    "pesel": "92030512343",
    "married": False,
    "stay": "14",
    "stays": [{"from": "2020-01-02", "to": "2021-02-03"}, {"from": "2022-03-04", "to": "2023-04-05"}],
    "email": "olena@example.test",
}


@pytest.fixture
def form() -> Form:
    return loader.form(DIRECTORY / "small" / "2026-01-01.toml")


@pytest.fixture
def procedure(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Iterator[Procedure]:
    """The catalogue has this procedure and no other, and its payload's schema is published."""
    found = loader.procedure(DIRECTORY / "small.toml")
    monkeypatch.setattr(catalogue, "FORMS", DIRECTORY)
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"small": found})
    catalogue.form_of.cache_clear()
    settings.PAYLOAD_SCHEMAS = tmp_path / "schemas"
    call_command("payload_schemas", settings.PAYLOAD_SCHEMAS, verbosity=0)
    yield found
    catalogue.form_of.cache_clear()


@pytest.fixture(autouse=True)
def _sealed_bytes_apart(sealed_storage: Path) -> None:
    """For every test of this room."""


@pytest.fixture
def application(olena: User, procedure: Procedure) -> Application:
    """Complete, for the voivode of Mazovia."""
    started = lifecycle.start(themselves(olena), procedure, language="uk")
    answer(started, **ANSWERS)
    return reloaded(started)


def answer(application: Application, **answers: object) -> None:
    """Save answers as the wizard does."""
    application = reloaded(application)
    assert application.sheet is not None
    contents = sheets.read(application.sheet)
    merged = sheets.Contents(answers={**contents.answers, **answers}, typed=contents.typed, changed=contents.changed)
    revision = application.sheet.revision
    lifecycle.save_step(application, merged, step="person", expected=revision, acting=own(application))


def reloaded(application: Application) -> Application:
    rows = Application.objects.select_related("sheet__key", "draft_key", "case_key", "principal")
    return rows.get(pk=application.pk)


@pytest.fixture
def sign() -> Callable[..., bytes]:
    folder = authority.ensure(django_settings.DATA)

    def sign_as(document: bytes, person: str = "olena") -> bytes:
        return signer.sign(document, folder / f"{person}.pem")

    return sign_as


@pytest.fixture
def government(tmp_path: Path, register: Connection, double: Double) -> Government:
    """It knows the forms of these tests, and trusts the authority of their signatures."""
    where = replace(
        places(tmp_path, Path(django_settings.EXCHANGE_PKI)), payload_schemas=django_settings.PAYLOAD_SCHEMAS
    )
    where.signature_trust.write_bytes(Path(django_settings.SIGNATURE_TRUST).read_bytes())
    return Government(where, register)
