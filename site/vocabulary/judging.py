"""What is wrong with a text by the termbase: a word we never use, or a name that was translated."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

ANY_ENDING = "*"
KEPT, NEVER = "kept", "never"
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermWord:
    """A word of one language. `unless`: where it is part of these, it is allowed; both may end in `*`, any ending."""

    concept: str
    language: str
    text: str
    standing: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFault:
    """`instead`: what is said, empty where the termbase knows nothing better."""

    kind: str
    word: str
    instead: str = ""


def faults(original: str, translated: str, language: str, words: Iterable[TermWord]) -> list[TermFault]:
    """Of a translation; what is not translated yet has none."""
    known = tuple(words)
    return [*forbidden(translated, language, known), *lost(original, translated, known)] if translated else []


def forbidden(text: str, language: str, words: Iterable[TermWord]) -> Iterator[TermFault]:
    """Of any text of the language, an original too."""
    known, plain = tuple(words), text.replace(NBSP, " ")
    for word in known:
        if word.standing != "forbidden" or word.language != language:
            continue
        left = plain
        for allowed in word.unless:
            left = _pattern(allowed).sub(" ", left)
        if found := _pattern(word.text).search(left):
            yield TermFault(kind=NEVER, word=found[0], instead=preferred(word.concept, language, known))


def lost(original: str, translated: str, words: Iterable[TermWord]) -> Iterator[TermFault]:
    """Names that are the same in every language."""
    for word in words:
        if word.standing == "kept" and _pattern(word.text).search(original) and word.text not in translated:
            yield TermFault(kind=KEPT, word=word.text, instead=word.text)


def preferred(concept: str, language: str, words: Iterable[TermWord]) -> str:
    said = (
        each.text
        for each in words
        if each.concept == concept and each.language == language and each.standing == "preferred"
    )
    return next(said, "")


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    """Whole words, small letters or large."""
    stem = re.escape(text.removesuffix(ANY_ENDING)).replace(r"\ ", r"\s+")
    ending = r"\w*" if text.endswith(ANY_ENDING) else ""
    return re.compile(rf"(?<!\w){stem}{ending}(?!\w)", re.IGNORECASE)
