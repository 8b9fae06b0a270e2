"""A procedure whose form asks the applicant for an annex of their own, and a draft that needs it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from accounts.acting import themselves
from accounts.models import User
from applications.annexes.own import filling
from applications.drafting import lifecycle, step_answers
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language import loader
from procedures.language.schema import JSON, Procedure
from tests.applications.filing.conftest import double, government, reloaded, sign

__all__ = ["double", "government", "sign"]
DIRECTORY = Path(__file__).parent / "forms"
ANNEX = "research"
PERSON: dict[str, JSON] = {
    "surname": "Kovalenko",
    "givenNames": "Olena",
    "pesel": "92030512343",
    "voivodeship": "14",
    "science": True,
}
STEPS: dict[str, dict[str, JSON]] = {
    "topic": {"r.topic": "Łąki", "r.funded": True},
    "funder": {"r.funder": "Fundacja"},
}


@pytest.fixture(autouse=True)
def procedure(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path, sealed_storage: Path
) -> Iterator[Procedure]:
    """The catalogue has this procedure and no other, and the schemas of its payloads are published."""
    found = loader.procedure(DIRECTORY / "plain.toml")
    monkeypatch.setattr(catalogue, "FORMS", DIRECTORY)
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"plain": found})
    catalogue.form_of.cache_clear()
    settings.PAYLOAD_SCHEMAS = tmp_path / "schemas"
    call_command("payload_schemas", settings.PAYLOAD_SCHEMAS, verbosity=0)
    yield found
    catalogue.form_of.cache_clear()


@pytest.fixture
def application(olena: User, procedure: Procedure) -> Application:
    """Its own answers are complete, and ask for the annex."""
    started = lifecycle.start(themselves(olena), procedure, language="en")
    answers(started, **PERSON)
    return reloaded(started)


def answers(application: Application, **values: JSON) -> None:
    application = reloaded(application)
    assert application.sheet is not None
    whole = {**step_answers.contents(application).answers, **values}
    acting, revision = themselves(application.principal), application.sheet.revision
    step_answers.write(application, "person", whole, expected=revision, acting=acting)


def fill_in(application: Application, steps: dict[str, dict[str, JSON]] = STEPS) -> None:
    """As the API does; the revision is the one that stands there."""
    acting = themselves(application.principal)
    for step, values in steps.items():
        found = filling.get(reloaded(application), ANNEX)
        filling.write(found, step, values, expected=found.sheet.revision, acting=acting)
