"""Which version of a form is begun on a day, and until when the one before it may still be filed."""

from datetime import date
from pathlib import Path

import pytest

from procedures import catalogue
from procedures.errors import Unknown
from procedures.language import loader

FORM = """
title = "Form"
official_title = "Formularz"
law = ["foreigners:106(1)"]
{former}
[[sections]]
key = "A"
heading = "Dane"

[[steps]]
key = "one"
title = "One"

[[steps.fields]]
key = "name"
kind = "text"
official = "Imię"
label = "Name"
section = "A"
seq = 1
"""
FORMER = '[former]\nuntil = 2027-01-31\nlaw = ["foreigners:106(1)"]\n'
OLD, NEW = "2026-04-27", "2027-01-01"


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogue, "FORMS", tmp_path)
    publish(tmp_path, OLD)
    return tmp_path


def publish(folder: Path, version: str, former: str = "") -> None:
    path = folder / "tiny" / f"{version}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(FORM.format(former=former))


@pytest.mark.parametrize(
    ("on", "version"),
    [("2026-04-26", OLD), ("2026-04-27", OLD), ("2026-12-31", OLD), ("2027-01-01", NEW), ("2030-01-01", NEW)],
)
def test_a_version_is_begun_from_its_day(forms: Path, on: str, version: str) -> None:
    publish(forms, NEW)
    assert catalogue.in_force("tiny", date.fromisoformat(on)) == version


def test_the_newest_version_is_taken_without_end(forms: Path) -> None:
    assert catalogue.taken_until("tiny", OLD) is None


def test_a_former_version_is_taken_to_the_eve_of_the_newer_one(forms: Path) -> None:
    publish(forms, NEW)
    assert catalogue.taken_until("tiny", OLD) == date(2026, 12, 31)
    assert catalogue.taken_until("tiny", NEW) is None


def test_a_newer_version_says_until_when_the_former_one_is_taken(forms: Path) -> None:
    publish(forms, NEW, former=FORMER)
    assert catalogue.taken_until("tiny", OLD) == date(2027, 1, 31)


def test_no_form_has_no_version_of_a_day(forms: Path) -> None:
    with pytest.raises(Unknown):
        catalogue.in_force("none", date(2027, 1, 1))


def test_what_is_said_of_the_former_version_is_no_part_of_the_digest(forms: Path) -> None:
    publish(forms, NEW)
    plain = loader.form(forms / "tiny" / f"{NEW}.toml").digest
    publish(forms, NEW, former=FORMER)
    assert loader.form(forms / "tiny" / f"{NEW}.toml").digest == plain


def test_the_name_of_a_version_is_a_day(forms: Path) -> None:
    publish(forms, "newest")
    with pytest.raises(Exception, match="newest"):
        loader.form(forms / "tiny" / "newest.toml")
