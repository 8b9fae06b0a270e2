"""Makes the first rows of the termbase from `first_terms.toml`; then it is the editors'."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vocabulary.judging import TermWord
from vocabulary.models import Concept, TermUse, Word

FILE = Path(__file__).parent / "first_terms.toml"


def words() -> list[TermWord]:
    """Without a database: what the texts of a release are judged by."""
    return [
        TermWord(
            concept=term["key"],
            language=word.language,
            text=word.text,
            standing=word.standing,
            unless=tuple(part.strip() for part in word.unless.split(",") if part.strip()),
        )
        for term in _terms()
        for word in _words(term)
    ]


def load() -> list[Concept]:
    """Nothing where there is a row already."""
    if Concept.objects.exists():
        return []
    made = []
    for term in _terms():
        concept = Concept(key=term["key"])
        concept.words = list(_words(term))
        concept.save()
        made.append(concept)
    return made


def _terms() -> list[dict[str, Any]]:
    terms: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["terms"]
    return terms


def _words(term: dict[str, Any]) -> Iterator[Word]:
    for language, text in term.get("said", {}).items():
        yield Word(language=language, text=text, standing=TermUse.PREFERRED)
    for word in term.get("never", ()):
        yield Word(standing=TermUse.FORBIDDEN, **word)
    if kept := term.get("kept"):
        yield Word(standing=TermUse.KEPT, **kept)
