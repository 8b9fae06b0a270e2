"""How long the terms of procedures last, and when applications are taken, on a day: this alone reads both.

A definition has the value of the release; what editors changed since replaces it from its day on. A term that the
engine counts too is as long as its rule says; all that rest on one other unit of the law are as long as that unit says.
So is the time within which an application follows another, by which it is decided who decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from procedures import catalogue
from procedures.claims import Claim
from procedures.deadlines import rules
from procedures.deadlines.rules import TermRule
from procedures.language.schema import Authority, Procedure, Term, Window
from procedures.law.citations import Citation
from procedures.tables import changes, dated, periods
from procedures.tables.changes import Changes
from procedures.tables.counted import name_of
from procedures.tables.periods import Period

WINDOWS, PERIODS = "windows", "terms"
A_YEAR = 365  # where the law names no most, the table has a year
APPEAL = "appeal"
type Taken = tuple[date | None, date | None]
ALWAYS: Taken = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDays(dated.Dated):
    """When applications of a procedure are taken, whose key it has; None on a side that is open, on both: always."""

    label: str
    taken: Taken

    def __post_init__(self) -> None:
        opens, closes = self.taken
        if opens and closes and closes < opens:
            raise ValueError("ends before it begins")


def of(terms: Iterable[Term], *, on: date) -> tuple[Term, ...]:
    """Each with the number of days or months that holds on the day."""
    return tuple(_as_of(term, on) for term in terms)


def appeal_days(released: int, *, on: date) -> int:
    """Of a decision, which says them as released: the engine's rule of an appeal has them."""
    if all(row.days != released for row in rules.of_file() if row.key == APPEAL):
        return released
    return next((row.days or released for row in rules.table() if row.key == APPEAL and row.holds(on)), released)


def within_days(rule: Authority, *, on: date) -> int:
    """How many days later an application still follows the other, on the day it is filed; 0 where that is not asked."""
    if rule.within is None:
        return 0
    row = next((row for row in periods_known() if row.key == rule.law[0].id and row.holds(on)), None)
    return row.days or rule.within.days if row else rule.within.days


def window(procedure: Procedure, *, on: date) -> Window | None:
    """Which days it names on that day; none when applications are always taken. One that editors entered for a
    procedure that had none cites no law: its source is that of the entry."""
    row = next((row for row in windows() if row.key == procedure.key and row.holds(on)), None)
    if row is None or row in _released_windows():
        return procedure.window
    if row.taken == ALWAYS:
        return None
    opens, closes = row.taken
    return Window(opens=opens, closes=closes, law=procedure.window.law if procedure.window else ())


def is_open(procedure: Procedure, *, on: date) -> bool:
    found = window(procedure, on=on)
    return found is None or found.holds(on)


def periods_known() -> tuple[Period, ...]:
    """What units of the law give that the engine has no rule of."""
    return _changed_periods(changes.current())


def in_days() -> tuple[Period, ...]:
    return tuple(row for row in periods_known() if row.days)


def in_months() -> tuple[Period, ...]:
    return tuple(row for row in periods_known() if row.months)


def windows() -> tuple[WindowDays, ...]:
    return _changed_windows(changes.current())


def counted() -> tuple[TermRule, ...]:
    """The engine's rules whose number of days is no machine's: drafts are deleted by the release."""
    return tuple(row for row in rules.table() if row.days is not None and row.counts != "kept")


def at_least() -> tuple[TermRule, ...]:
    """The engine's rules of a term that a letter sets, and which the law bids to be no shorter."""
    return tuple(row for row in rules.table() if row.least is not None and row.about == "service")


def at_most() -> tuple[TermRule, ...]:
    """Of these, those which the law bids to be no longer; any other may say a year."""
    return tuple(row for row in at_least() if row.most is not None and row.most < A_YEAR)


def counted_in_months() -> tuple[TermRule, ...]:
    return tuple(row for row in rules.table() if row.months is not None)


def numbers(on: date | None) -> Mapping[str, int]:
    """By the names that texts have for them, as they are on the day; None: as released."""
    return _released_numbers() if on is None else _numbers(changes.current(), on)


@lru_cache(maxsize=512)
def rule_of(term: Term) -> str:
    """Key of the rule by which the engine counts it; empty when it counts no such term."""
    found = (row for row in rules_of(term) if is_as(term, row))
    return next((row.key for row in found), "")


def is_as(term: Term, row: TermRule) -> bool:
    """Whether both count alike."""
    return (row.days, row.months, row.counts) == (term.days, term.months, term.counts)


def rules_of(term: Term) -> list[TermRule]:
    """As released, by the units both rest on."""
    return [row for row in rules.of_file() if row.length and any(_is_under(row.law[0], unit) for unit in term.law)]


@cache
def released_periods() -> tuple[Period, ...]:
    """Those of the definitions, and those of the file, which may change with a day."""
    found: dict[str, Period] = {}
    for each in catalogue.procedures():
        for term in (*each.terms, *each.duties):
            if term.length and not rule_of(term):
                found.setdefault(term.law[0].id, _of_term(term))
        for rule in each.authorities:
            if rule.within:
                found.setdefault(rule.law[0].id, _of_within(rule, rule.within.days))
    return (*found.values(), *periods.of_file())


@lru_cache(maxsize=4)
def _changed_periods(known: Changes) -> tuple[Period, ...]:
    return dated.laid(released_periods(), PERIODS, known)


@lru_cache(maxsize=4)
def _changed_windows(known: Changes) -> tuple[WindowDays, ...]:
    return dated.laid(_released_windows(), WINDOWS, known)


@cache
def _released_windows() -> tuple[WindowDays, ...]:
    return tuple(
        WindowDays(
            key=each.key,
            label=each.title,
            taken=(each.window.opens, each.window.closes) if each.window else ALWAYS,
            source=each.source,
            checked_on=each.checked_on,
            valid_from=each.checked_on,
            decided_by="filing",
        )
        for each in catalogue.procedures()
    )


@lru_cache(maxsize=32)
def _numbers(_known: Changes, on: date) -> Mapping[str, int]:
    counted_here = {name_of(row.key): number for row in rules.table() if row.holds(on) and (number := _number(row))}
    given = {name_of(row.key): row.number for row in periods_known() if row.holds(on)}
    return {**_released_numbers(), **counted_here, **given}


@cache
def _released_numbers() -> Mapping[str, int]:
    counted_here = {name_of(row.key): number for row in rules.of_file() if (number := _number(row))}
    return {**counted_here, **{name_of(row.key): row.number for row in released_periods()}}


def _number(row: TermRule) -> int | None:
    """As texts name it: how long a term is, or at least is when a letter sets it."""
    return row.length or row.least


def _as_of(term: Term, on: date) -> Term:
    if term.length is None:
        return term
    key = rule_of(term)
    rows: Iterable[TermRule | Period] = rules.table() if key else periods_known()
    row = next((row for row in rows if row.key == (key or term.law[0].id) and row.holds(on)), None)
    return replace(term, days=row.days, months=row.months) if row else term


def _of_term(term: Term) -> Period:
    return _of_claim(term, title=term.title, days=term.days, months=term.months)


def _of_within(rule: Authority, days: int) -> Period:
    names_it = name_of(rule.law[0].id) in rule.text
    return _of_claim(rule, title=rule.text if names_it else rule.title, days=days, decided_by="filing")


def _of_claim(
    claim: Claim, *, title: str, days: int | None, months: int | None = None, decided_by: str = "event"
) -> Period:
    return Period(
        key=claim.law[0].id,
        title=title,
        days=days,
        months=months,
        law=claim.law[:1],
        verified=claim.verified,
        source=claim.source,
        checked_on=claim.checked_on,
        valid_from=claim.checked_on,
        decided_by=decided_by,
    )


def _is_under(unit: Citation, cited: Citation) -> bool:
    return unit == cited or unit.id.startswith(f"{cited.id}(")
