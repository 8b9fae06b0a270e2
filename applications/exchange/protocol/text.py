"""Cleans strings that come in; entry and importer treat a string alike."""

import unicodedata
from typing import Any

from applications.exchange.protocol.errors import Malformed

BIDI_MARKS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
MAX_LENGTH = 20_000


def clean(value: str) -> str:
    """NFC without direction marks; line breaks stay, other controls and lone surrogates are refused."""
    if len(value) > MAX_LENGTH:
        raise Malformed("text too long")
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n").translate(BIDI_MARKS))
    if any(character != "\n" and unicodedata.category(character) in {"Cc", "Cs"} for character in value):
        raise Malformed("control character in a text")
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
