"""What a definition inherits from its family, what it changes, and what it leaves out: by tiny tables."""

from typing import Any

import pytest

from procedures.errors import DefinitionError
from procedures.language import families
from procedures.reading import DefinitionPlace

PLACE = DefinitionPlace("walk.toml")
PHOTO = {"key": "photo", "purpose": "photo", "text": "JPG.", "law": ["foreigners:106d(1)(2)"], "verified": True}
APPEAL = {"key": "appeal", "title": "You can appeal", "law": ["kpa:127"], "verified": True}
DEADLINE = {"title": "In time", "text": "On that day.", "law": ["foreigners:105(1)"], "verified": True}
FAMILY: dict[str, Any] = {
    "channel": "mos",
    "register": "d",
    "law": ["foreigners:105", "foreigners:106"],
    "unsaid": ["card-half"],
    "source": "the family's",
    "checked_on": "its day",
    "documents": [PHOTO, {**PHOTO, "key": "passport"}],
    "terms": [APPEAL],
    "deadline": DEADLINE,
}
SOURCED = {"source": "the family's", "checked_on": "its day"}
OWN: dict[str, Any] = {"family": "walks", "title": "A walk", "law": ["foreigners:144"], "source": "its own"}


def test_definition_that_says_nothing_else_is_its_family_s() -> None:
    assert families.joined(OWN, FAMILY, PLACE) == {
        "title": "A walk",
        "source": "its own",
        "channel": "mos",
        "register": "d",
        "law": ["foreigners:144", "foreigners:105", "foreigners:106"],
        "unsaid": ["card-half"],
        "conditions": [],
        "barriers": [],
        "refusals": [],
        "at_hand": [],
        "lacking": [],
        "authorities": [],
        "handing_in": [],
        "duties": [],
        "instruction": [],
        "documents": [PHOTO, {**PHOTO, "key": "passport"}],
        "reliefs": [],
        "terms": [{**SOURCED, **APPEAL}],
        "deadline": {**SOURCED, **DEADLINE},
    }


def test_own_words_win_and_own_rows_come_last() -> None:
    own = {
        **OWN,
        "channel": "prepared",
        "law": ["foreigners:105", "foreigners:144"],
        "unsaid": ["late"],
        "documents": [{"key": "letter", "label": "A letter"}, {"key": "photo", "required": False}],
        "terms": [{"title": "For a year"}],
    }
    found = families.joined(own, FAMILY, PLACE)
    assert {name: found[name] for name in ("channel", "law", "unsaid", "documents", "terms")} == {
        "channel": "prepared",
        "law": ["foreigners:105", "foreigners:144", "foreigners:106"],
        "unsaid": ["card-half", "late"],
        "documents": [
            {**PHOTO, "required": False},
            {**PHOTO, "key": "passport"},
            {"key": "letter", "label": "A letter"},
        ],
        "terms": [{**SOURCED, **APPEAL}, {"title": "For a year"}],
    }


@pytest.mark.parametrize("said", [{"title": "Any day"}, {"text": "Or later."}, {"law": ["foreigners:202(1)"]}])
def test_what_is_said_otherwise_is_not_verified_any_more(said: dict[str, object]) -> None:
    found = families.joined({**OWN, "deadline": said}, FAMILY, PLACE)["deadline"]
    kept = {name: value for name, value in DEADLINE.items() if name != "verified"}
    assert found == {**SOURCED, **kept, **said}


def test_row_that_is_not_true_of_it_is_left_out() -> None:
    found = families.joined({**OWN, "without": ["photo", "appeal"]}, FAMILY, PLACE)
    assert ([row["key"] for row in found["documents"]], found["terms"]) == (["passport"], [])


def test_row_that_nobody_has_can_not_be_left_out() -> None:
    with pytest.raises(DefinitionError, match=r"walk\.toml: without visa: the family walks has no such row"):
        families.joined({**OWN, "without": ["visa"]}, FAMILY, PLACE)
