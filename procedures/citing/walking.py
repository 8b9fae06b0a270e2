"""Every citation in a declaration, with the way to it: whatever the declaration is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from procedures import checklist
from procedures.citing import mentions
from procedures.language import rules
from procedures.language.schema import Enclosure, Procedure, RuleUse
from procedures.law import citations
from procedures.law.citations import Citation, Citations
from procedures.outlining.procedures import OF_REGISTERS

OFFICIAL = "official"  # begins the names of Polish words, which are not read for articles
RAW_LAW = ("law", "summed")  # of a family's file, which is read once more by each of its definitions


@dataclass(frozen=True, slots=True, eq=False)
class TrailStep:
    """One step into a declaration: what the part is called, and which of several it is."""

    name: str
    item: Any
    number: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class FoundCitation:
    """`in_words`: the sentence names the unit, and no list of references does."""

    citation: Citation
    trail: tuple[TrailStep, ...]
    in_words: bool = False


def cited_in(declared: object, trail: tuple[TrailStep, ...] = ()) -> Iterator[FoundCitation]:
    """In the order of the declaration; what a part borrows from a rule of its own is cited by the part."""
    own: set[Citation] = set()
    for each in _of_part(declared, trail):
        if each.trail == trail:
            own.add(each.citation)
        yield each
    for citation in _borrowed(declared):
        yield FoundCitation(citation, trail)
    named = dict.fromkeys(unit for text in _sentences(declared) for unit in mentions.of(text))
    yield from (FoundCitation(unit, trail, in_words=True) for unit in named if unit not in own)


def value_of(item: object, name: str) -> Any:
    """Of a part, or of a row of a file; None where it says nothing of the kind."""
    return item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)


def _of_part(part: object, trail: tuple[TrailStep, ...]) -> Iterator[FoundCitation]:
    for name, value in _named_parts(part):
        for number, item in _items(value):
            if isinstance(item, Citation):
                yield FoundCitation(item, trail)
            elif isinstance(item, str) and name in RAW_LAW and isinstance(value, list):
                yield FoundCitation(Citation.read(item), trail)
            elif not isinstance(item, str):
                yield from cited_in(item, (*trail, TrailStep(name, item, number)))


def _named_parts(part: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(part):
        # What is not compared is made of the rest: an index of the same questions
        yield from ((each.name, getattr(part, each.name)) for each in fields(part) if each.compare)
    elif isinstance(part, Mapping):
        yield from part.items()
    elif isinstance(part, list | tuple | frozenset):
        yield "", part


def _items(value: object) -> Iterator[tuple[int, object]]:
    """Several parts, or the one."""
    if isinstance(value, list | tuple | frozenset):
        yield from enumerate(value, 1)
    elif isinstance(value, Mapping) and all(is_dataclass(each) for each in value.values()):
        yield from enumerate(value.values(), 1)
    else:
        yield 1, value


def _borrowed(part: object) -> Citations:
    """What a part rests on and does not repeat."""
    match part:
        case RuleUse(law=()):
            return rules.law_of(part)
        case Enclosure():
            return checklist.law_of_remarks(part)
        case Procedure() if part.register:
            return citations.read((OF_REGISTERS,))
    return ()


def _sentences(part: object) -> Iterator[str]:
    """English ones: msgids."""
    for name, value in _named_parts(part):
        if not name.startswith(OFFICIAL):
            yield from (item for _number, item in _items(value) if isinstance(item, str))
