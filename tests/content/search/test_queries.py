"""What people type in seven languages, and the page that has to come first."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.search import finding
from content.search.finding import Wanted
from content.search.words import LANGUAGES

QUERIES = tomllib.loads((Path(__file__).parent / "queries.toml").read_text(encoding="utf-8"))
AT_LEAST = 50
READ_INSTEAD = "en"  # of the languages in which no page stands yet


def asked() -> Iterator[tuple[str, str, str]]:
    for language, queries in QUERIES.items():
        for typed, address in queries.items():
            yield language, typed, address


def first(typed: str, language: str) -> str:
    found = finding.find(typed, Wanted(language=language))
    return found.groups[0].items[0].address if found.groups else ""


def test_all_seven_languages_are_asked() -> None:
    assert set(QUERIES) == LANGUAGES
    assert len(list(asked())) >= AT_LEAST


@pytest.mark.parametrize(("language", "typed", "address"), asked())
def test_the_expected_page_comes_first(searchable: None, language: str, typed: str, address: str) -> None:
    reads = address.split("/")[1]
    assert reads in {language, READ_INSTEAD}
    assert first(typed, reads) == address
