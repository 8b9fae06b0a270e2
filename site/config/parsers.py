"""How the API reads JSON: what others would read otherwise, or no table of ours could hold, is refused by name."""

import codecs
import json
import math
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser, get_encoding  # type: ignore[attr-defined]  # newer than its stubs

DEEPEST = 10  # far above any answer
SURROGATES = range(0xD800, 0xE000)


class StrictJSONParser(JSONParser):
    """As RFC 7493 advises: one value a name, finite numbers, whole Unicode; and no NUL, no deep nesting."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return read(codecs.getreader(get_encoding(parser_context or {}))(stream).read())
        except UnicodeError as error:
            raise ParseError(_("This is not JSON: %(reason)s") % {"reason": error}) from error


def read(text: str) -> Any:
    """The value; ParseError when it is no JSON of ours, ValidationError names the place of what cannot be kept."""
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_not_json, parse_float=_finite)
        unreadable = next(_unreadable(value), None)
    except RecursionError as error:
        raise ParseError(_("This JSON is nested too deeply.")) from error
    except ValueError as error:
        raise ParseError(_("This is not JSON: %(reason)s") % {"reason": error}) from error
    if unreadable is not None:
        raise ValidationError(
            {unreadable or "body": [_("This text holds a sign that cannot be stored (NUL or half of a Unicode sign).")]}
        )
    return value


def is_unreadable(text: str) -> bool:
    """NUL, which no table can hold, or half of a sign, which cannot even be sent back."""
    return any(letter == "\0" or ord(letter) in SURROGATES for letter in text)


def _unreadable(value: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Where such texts stand, as `answers.surname`; a name that is one itself is told by its place alone."""
    if isinstance(value, list | dict) and len(path) >= DEEPEST:
        raise RecursionError
    if isinstance(value, str) and is_unreadable(value):
        yield ".".join(path)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _unreadable(each, (*path, str(place)))
    elif isinstance(value, dict):
        for name, each in value.items():
            if is_unreadable(name):
                yield ".".join(path)
            yield from _unreadable(each, (*path, name))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice in one object")
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _not_json(name: str) -> None:
    raise ValueError(f"{name} is no number")
