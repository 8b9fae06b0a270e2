"""Sentences of the law that stand on several pages: each is said in one dated row, with its units and its source."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from procedures.law import citations
from procedures.tables import dated

# What pages of an application say, and no guide: not true of what is filed nowhere here
OF_AN_APPLICATION = frozenset({"sign", "wording", "draft", "office", "summons", "owed", "copy"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(dated.Lawful):
    """Title and text are msgids; `about` is the part of a page it belongs to."""

    about: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in words; `law` is its units."""

    title: str
    text: str
    law: str


def said(row: Statement) -> Said:
    """In the language of the reader, with the row's own days in its words; kept, since a page says many of them."""
    return _said(row, get_language())


@lru_cache(maxsize=512)
def _said(row: Statement, _language: str | None) -> Said:
    days = {
        name: date_format(day, "j E Y") for name, day in (("since", row.valid_from), ("until", row.valid_to)) if day
    }
    return Said(_(row.title) % days, _(row.text) % days, citations.said(row.law))


def on(key: str, day: date) -> Statement:
    """Unknown when the law does not say this on that day."""
    return dated.on(table(), key, day)


def holding(day: date) -> tuple[Statement, ...]:
    return tuple(row for row in table() if row.holds(day))


def table() -> tuple[Statement, ...]:
    return dated.cached("statements.toml", "statements", Statement)
