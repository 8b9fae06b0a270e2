"""What somebody typed, as PostgreSQL is asked for it: each word in its forms, each phrase in all its words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from content.search import words as synonyms
from content.search.folding import is_whole, stem, words
from content.search.words import Known, Phrase, SameMeaning

LONGEST_TYPED = 100  # signs
MOST_WORDS = 10
OFFICIAL = "pl"  # its words stand in pages of every language


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A word, or a phrase that has others of its meaning."""

    typed: Phrase
    groups: tuple[SameMeaning, ...] = ()

    def phrases(self, language: str) -> tuple[Phrase, ...]:
        """`language` empty: of every language."""
        said = (
            phrase
            for group in self.groups
            for each in (group.every if not language else (*group.said_in(language), *group.said_in(OFFICIAL)),)
            for phrase in each
        )
        telling = tuple(word for word in self.typed if word not in synonyms.known().silent)
        return tuple(dict.fromkeys((telling or self.typed, *said)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The words of a page that were asked for: some as they are, others by what they begin with."""

    whole: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()

    def fit(self, word: str) -> bool:
        return word in self.whole or word.startswith(self.begins)


@dataclass(frozen=True, slots=True)
class AskedWords:
    parts: tuple[AskedPart, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def words(self) -> list[str]:
        """Those that no synonym explains: one of them may be misspelt."""
        return [word for part in self.parts if not part.groups for word in part.typed]

    def query(self, language: str, *, every: bool = True) -> str:
        """A tsquery of folded words; `every`: a page must have all parts."""
        return (" & " if every else " | ").join(_any(part.phrases(language)) for part in self.parts)

    def marks(self, language: str) -> "Marks":
        said = {word for part in self.parts for phrase in part.phrases(language) for word in phrase}
        whole = frozenset(filter(is_whole, said))
        return Marks(whole=whole, begins=tuple(sorted({stem(word) for word in said - whole})))

    def meant(self, others: Mapping[str, Iterable[str]]) -> "AskedWords":
        """With the words that misspelt ones may have meant."""
        return AskedWords(tuple(_corrected(part, others) for part in self.parts))


def read(typed: str) -> AskedWords:
    known, said = synonyms.known(), words(typed[:LONGEST_TYPED])[:MOST_WORDS]
    parts = list(_parts(said, known))
    telling = [part for part in parts if part.groups or part.typed[0] not in known.silent]
    return AskedWords(tuple(_without_repeated(telling or parts)))


def _parts(said: list[str], known: Known) -> Iterator[AskedPart]:
    """The longest phrase that is known at each place: «how much» has a meaning that its words have not."""
    while said:
        size = next((size for size in range(known.longest, 0, -1) if _groups(said[:size], size, known)), 1)
        yield AskedPart(tuple(said[:size]), _groups(said[:size], size, known))
        said = said[size:]


def _without_repeated(parts: Iterable[AskedPart]) -> list[AskedPart]:
    """«How much does it cost» says one thing twice."""
    once: dict[object, AskedPart] = {}
    for part in parts:
        once.setdefault(tuple(map(id, part.groups)) or part.typed, part)
    return list(once.values())


def _groups(said: list[str], size: int, known: Known) -> tuple[SameMeaning, ...]:
    return known.groups.get(synonyms.stems(said), ()) if len(said) == size else ()


def _corrected(part: AskedPart, others: Mapping[str, Iterable[str]]) -> AskedPart:
    near = tuple((other,) for word in part.typed for other in others.get(word, ()))
    return AskedPart(part.typed, (SameMeaning({OFFICIAL: near}),)) if near else part


def _any(phrases: Iterable[Phrase]) -> str:
    return f"({' | '.join(dict.fromkeys(_all(phrase) for phrase in phrases))})"


def _all(phrase: Phrase) -> str:
    return f"({' & '.join(_forms(word) for word in phrase)})"


def _forms(word: str) -> str:
    """The word itself counts twice: it also begins with its stem. What is too short for one has an English plural."""
    if word.isdecimal():
        return word
    return f"({word} | {word}s)" if is_whole(word) else f"({word} | {stem(word)}:*)"
