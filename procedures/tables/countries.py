"""Names of countries: Polish for the filed document, the reader's language for the screen (CLDR through Babel)."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

LIST = "countries"  # by which a schema refers to these codes
_TABLE = tomllib.loads((Path(__file__).parent / "countries.toml").read_text())
CURRENT: Mapping[str, str] = _TABLE["current"]
# What a question may offer besides the states of today: states that are no more, codes for people without a citizenship
GROUPS: Mapping[str, tuple[str, ...]] = {
    name: tuple(row["code"] for row in _TABLE[name]) for name in ("historic", "people")
}
SPECIAL: Mapping[str, Mapping[str, str]] = {row["code"]: row for name in GROUPS for row in _TABLE[name]}
ALPHABETS = {"pl": "aąbcćdeęfghijklłmnńoóprsśtuvwxyzźż", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"}


def codes(also: Iterable[str] = ()) -> frozenset[str]:
    """The states of today, and the groups named."""
    return frozenset(CURRENT).union(*(GROUPS[name] for name in also))


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


def choices(also: Iterable[str] = ()) -> list[tuple[str, str]]:
    """By name in the active language, as its dictionaries sort; the groups named stand at the end."""
    return [
        ("", _("Choose from the list")),
        *_sorted(get_language() or "pl"),
        *((code, name(code)) for group in also for code in GROUPS[group]),
    ]


@lru_cache(maxsize=32)
def _sorted(language: str) -> tuple[tuple[str, str], ...]:
    """Once for each language: a long list asks for it in every row."""
    alphabet = language.partition("-")[0]
    named = ((code, _names(language)[alpha_2]) for code, alpha_2 in CURRENT.items())
    return tuple(sorted(named, key=lambda row: _place(row[1], alphabet)))


@lru_cache(maxsize=32)
def _names(language: str) -> Mapping[str, str]:
    try:
        found = Locale.parse(language, sep="-").territories
    except UnknownLocaleError:
        found = Locale("en").territories
    english = Locale("en").territories
    return {alpha_2: str(found.get(alpha_2) or english[alpha_2]) for alpha_2 in CURRENT.values()}


def _place(text: str, language: str) -> list[tuple[int, str]]:
    """A letter of the language's own alphabet by its place there, any other by the letter without its marks."""
    alphabet = ALPHABETS.get(language, "")
    letters = [letter for letter in text.casefold() if letter.isalnum() or letter == " "]
    return [(alphabet.find(letter), letter) if letter in alphabet else _plain(letter, alphabet) for letter in letters]


def _plain(letter: str, alphabet: str) -> tuple[int, str]:
    plain = unicodedata.normalize("NFKD", letter)[0]
    return alphabet.find(plain), plain
