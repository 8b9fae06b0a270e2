"""Approved changes of the tables' rows: asked for once a request or job, which sees one state of the law throughout."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From its first day on, a field of a row says something else; a last day ends the row with it.

    `part` names what has the field, where a row has rows of its own.
    """

    table: str
    field: str
    key: str
    value: Any
    source: str
    checked_on: date
    valid_from: date
    valid_to: date | None = None
    approved_on: date | None = None
    part: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """All of them by their days. It equals itself only, so that copies are kept under it at no cost."""

    every: tuple[Change, ...] = ()

    def of(self, table: str) -> tuple[Change, ...]:
        return tuple(each for each in self.every if each.table == table)


@dataclass(slots=True)
class _Moment:
    seen: Changes | None = None


NONE = Changes()
_sources: list[Callable[[], Changes]] = []
_moment: ContextVar[_Moment | None] = ContextVar("moment", default=None)


def read_from(source: Callable[[], Changes]) -> None:
    """Where approved changes are kept: the floor above knows."""
    _sources[:] = [source]


@contextmanager
def one_state() -> Iterator[None]:
    """Whatever is read within is of one state: the page, the order and the answer of one request never disagree."""
    token = _moment.set(_Moment())
    try:
        yield
    finally:
        _moment.reset(token)


def current() -> Changes:
    """The files alone hold outside of a request or job: at the start, in checks, where no database is."""
    moment = _moment.get()
    if moment is None:
        return NONE
    if moment.seen is None:
        moment.seen = _sources[0]() if _sources else NONE
    return moment.seen


def ask_again() -> None:
    """Somebody changed them in this very request."""
    if moment := _moment.get():
        moment.seen = None


@contextmanager
def without() -> Iterator[None]:
    """The rows as the files have them."""
    token = _moment.set(None)
    try:
        yield
    finally:
        _moment.reset(token)


def laid_over[Row](
    rows: Sequence[Row], changes: Sequence[Change], lay: Callable[[Sequence[Row], Change], Sequence[Row]]
) -> tuple[Row, ...]:
    """One that no longer fits, since a release changed its row, is left out and said: the rest goes on."""
    laid = tuple(rows)
    for each in changes:
        try:
            laid = tuple(lay(laid, each))
        except (ValueError, TypeError) as error:
            log.error("%s.%s of %s from %s: %s", each.table, each.field, each.key, each.valid_from, error)  # noqa: TRY400
    return laid
