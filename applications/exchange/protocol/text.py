"""Cleans strings that come in; entry and importer treat a string alike.

What nobody can see is no text: a string of such signs alone is empty, and every schema judges it after cleaning.
"""

import unicodedata
from typing import Any

from applications.exchange.protocol.errors import Malformed
from writing import cleaning, signs

MAX_LENGTH = 20_000
_SEEN = frozenset("LNPS")  # letters, numbers, punctuation, symbols; an accent alone is none


def clean(value: str) -> str:
    """What can be seen of it; line breaks stay, other controls and lone surrogates are refused."""
    if len(value) > MAX_LENGTH:
        raise Malformed("text too long")
    value = cleaning.lines(value)
    if signs.cannot_be_text(value):
        raise Malformed("a sign that no text holds")
    return value


def clean_all(value: Any) -> Any:
    """The same for every string in a JSON value, keys included."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [clean_all(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): clean_all(item) for key, item in value.items()}
    return value


def is_visible(value: str) -> bool:
    """Whether anything of a cleaned text can be read."""
    return any(unicodedata.category(character)[0] in _SEEN for character in value)
