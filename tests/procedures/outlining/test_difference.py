"""Two versions of a form beside each other: what is new, gone and said otherwise, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from procedures import catalogue
from procedures.language import loader
from procedures.outlining import difference, forms
from procedures.outlining.difference import Differing, LineChange
from procedures.outlining.outline import Outline

FIRST = """
title = "A form"
official_title = "Wniosek"
law = ["foreigners:105"]
[[sections]]
key = "A"
heading = "A"
[[steps]]
key = "one"
title = "One"
[[steps.fields]]
key = "surname"
kind = "name"
seq = 1
section = "A"
official = "Nazwisko"
label = "Surname"
[[steps.fields]]
key = "city"
kind = "text"
seq = 2
section = "A"
official = "Miasto"
label = "Town"
"""
LONGER = """
[[steps.fields]]
key = "phone"
kind = "phone"
seq = 3
section = "A"
official = "Telefon"
label = "Telephone"
"""


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def outlined(folder: Path, version: str, text: str) -> Outline:
    path = folder / f"{version}.toml"
    path.write_text(text)
    return forms.of(loader.form(path))


def between(folder: Path, later: str) -> list[Differing]:
    """Without what every version says of itself."""
    found = difference.between(outlined(folder, "2026-01-01", FIRST), outlined(folder, "2027-01-01", later))
    assert [each.name for each in found[:2]] == ["Version", "Fingerprint of the official content"]
    return found[2:]


def test_a_line_that_is_said_otherwise_is_shown_before_and_now(tmp_path: Path) -> None:
    (found,) = between(tmp_path, FIRST.replace('kind = "text"', 'kind = "text"\nrequired = false'))
    assert (found.change, found.name) == (LineChange.CHANGED, "Must be answered")
    assert found.before is not None
    assert found.after is not None
    assert (found.before.text, found.after.text) == ("Yes", "No")
    assert found.place == ("Step: One", "Miasto")


def test_a_question_that_is_new_is_shown_with_its_lines(tmp_path: Path) -> None:
    found = between(tmp_path, FIRST + LONGER)
    assert {each.change for each in found} == {LineChange.ADDED}
    assert found[0].after
    assert (found[0].after.text, found[0].place) == ("Telefon", ("Step: One",))
    assert "phone" in [each.after.text for each in found if each.after]


def test_a_question_that_is_gone_is_shown_with_its_lines(tmp_path: Path) -> None:
    found = between(tmp_path, FIRST[: FIRST.rindex("[[steps.fields]]")])
    assert {each.change for each in found} == {LineChange.REMOVED}
    assert "city" in [each.before.text for each in found if each.before]


def test_a_new_wording_of_a_question_keeps_its_other_lines_together(tmp_path: Path) -> None:
    found = between(tmp_path, FIRST.replace("Miasto", "Miejscowość"))
    assert "Miejscowość" in [each.after.text for each in found if each.after]
    assert "Miasto" in [each.before.text for each in found if each.before]
    assert not [each for each in found if "Nazwisko" in each.place]


@pytest.mark.parametrize("key", catalogue.forms())
def test_a_version_does_not_differ_from_itself(key: str) -> None:
    assert difference.between(forms.of(catalogue.form(key)), forms.of(catalogue.form(key))) == []
