"""A small form for tests of the way through an application: four steps with every turn the wizard has to take.

Beside it the person who fills it in, and her draft.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language import loader
from procedures.language.schema import Form, Procedure
from tests.newer_forms import NEWER, NewerForms

DIRECTORY = Path(__file__).parent / "demo_files"

type Publish = Callable[..., Form]


@pytest.fixture
def demo_procedure(monkeypatch: pytest.MonkeyPatch) -> Iterator[Procedure]:
    """The catalogue has this procedure and no other."""
    procedure = loader.procedure(DIRECTORY / "demo.toml")
    monkeypatch.setattr(catalogue, "FORMS", DIRECTORY)
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"demo": procedure})
    catalogue.form_of.cache_clear()
    yield procedure
    catalogue.form_of.cache_clear()


@pytest.fixture
def publish(demo_procedure: Procedure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Publishes another version of the form: the first one with these texts instead of those."""
    newer = NewerForms(DIRECTORY, tmp_path, monkeypatch)

    def published(*changes: tuple[str, str], version: str = NEWER) -> Form:
        return newer.publish("demo-form", *changes, version=version)

    return published


@pytest.fixture
def olena(db: None) -> User:
    return User.objects.create_user("olena@example.com", "correct-horse-battery")


@pytest.fixture
def draft(olena: User, demo_procedure: Procedure) -> Application:
    return lifecycle.start(themselves(olena), demo_procedure, language="en")
