"""`words.toml`: phrases that mean the same, by language, and words that say nothing of what is looked for."""

import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from content.search.folding import stem, words

FILE = Path(__file__).parent / "words.toml"
LANGUAGES = frozenset({"pl", "en", "uk", "ru", "fr", "vi", "ar"})

type Phrase = tuple[str, ...]  # folded words


@dataclass(frozen=True, slots=True)
class SameMeaning:
    """Phrases by language."""

    phrases: Mapping[str, tuple[Phrase, ...]]

    def said_in(self, language: str) -> tuple[Phrase, ...]:
        return self.phrases.get(language, ())

    @property
    def every(self) -> tuple[Phrase, ...]:
        return tuple(phrase for phrases in self.phrases.values() for phrase in phrases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    silent: frozenset[str]
    groups: Mapping[Phrase, tuple[SameMeaning, ...]]  # by the stems of a phrase
    longest: int  # words of the longest phrase


@cache
def known() -> Known:
    return read(tomllib.loads(FILE.read_text(encoding="utf-8")))


def read(raw: Mapping[str, Any]) -> Known:
    """Raises ImproperlyConfigured with the row and the language of what is wrong."""
    _none_unknown("silent", raw["silent"])
    silent = {word for said in raw["silent"].values() for each in said for word in words(each)}
    groups: dict[Phrase, tuple[SameMeaning, ...]] = {}
    for number, row in enumerate(raw["same"], 1):
        group = _group(f"same, row {number}", row)
        told = _telling(group, silent)
        for phrase in {stems(phrase) for phrase in group.every}:
            groups[phrase] = (*groups.get(phrase, ()), told)
    return Known(silent=frozenset(silent), groups=groups, longest=max(map(len, groups), default=0))


def stems(phrase: Sequence[str]) -> Phrase:
    return tuple(stem(word) for word in phrase)


def _group(place: str, row: Mapping[str, Sequence[str]]) -> SameMeaning:
    _none_unknown(place, row)
    return SameMeaning({language: tuple(_phrases(f"{place}, {language}", said)) for language, said in row.items()})


def _telling(group: SameMeaning, silent: Container[str]) -> SameMeaning:
    """Pages are asked for the words that tell something; a phrase of others alone stays whole."""
    return SameMeaning(
        {
            language: tuple(tuple(word for word in said if word not in silent) or said for said in phrases)
            for language, phrases in group.phrases.items()
        }
    )


def _phrases(place: str, said: Sequence[str]) -> Iterator[Phrase]:
    for phrase in said:
        folded = tuple(words(phrase))
        if not folded:
            raise ImproperlyConfigured(f"words.toml, {place}: {phrase!r} has no word")
        yield folded


def _none_unknown(place: str, row: Mapping[str, Any]) -> None:
    if unknown := sorted(set(row) - LANGUAGES):
        raise ImproperlyConfigured(f"words.toml, {place}: no language is called {', '.join(unknown)}")
