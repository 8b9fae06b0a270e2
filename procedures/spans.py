"""What applied on a day, and what changes after it: each changeable fact with the days on which it says one thing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from procedures.changeable import FACTS, Changeable
from procedures.tables import changes
from procedures.tables.changes import Change
from procedures.tables.dated import DAY, Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSpan:
    """`value` is None for a time in which nobody knows it; `approved_on` for what came with a release."""

    fact: Changeable
    key: str
    label: str
    value: str | None
    before: str | None = None
    valid_from: date
    valid_to: date | None
    source: str
    checked_on: date | None
    approved_on: date | None = None

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def on(day: date) -> list[FactSpan]:
    return [span for span in _every() if span.value is not None and span.holds(day)]


def after(day: date) -> list[FactSpan]:
    """In the order of their days; an end is a change too."""
    return sorted((span for span in _every() if span.valid_from > day), key=lambda span: span.valid_from)


def _every() -> Iterator[FactSpan]:
    for fact in FACTS.values():
        known = fact.changes(changes.current())
        rows: dict[str, list[Dated]] = {}
        for row in sorted(fact.rows(), key=lambda row: row.valid_from):
            rows.setdefault(row.key, []).append(row)
        for each in rows.values():
            yield from _with_gaps(_joined([_span(fact, row, known.get((row.key, row.valid_from))) for row in each]))


def _span(fact: Changeable, row: Dated, change: Change | None) -> FactSpan:
    told = change or row
    return FactSpan(
        fact=fact,
        key=row.key,
        label=fact.label(row),
        value=fact.told(row),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=told.source,
        checked_on=told.checked_on,
        approved_on=change.approved_on if change else None,
    )


def _joined(spans: list[FactSpan]) -> list[FactSpan]:
    """A row that another fact has split is one again."""
    joined = spans[:1]
    for span in spans[1:]:
        last = joined[-1]
        if last.value == span.value and last.valid_to == span.valid_from - DAY:
            joined[-1] = replace(last, valid_to=span.valid_to)
        else:
            joined.append(span)
    return joined


def _with_gaps(spans: list[FactSpan]) -> Iterator[FactSpan]:
    """With what it said before, and the times without a row."""
    yield spans[0]
    for last, span in pairwise([*spans, None]):
        first_day_off = last.valid_to + DAY if last and last.valid_to else None
        if last and first_day_off and (span is None or first_day_off < span.valid_from):
            end = span.valid_from - DAY if span else None
            yield replace(last, value=None, before=last.value, valid_from=first_day_off, valid_to=end)
            if span:
                yield span
        elif last and span:
            yield replace(span, before=last.value)
