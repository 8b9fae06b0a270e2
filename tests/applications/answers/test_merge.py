"""Two versions of one step, in the reader's words, only where they differ."""

from pathlib import Path

import pytest

from applications.answers import merge
from applications.answers.merge import Difference
from applications.answers.sheets import Contents
from procedures.language import loader

pytestmark = pytest.mark.usefixtures("english")
FORM = loader.form(Path(__file__).parents[2] / "demo_files" / "demo-form" / "2026-01-01.toml")
STEP = FORM.step("person")
MINE = {"person-purpose": ["work"], "person-surname": ["Kovalenko"], "person-pesel": ["92"]}


def test_only_what_differs_is_shown_valid_answers_as_the_reader_knows_them() -> None:
    theirs = Contents(answers={"purpose": "study", "surname": "Kovalenko", "pesel": {"none": True}})
    assert merge.differences(FORM, STEP, mine=MINE, theirs=theirs) == [
        Difference(label="Purpose", official="Cel pobytu", mine="Work", theirs="Studies"),
        Difference(label="PESEL number", official="Numer PESEL", mine="92", theirs="None"),
    ]


def test_a_saved_version_that_is_not_valid_is_shown_as_it_was_typed() -> None:
    theirs = Contents(
        typed={"person": {"person-purpose": ["work"], "person-surname": ["K0val"], "person-pesel": ["92"]}}
    )
    assert merge.differences(FORM, STEP, mine=MINE, theirs=theirs) == [
        Difference(label="Surname", official="Nazwisko", mine="Kovalenko", theirs="K0val"),
    ]


def test_equal_versions_differ_in_nothing() -> None:
    theirs = Contents(typed={"person": MINE})
    assert merge.differences(FORM, STEP, mine=MINE, theirs=theirs) == []
