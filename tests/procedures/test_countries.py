"""Countries stand where a reader of the language looks for them, and only where they can be an answer."""

import pytest
from django.utils import translation

from procedures import catalogue
from procedures.outputs import json_schema
from procedures.tables import countries


def names(language: str) -> list[str]:
    with translation.override(language):
        return [name for code, name in countries.choices() if code]


@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        ("en", ["Cook Islands", "Costa Rica", "Côte d’Ivoire", "Croatia", "Cuba", "Czechia"]),
        ("pl", ["Dania", "Demokratyczna Republika Konga", "Dominika"]),
        ("pl", ["Litwa", "Luksemburg", "Łotwa", "Macedonia Północna"]),
        ("uk", ["Єгипет", "Ємен", "Замбія"]),
        ("uk", ["Іспанія", "Італія", "Йорданія"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(language: str, in_order: list[str]) -> None:
    found = names(language)
    assert [name for name in found if name in in_order] == in_order


@pytest.mark.parametrize("language", ["pl", "en", "uk", "ar"])
def test_every_state_of_today_is_there_once(language: str) -> None:
    assert len(set(names(language))) == len(countries.CURRENT)


def test_a_state_that_is_no_more_is_a_place_of_birth_and_no_citizenship() -> None:
    form = catalogue.form("temporary-residence")
    asked = {
        key: set(shape.get("enum") or shape["items"]["enum"])
        for step, key in (("birth", "birthCountry"), ("about-you", "citizenships"), ("origin", "originAddress.country"))
        for shape in [json_schema.of_step(form, form.step(step))["properties"][key]]
    }
    assert {key: ("SUN" in codes, "XXA" in codes, "UKR" in codes) for key, codes in asked.items()} == {
        "birthCountry": (True, True, True),
        "citizenships": (False, True, True),
        "originAddress.country": (False, False, True),
    }
