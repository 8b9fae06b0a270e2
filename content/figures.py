"""Dated figures in prose, as in [[minimum-wage]]: filled in for readers, refused where nobody knows them."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from content.law import money
from procedures.tables import parameters

log = logging.getLogger(__name__)
TOKEN = re.compile(r"\[\[([^\[\]]*)\]\]")  # whatever was meant as one, a misspelt name too
STRAY = re.compile(r"\[\[|\]\]")
TAG = re.compile(r"(<[^>]*>)")
_day: ContextVar[date | None] = ContextVar("the day whose figures are filled in", default=None)


@contextmanager
def of_day(on: date) -> Iterator[None]:
    """The figures of that day instead of today's, in all that is read here."""
    token = _day.set(on)
    try:
        yield
    finally:
        _day.reset(token)


def _read_on() -> date:
    return _day.get() or timezone.localdate()


def named(text: str) -> list[str]:
    """The names in their order, known or not."""
    return TOKEN.findall(text)


def broken(text: str) -> list[str]:
    """As an editor typed them: names that nobody knows, and brackets that do not close."""
    unknown = [f"[[{name}]]" for name in named(text) if not is_known(name)]
    return unknown + STRAY.findall(TOKEN.sub("", text))


def marks(text: str) -> list[str]:
    """Every token and stray bracket, for where none is filled in."""
    return [f"[[{name}]]" for name in named(text)] + STRAY.findall(TOKEN.sub("", text))


def broken_in(value: Any) -> list[str]:
    """Of every text in the stored form of a body."""
    if isinstance(value, str):
        return broken(value)
    if isinstance(value, Mapping):
        return _of_all(value.values())
    return _of_all(value) if isinstance(value, list | tuple) else []


def _of_all(values: Iterable[Any]) -> list[str]:
    return [token for value in values for token in broken_in(value)]


def is_known(name: str) -> bool:
    return any(row.key == name for row in parameters.table())


def fill(text: str) -> SafeString:
    """Escapes the text and puts today's figures for its tokens."""
    pieces = TOKEN.split(text)  # text, name, text, name, …, text
    return format_html_join(
        "", "{}", ((figure(piece) if place % 2 else _without_brackets(piece),) for place, piece in enumerate(pieces))
    )


def fill_html(html: str) -> SafeString:
    """The same for an editor's rich text, in what stands between its tags."""
    pieces = TAG.split(html)  # text, tag, text, tag, …, text
    filled = (piece if place % 2 else _fill_markup(piece) for place, piece in enumerate(pieces))
    return mark_safe("".join(filled))  # noqa: S308  # cleaned by Wagtail's rich text; only our figures were added


def plain(text: str) -> str:
    """The same without markup, for programs."""
    return _without_brackets(TOKEN.sub(lambda found: _value(found[1]), text))


def figure(name: str) -> SafeString:
    if not _is_said_today(name):
        return format_html("<span>{}</span>", _value(name))
    return format_html('<bdi class="mos-code">{}</bdi>', _value(name))


def _fill_markup(text: str) -> str:
    return _without_brackets(TOKEN.sub(lambda found: figure(found[1]), text))


def _value(name: str) -> str:
    if _is_said_today(name):
        return money(int(parameters.value(name, on=_read_on()) * 100))
    if is_known(name):
        return _("(not announced yet)")
    log.error("A live page names a figure nobody knows: %r", name[:60])
    return _("(figure not known)")


def _is_said_today(name: str) -> bool:
    return parameters.is_known(name, on=_read_on())


def _without_brackets(text: str) -> str:
    """Brackets that do not close are a slip of the pen; a reader never sees them."""
    return STRAY.sub("", text)
