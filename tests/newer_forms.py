"""Other versions of the forms of tests, made on the fly: there is one of each in the files."""

import shutil
from pathlib import Path

import pytest

from procedures import catalogue
from procedures.language.schema import Form

FIRST, NEWER, TO_COME = "2026-01-01", "2026-01-02", "2999-01-01"


class NewerForms:
    """The catalogue has these forms, and what is published here beside them."""

    def __init__(self, forms: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "newer-forms"
        shutil.copytree(forms, self.folder)
        monkeypatch.setattr(catalogue, "FORMS", self.folder)
        catalogue.form_of.cache_clear()

    def publish(self, key: str, *changes: tuple[str, str], version: str = NEWER) -> Form:
        """The first version with these texts instead of those."""
        text = (self.folder / key / f"{FIRST}.toml").read_text()
        for old, new in changes:
            assert text.count(old) == 1
            text = text.replace(old, new)
        (self.folder / key / f"{version}.toml").write_text(text)
        catalogue._published.cache_clear()
        catalogue.form_of.cache_clear()
        return catalogue.form(key, version)
