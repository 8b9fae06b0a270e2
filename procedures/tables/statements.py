"""Sentences of the law that stand on several pages: each is said in one dated row, with its units and its source."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Self

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from procedures.law import citations
from procedures.tables import changes, counted, dated
from procedures.tables.changes import Change, Changes

# What pages of an application say, and no guide: not true of what is filed nowhere here
OF_AN_APPLICATION = frozenset({"sign", "wording", "draft", "office", "summons", "owed", "copy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(dated.Lawful):
    """Title and text are msgids; `about` is the part of a page it belongs to.

    `days` are what its words name where that is not its own days: an editor's entry splits it, and until the day of the
    entry it says what it always said.
    """

    about: str
    title: str
    text: str
    days: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if self.days and not 1 <= len(self.days) <= len(("since", "until")):
            raise ValueError("a statement holds from a day on, or from one to another")
        if list(self.days) != sorted(self.days):
            raise ValueError("ends before it begins")

    @property
    def since(self) -> date:
        return self.days[0] if self.days else self.valid_from

    @property
    def until(self) -> date | None:
        if not self.days:
            return self.valid_to
        return self.days[1] if len(self.days) > 1 else None

    @property
    def spoken(self) -> tuple[date, ...]:
        return (self.since, *filter(None, [self.until]))

    def last_day_of(self, change: Change) -> date | None:
        return change.value[1] if len(change.value) > 1 else None

    def values_of(self, change: Change) -> dict[str, Any]:
        """An entry is of a day on which it holds: before, it says what it always said."""
        if not change.value or not dated.holds(change.value, change.valid_from):
            raise ValueError("it does not hold on the first day of the entry")
        return super(Statement, self).values_of(change)

    def ended(self, day: date) -> Self:
        return replace(self, valid_to=day, days=self.spoken)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in words; `law` is its units."""

    title: str
    text: str
    law: str


def said(row: Statement, *, on: date | None = None) -> Said:
    """In the language of the reader, with the row's own days in its words; kept, since a page says many of them."""
    return _said(row, get_language(), changes.current(), on or timezone.localdate())


@lru_cache(maxsize=512)
def _said(row: Statement, _language: str | None, _known: Changes, on: date) -> Said:
    days = {name: date_format(day, "j E Y") for name, day in (("since", row.since), ("until", row.until)) if day}
    title, text = counted.said(row.title, on=on), counted.said(row.text, on=on)
    return Said(title % days, text % days, citations.said(row.law))


def on(key: str, day: date) -> Statement:
    """Unknown when the law does not say this on that day."""
    return dated.on(table(), key, day)


def holding(day: date) -> tuple[Statement, ...]:
    return tuple(row for row in table() if row.holds(day))


def table() -> tuple[Statement, ...]:
    return dated.cached("statements.toml", "statements", Statement)
