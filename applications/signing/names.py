"""Whether two spellings can be one person's name, across alphabets and accents."""

import re
import unicodedata
from collections.abc import Set

from writing import cleaning, signs

# ICAO Doc 9303-3, section 6: Latin letters that do not fall apart into a base and an accent, or are written as two
LATIN = {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "ı": "i", "ħ": "h"}
TWO_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ñ": "n"}
ONE_LETTER = {"ø": "o"}
# The same document, table of Cyrillic; Ukrainian and Belarusian forms where they differ are tried as well
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
UKRAINIAN = {"г": "h", "и": "y", "ъ": ""}
# What stands in a certificate in place of a name that its owner has not
PLACEHOLDERS = frozenset({"", "brak", "none", "unknown", "nieznane", "xxx", "fnu", "lnu"})


def agree(one: str, other: str) -> bool:
    """Equal in some transliteration, whatever the order of the words."""
    return bool(_spellings(one) & _spellings(other))


def shares_given_names(one: str, other: str) -> bool:
    """One list of given names contains the other: certificates often leave the second name out."""
    return any(left <= right or right <= left for left in _spellings(one) for right in _spellings(other))


def contains(whole: str, part: str) -> bool:
    """Are all words of the part among those of the whole, in some transliteration?"""
    return any(inner <= outer for inner in _spellings(part) for outer in _spellings(whole))


def overlap(one: str, other: str) -> bool:
    """Does either contain all words of the other, in some transliteration?"""
    return contains(one, other) or contains(other, one)


def is_placeholder(text: str) -> bool:
    """Does it say that there is no such name ("-", "BRAK")? An empty text says nothing."""
    return bool(text) and " ".join(re.findall(r"\w+", text.casefold())) in PLACEHOLDERS


def whole(*parts: str) -> str:
    """The names that somebody has, in one; what passports split differently is compared so."""
    return " ".join(part for part in parts if not is_placeholder(part))


def _spellings(text: str) -> Set[frozenset[str]]:
    """An apostrophe falls out of a name, or parts it in two (O'Brien: OBRIEN, O BRIEN)."""
    plain = cleaning.name(text)
    written = {signs.without_apostrophes(plain), plain.translate(dict.fromkeys(map(ord, signs.APOSTROPHES), " "))}
    found = {_words(each, table) for each in written for table in ({}, TWO_LETTERS, ONE_LETTER, UKRAINIAN)}
    return found - {frozenset()}


def _words(text: str, preferred: dict[str, str]) -> frozenset[str]:
    lower = text.casefold()
    table = {**CYRILLIC, **LATIN, **preferred}
    letters = "".join(table.get(letter, letter) for letter in lower)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", letters) if not unicodedata.combining(letter))
    return frozenset(re.findall(r"\w+", plain))
