"""The units that anything cites, and the places that cite them: what a change of a unit touches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from procedures import catalogue, declared
from procedures.citing.walking import TrailStep, cited_in, value_of
from procedures.deadlines import visits
from procedures.declared import TABLES
from procedures.language.rules import RULES
from procedures.language.schema import RuleUse
from procedures.law import acts, citations, units
from procedures.law.acts import Act
from procedures.law.citations import Citation
from procedures.tables import changes
from procedures.tables.changes import Changes

NAMED_RULES, VISITS = "named-rules", "visits"
IN_CODE: Mapping[str, object] = {NAMED_RULES: RULES, VISITS: citations.read(visits.LAW)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CitingPlace:
    """Where a unit is cited: in which declaration, and the way into it."""

    citation: Citation
    kind: str
    key: str
    version: str
    declared: object = field(repr=False)
    trail: tuple[TrailStep, ...] = field(repr=False)
    in_words: bool = False

    @property
    def part(self) -> Any:
        """What cites it, in itself."""
        return self.trail[-1].item if self.trail else self.declared

    @property
    def is_unverified(self) -> bool:
        """It, or what it is part of, says so; or it rests on what nobody read."""
        return not self.citation.is_read or any(_is_unverified(step.item) for step in self.trail)

    @property
    def checked_on(self) -> Any:
        """Of the innermost part that says it; None where nothing does."""
        from_within = (*(step.item for step in reversed(self.trail)), self.declared)
        return next((day for each in from_within if (day := value_of(each, "checked_on"))), None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Touched:
    """By a change of a unit: what cites it, what cites a part of it, and what cites the whole it stands in."""

    citation: Citation
    own: tuple[CitingPlace, ...]
    parts: tuple[CitingPlace, ...]
    whole: tuple[CitingPlace, ...]

    @property
    def every(self) -> tuple[CitingPlace, ...]:
        return (*self.own, *self.parts, *self.whole)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CitedUnit:
    """One unit of an act with its places."""

    citation: Citation
    places: tuple[CitingPlace, ...]

    @property
    def is_unverified(self) -> bool:
        """Nothing that cites it is verified."""
        return all(each.is_unverified for each in self.places)


def of(citation: Citation) -> Touched:
    every = places()
    of_act = (each for each in every if each.act == citation.act)
    parts = [place for each in of_act if is_within(each, citation) for place in every[each]]
    return Touched(
        citation=citation,
        own=every.get(citation, ()),
        parts=tuple(parts),
        whole=tuple(place for each in wholes(citation) for place in every.get(each, ())),
    )


def places() -> Mapping[Citation, tuple[CitingPlace, ...]]:
    """By unit. The tables are as they are today; definitions never change while a program runs."""
    return _joined(changes.current(), catalogue.FORMS)


def cited_units(act: Act) -> list[CitedUnit]:
    """In the order of the law; where nobody read it, by number. The act as a whole stands first."""
    order = {at: place for place, at in enumerate(units.of(act.key))}
    found = [CitedUnit(citation=each, places=cited) for each, cited in places().items() if each.act == act.key]
    return sorted(found, key=lambda each: (order.get(each.citation.unit, -1), by_number(each.citation.unit)))


def cited_acts() -> dict[Act, int]:
    """With the number of their cited units, in the order of the table of acts."""
    named = [each.act for each in places()]
    return {act: named.count(act.key) for act in acts.table().values()}


def wholes(citation: Citation) -> Iterator[Citation]:
    """That the unit stands in, from within; the act is the last."""
    unit = citation.unit
    while unit:
        unit = unit.rpartition("(")[0]
        yield Citation(citation.act, unit)


def is_within(citation: Citation, whole: Citation) -> bool:
    """A part of it, not itself."""
    if citation.act != whole.act or citation == whole:
        return False
    return not whole.unit or citation.unit.startswith(f"{whole.unit}(")


def by_number(unit: str) -> list[tuple[int, str]]:
    """106a after 106 and before 107."""
    return [(int(number), letters) for number, letters in _numbered(unit)]


def _numbered(unit: str) -> Iterator[tuple[str, str]]:
    for part in unit.replace("(", " ").replace(")", " ").split():
        digits = "".join(each for each in part if each.isdigit())
        yield digits or "0", part.replace(digits, "", 1)


@lru_cache(maxsize=4)
def _joined(_known: Changes, forms: Path) -> Mapping[Citation, tuple[CitingPlace, ...]]:
    return _by_unit((*_of_files(forms), *_of_tables()))


@lru_cache(maxsize=2)
def _of_files(_forms: Path) -> tuple[CitingPlace, ...]:
    """All but the tables, whose rows an editor's entry may change."""
    files = (each for each in declared.files() if each.kind not in TABLES)
    found = [place for each in files for place in _cited(each.read(), each.kind, each.key, each.version)]
    found += [place for name, value in IN_CODE.items() for place in _cited(value, name, name)]
    # A table of statuses has the very rows of its base: each is one place
    return tuple({(id(each.part), each.citation): each for each in found}.values())


def _of_tables() -> Iterator[CitingPlace]:
    for name, table in TABLES.items():
        yield from _cited(table(), name, name)


def _cited(value: object, kind: str, key: str, version: str = "") -> Iterator[CitingPlace]:
    for found in cited_in(value):
        yield CitingPlace(
            citation=found.citation,
            kind=kind,
            key=key,
            version=version,
            declared=value,
            trail=found.trail,
            in_words=found.in_words,
        )


def _by_unit(found: Iterable[CitingPlace]) -> Mapping[Citation, tuple[CitingPlace, ...]]:
    made: dict[Citation, list[CitingPlace]] = {}
    for each in found:
        made.setdefault(each.citation, []).append(each)
    return {citation: tuple(each) for citation, each in made.items()}


def _is_unverified(part: object) -> bool:
    if isinstance(part, RuleUse):
        return not RULES[part.name].verified
    if isinstance(part, Mapping) and "law" in part:  # a row of a file, which says only that it is verified
        return not part.get("verified")
    return value_of(part, "verified") is False
