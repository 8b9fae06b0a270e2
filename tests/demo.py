"""A small form for tests of the way through an application: four steps with every turn the wizard has to take.

Beside it the person who fills it in, and her draft.
"""

import shutil
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

DIRECTORY = Path(__file__).parent / "demo_files"
NEWER = "2026-01-02"

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
    folder = tmp_path / "demo-form"
    shutil.copytree(DIRECTORY / "demo-form", folder)
    monkeypatch.setattr(catalogue, "FORMS", tmp_path)

    def published(*changes: tuple[str, str], version: str = NEWER) -> Form:
        text = (folder / "2026-01-01.toml").read_text()
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (folder / f"{version}.toml").write_text(text)
        catalogue.form_of.cache_clear()
        return catalogue.form_of("demo", version)

    return published


@pytest.fixture
def olena(db: None) -> User:
    return User.objects.create_user("olena@example.com", "correct-horse-battery")


@pytest.fixture
def draft(olena: User, demo_procedure: Procedure) -> Application:
    return lifecycle.start(themselves(olena), demo_procedure, language="en")
