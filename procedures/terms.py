"""How long the terms of procedures last, and when applications are taken, on a day: this alone reads both.

A definition has the value of the release; what editors changed since replaces it from its day on. A term that the
engine counts too is as long as its rule says; all that rest on one other unit of the law are as long as that unit says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from procedures import catalogue, lasting
from procedures.deadlines import rules
from procedures.deadlines.rules import TermRule
from procedures.language.schema import Procedure, Term, Window
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.tables import changes, dated
from procedures.tables.changes import Changes
from procedures.tables.counted import name_of

WINDOWS, UNITS = "windows", "terms"
APPEAL = "appeal"
type Taken = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDays(dated.Lawful):
    """How many days a unit of the law gives; its first term lends the words."""

    title: str
    days: int

    @property
    def said(self) -> str:
        return f"{lasting.named(self.title, self.days)} ({citations.said(self.law)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDays(dated.Dated):
    """When applications of a procedure are taken, whose key it has; None on a side that is open."""

    label: str
    taken: Taken

    def __post_init__(self) -> None:
        opens, closes = self.taken
        if opens is None and closes is None:
            raise ValueError("a window opens, closes, or both")
        if opens and closes and closes < opens:
            raise ValueError("ends before it begins")


def of(terms: Iterable[Term], *, on: date) -> tuple[Term, ...]:
    """Each with the number of days that holds on the day."""
    return tuple(_as_of(term, on) for term in terms)


def appeal_days(released: int, *, on: date) -> int:
    """Of a decision, which says them as released: the engine's rule of an appeal has them."""
    if all(row.days != released for row in rules.of_file() if row.key == APPEAL):
        return released
    return next((row.days or released for row in rules.table() if row.key == APPEAL and row.holds(on)), released)


def window(procedure: Procedure, *, on: date) -> Window | None:
    """Which days it names on that day; none when applications are always taken."""
    if procedure.window is None:
        return None
    row = next((row for row in windows() if row.key == procedure.key and row.holds(on)), None)
    if row is None:
        return procedure.window
    return replace(procedure.window, opens=row.taken[0], closes=row.taken[1])


def is_open(procedure: Procedure, *, on: date) -> bool:
    found = window(procedure, on=on)
    return found is None or found.holds(on)


def units() -> tuple[UnitDays, ...]:
    """What is known of terms that the engine has no rule of."""
    return _changed_units(changes.current())


def windows() -> tuple[WindowDays, ...]:
    return _changed_windows(changes.current())


def counted() -> tuple[TermRule, ...]:
    """The engine's rules whose number of days is no machine's: drafts are deleted by the release."""
    return tuple(row for row in rules.table() if row.days is not None and row.counts != "kept")


def numbers(on: date | None) -> Mapping[str, int]:
    """By the names that texts have for them, as they are on the day; None: as released."""
    return _released_numbers() if on is None else _numbers(changes.current(), on)


@lru_cache(maxsize=512)
def rule_of(term: Term) -> str:
    """Key of the rule by which the engine counts it; empty when it counts no such term."""
    found = (row for row in rules_of(term) if (row.days, row.counts) == (term.days, term.counts))
    return next((row.key for row in found), "")


def rules_of(term: Term) -> list[TermRule]:
    """As released, by the units both rest on."""
    return [row for row in rules.of_file() if row.days and any(_is_under(row.law[0], unit) for unit in term.law)]


@cache
def released_units() -> tuple[UnitDays, ...]:
    every = (term for each in catalogue.procedures() for term in (*each.terms, *each.duties))
    found: dict[str, UnitDays] = {}
    for term in every:
        if term.days is not None and not rule_of(term):
            found.setdefault(term.law[0].id, _of_unit(term, term.days))
    return tuple(found.values())


@lru_cache(maxsize=4)
def _changed_units(known: Changes) -> tuple[UnitDays, ...]:
    return dated.laid(released_units(), UNITS, known)


@lru_cache(maxsize=4)
def _changed_windows(known: Changes) -> tuple[WindowDays, ...]:
    return dated.laid(_released_windows(), WINDOWS, known)


@cache
def _released_windows() -> tuple[WindowDays, ...]:
    return tuple(
        WindowDays(
            key=each.key,
            label=each.title,
            taken=(each.window.opens, each.window.closes),
            source=each.source,
            checked_on=each.checked_on,
            valid_from=each.checked_on,
            decided_by="filing",
        )
        for each in catalogue.procedures()
        if each.window is not None
    )


@lru_cache(maxsize=32)
def _numbers(_known: Changes, on: date) -> Mapping[str, int]:
    counted_here = {name_of(row.key): row.days for row in rules.table() if row.days and row.holds(on)}
    return {**_released_numbers(), **counted_here, **{name_of(row.key): row.days for row in units() if row.holds(on)}}


@cache
def _released_numbers() -> Mapping[str, int]:
    counted_here = {name_of(row.key): row.days for row in rules.of_file() if row.days}
    return {**counted_here, **{name_of(row.key): row.days for row in released_units()}}


def _as_of(term: Term, on: date) -> Term:
    if term.days is None:
        return term
    key = rule_of(term)
    rows = rules.table() if key else units()
    row = next((row for row in rows if row.key == (key or term.law[0].id) and row.holds(on)), None)
    return replace(term, days=row.days) if row else term


def _of_unit(term: Term, days: int) -> UnitDays:
    return UnitDays(
        key=term.law[0].id,
        title=term.title,
        days=days,
        law=term.law[:1],
        verified=term.verified,
        source=term.source,
        checked_on=term.checked_on,
        valid_from=term.checked_on,
        decided_by="event",
    )


def _is_under(unit: Citation, cited: Citation) -> bool:
    return unit == cited or unit.id.startswith(f"{cited.id}(")
