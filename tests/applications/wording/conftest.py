"""A procedure whose form asks for own words in every way, and Olena who knows no Polish."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from procedures import catalogue
from procedures.language import loader
from tests.applications.wording.applicant_and_friend import Applicant, applicant

DEFINITIONS = Path(__file__).parent / "definitions"


@pytest.fixture(autouse=True)
def story_procedure(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    procedure = loader.procedure(DEFINITIONS / "story.toml")
    monkeypatch.setattr(catalogue, "FORMS", DEFINITIONS)
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"story": procedure})
    catalogue.form_of.cache_clear()
    yield
    catalogue.form_of.cache_clear()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def person(db: None) -> Applicant:
    return applicant()
