"""Names of countries: Polish for the filed document, the reader's language for the screen (CLDR through Babel)."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_TABLE = tomllib.loads((Path(__file__).parent / "codes" / "countries.toml").read_text())
CURRENT: Mapping[str, str] = _TABLE["current"]
SPECIAL: Mapping[str, Mapping[str, str]] = {row["code"]: row for row in _TABLE["historic"] + _TABLE["people"]}
CODES = frozenset(CURRENT) | frozenset(SPECIAL)


def polish(code: str) -> str:
    """The name in the filed document; never read from a .po file."""
    if code in SPECIAL:
        return SPECIAL[code]["pl"]
    return _names("pl")[CURRENT[code]]


def name(code: str) -> str:
    """The name in the active language."""
    if code in SPECIAL:
        return _(SPECIAL[code]["label"])
    return _names(get_language() or "pl")[CURRENT[code]]


def choices() -> list[tuple[str, str]]:
    """Every country by its name in the active language; states that are no more and special codes at the end."""
    current = sorted(((code, name(code)) for code in CURRENT), key=lambda row: _sortable(row[1]))
    return [("", ""), *current, *((code, name(code)) for code in SPECIAL)]


@lru_cache(maxsize=32)
def _names(language: str) -> Mapping[str, str]:
    try:
        found = Locale.parse(language, sep="-").territories
    except UnknownLocaleError:
        found = Locale("en").territories
    english = Locale("en").territories
    return {alpha_2: str(found.get(alpha_2) or english[alpha_2]) for alpha_2 in CURRENT.values()}


def _sortable(text: str) -> str:
    return text.casefold().translate(_PLAIN)


_PLAIN = str.maketrans("ąćęłńóśźżåäöé", "acelnoszzaaoe")
