"""Each guide tells of the annexes of its own procedure, and of nobody who has no part in it."""

import json
import re
from typing import Any

import pytest
from django.utils import translation

from content import seeding
from content.seeding.files import Seed
from procedures import catalogue
from tests.content.conftest import LANGUAGES

ANNEX = {
    "pl": r"załącznik nr (\d)",
    "en": r"annex (\d)",
    "uk": r"додаток № (\d)",
    "ar": r"الملحق رقم (\d)",
}
OF_AN_EMPLOYER = {"pl": "pracodaw", "en": "employer", "uk": "роботодав", "ar": "صاحب العمل"}
EMPLOYERS_ANNEX = "1"


def guides(language: str) -> dict[str, list[dict[str, Any]]]:
    """The parts of each guide to what is filed here, by its procedure."""
    written = [seed for seed in seeding.read_all() if seed.kind == "guide" and language in seed.texts]
    found = {seed.fields["procedure"]: body(seed, language) for seed in written}
    return {key: parts for key, parts in found.items() if catalogue.procedure(key).is_filed_here}


def body(seed: Seed, language: str) -> list[dict[str, Any]]:
    """Each part with its values beside its type; so are the items of its lists."""
    stored = json.loads(seeding.body(seed.blocks or [], seed.texts[language].blocks))
    return [{"type": part["type"], **part["value"], **_items(part["value"])} for part in stored]


def _items(value: dict[str, Any]) -> dict[str, Any]:
    return {name: [each["value"] for each in items] for name, items in value.items() if _are_items(items)}


def _are_items(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) and "value" in each for each in value)


def steps(parts: list[dict[str, Any]]) -> str:
    (found,) = [part["items"] for part in parts if part["type"] == "steps"]
    return " ".join(step["title"] for step in found)


def offices(parts: list[dict[str, Any]]) -> str:
    """Empty where no voivode decides."""
    found = [part["intro"] for part in parts if part["type"] == "offices"]
    assert len(found) <= 1
    return "".join(found)


def numbers(key: str) -> set[str]:
    """Of the annexes that this procedure may ask for: "Załącznik nr 3" is 3."""
    if not catalogue.procedure(key).is_filed_here:
        return set()
    return {catalogue.form(annex.form).called.rpartition(" ")[2] for annex in catalogue.possible_annexes(key)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_has_a_step_for_each_annex(language: str) -> None:
    told = {key: set(re.findall(ANNEX[language], steps(parts))) for key, parts in guides(language).items()}
    assert told == {key: numbers(key) for key in guides(language)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["studies", "volunteer", "trainee"])
def test_a_guide_warns_of_who_signs_the_annex_and_of_no_employer(key: str, language: str) -> None:
    assert EMPLOYERS_ANNEX not in numbers(key)
    assert OF_AN_EMPLOYER[language] not in str(guides(language)[key]).lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_leaves_it_to_the_facts_where_several_voivodes_may_decide(language: str) -> None:
    """Its own sentence knows one of them only (art. 104(1)); the rest stands in the facts, under this name."""
    with translation.override(language):
        named = translation.gettext("Who decides")
    several = {key for key in guides(language) if len(catalogue.procedure(key).authorities) > 1}

    assert several == {key for key, parts in guides(language).items() if named in offices(parts)}
    assert several
