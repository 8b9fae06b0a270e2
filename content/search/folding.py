"""Words as they are compared: without accents, in Latin letters, with the sounds that spellings confuse made one.

"карта побиту", "karta pobytu" and "Karta Pobytú" fold alike. Folded words are for comparing, nobody reads them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# An accent typed as a sign of its own, an Arabic vowel or lengthening, and an apostrophe before Cyrillic are inside
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u0655\u0640]|['’ʼ](?=[\u0400-\u04ff]))*")
LONGEST = 40  # signs; what is longer is no word
LETTERS = str.maketrans(
    dict(zip("абвгґдежзиіклмнопрстуфхцчшыэ", "abvhhdezziiklmnoprstufhccsie", strict=True))
    | {"є": "ie", "щ": "sc", "ь": "", "ъ": "", "ю": "iu", "я": "ia", "'": "", "’": "", "ʼ": "", "ـ": ""}
    | {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ة": "ه", "ى": "ي"}
)
# Polish, English and other ways to write one sound; the longer first
SOUNDS = [
    ("szcz", "sc"), ("shch", "sc"), ("sz", "s"), ("sh", "s"), ("cz", "c"), ("ch", "h"), ("rz", "z"), ("zh", "z"),
    ("ph", "f"), ("ck", "k"), ("g", "h"), ("w", "v"), ("y", "i"), ("j", "i"), ("q", "k"), ("x", "ks"),
]  # fmt: skip
DOUBLED = re.compile(r"([^\daeiou])\1+")
ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=..)")  # of Arabic, with what is written together with it
KEPT_WHOLE = 3  # signs: such a word is looked for as it is
SHORT, MIDDLE, LONG = 4, 6, 8
ENDINGS = "aeious"  # of a short word: «viza», «vizi», «fees»


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A folded word, and where its own letters stand."""

    word: str
    start: int
    end: int


def words(text: str) -> list[str]:
    return [placed.word for placed in placed_words(text)]


def placed_words(text: str) -> Iterator[Placed]:
    """One letter alone is a word of grammar in our languages; a digit is a number of an article."""
    for found in WORD.finditer(text):
        folded = fold(found[0])
        if 1 < len(folded) <= LONGEST or folded.isdecimal():
            yield Placed(word=folded, start=found.start(), end=found.end())


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    parted = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(sign for sign in parted if unicodedata.category(sign) != "Mn").translate(LETTERS)
    for spelling, sound in SOUNDS:
        plain = plain.replace(spelling, sound)
    return DOUBLED.sub(r"\1", ARTICLE.sub("", plain))


def is_whole(folded: str) -> bool:
    return folded.isdecimal() or len(folded) <= KEPT_WHOLE


def stem(folded: str) -> str:
    """What the forms of a word begin with. Cut by length: it serves languages for which PostgreSQL has no stemmer."""
    size = len(folded)
    if is_whole(folded):
        return folded
    if size > SHORT + 1 and folded.endswith("inh"):  # English «-ing»
        return folded[:-3]
    if size == SHORT:
        return folded[:-1] if folded[-1] in ENDINGS else folded
    return folded[: -1 if size <= MIDDLE else -2 if size <= LONG else -3]
