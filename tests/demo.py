"""A small form for tests of the way through an application: four steps with every turn the wizard has to take."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from procedures import catalogue
from procedures.language import loader
from procedures.language.schema import Procedure

DIRECTORY = Path(__file__).parent / "demo_files"


@pytest.fixture
def demo_procedure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Procedure]:
    """The catalogue has this procedure and no other."""
    procedure = loader.procedure(DIRECTORY / "demo.toml")
    monkeypatch.setattr(catalogue, "FORMS", DIRECTORY)
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"demo": procedure})
    catalogue.form_of.cache_clear()
    yield procedure
    catalogue.form_of.cache_clear()
