"""Texts that name how many days or months the law gives: the number of a day, in the words of the reader's language.

%(appeal)s is the number of the engine's rule `appeal`; %(foreigners_112a_1)s that of a unit of the law which no rule
has. A text names one of them, since its words follow the number: 3 days are أيام in Arabic, 14 are يومًا.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NAMED = re.compile(r"%\((\w+)\)s")
PLURAL = re.compile(r"(%\(\w+\)s (?:working )?(?:day|month))s")
POLISH_ONE = ((re.compile(r"\b1 dni\b"), "1 dnia"), (re.compile(r"\b1 miesięcy\b"), "1 miesiąca"))
type Numbers = Callable[[date | None], Mapping[str, int]]

_sources: list[Numbers] = []


def read_from(source: Numbers) -> None:
    """Who knows how many they are on a day, or as the files say it: the floor above."""
    _sources[:] = [source]


def said(msgid: str, *, on: date | None = None) -> str:
    """In the language of the reader, with the number of that day, or of today. Other names in it stay."""
    if not msgid:
        return ""
    name = name_in(msgid)
    return plural(msgid, name, number(name, on or timezone.localdate())) if name else _(msgid)


def official(text: str, *, on: date | None = None) -> str:
    """Polish that is not translated."""
    if not (name := name_in(text)):
        return text
    said_of_day = filled(text, name, number(name, on or timezone.localdate()))
    for many, one in POLISH_ONE:
        said_of_day = many.sub(one, said_of_day)
    return said_of_day


def plural(msgid: str, name: str, found: int) -> str:
    """With the number of that name, and the words that go with it."""
    one = singular(msgid)
    return filled(_(msgid) if one == msgid else ngettext(one, msgid, found), name, found)


def filled(text: str, name: str, value: object) -> str:
    return text.replace(f"%({name})s", str(value))


def singular(msgid: str) -> str:
    """As the catalogue has it; the text itself where no word follows the number."""
    return PLURAL.sub(r"\1", msgid)


def name_in(text: str) -> str:
    return next((name for name in NAMED.findall(text) if name in names()), "") if "%(" in text else ""


def number(name: str, on: date) -> int:
    """How many they are on that day."""
    return _sources[0](on)[name]


def released(name: str) -> int:
    """As the files say it."""
    return _sources[0](None)[name]


def names() -> frozenset[str]:
    return frozenset(_sources[0](None))


def name_of(key: str) -> str:
    """Of a rule, a unit of the law or a period, as a text names it."""
    return re.sub(r"\W+", "_", key).strip("_")
