"""Cleans strings that come in; entry and importer treat a string alike.

What nobody can see is no text: a string of such signs alone is empty, and every schema judges it after cleaning.
"""

import re
import unicodedata
from typing import Any

from applications.exchange.protocol.errors import Malformed

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO_WIDTH = "\u200b\u2060-\u2064\u206a-\u206f\ufeff"
_FILLERS = "\u034f\u115f\u1160\u180b-\u180f\u3164\uffa0"
_OF_EDITORS = "\u00ad\ufff9-\ufffc"
_TAGS = "\U000e0001\U000e0020-\U000e007f"
INVISIBLE = re.compile(f"[{_DIRECTION}{_ZERO_WIDTH}{_FILLERS}{_OF_EDITORS}{_TAGS}]")
LINE_END = re.compile("\r\n|[\n\v\f\r\u0085\u2028\u2029]")
BLANK = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
MAX_LENGTH = 20_000
_SEEN = frozenset("LNPS")  # letters, numbers, punctuation, symbols; an accent alone is none


def clean(value: str) -> str:
    """What can be seen of it; line breaks stay, other controls and lone surrogates are refused."""
    if len(value) > MAX_LENGTH:
        raise Malformed("text too long")
    value = visible(value)
    if any(character != "\n" and unicodedata.category(character) in {"Cc", "Cs"} for character in value):
        raise Malformed("control character in a text")
    return value


def visible(value: str) -> str:
    """In its one form (NFC), without signs that nobody sees, trimmed."""
    value = unicodedata.normalize("NFC", BLANK.sub(" ", LINE_END.sub("\n", value)))
    return unicodedata.normalize("NFC", INVISIBLE.sub("", value)).strip(" \n")


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
