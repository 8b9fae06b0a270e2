"""Towns and voivodeships by what is typed of their names: without accents, in Cyrillic, or only how they begin."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from procedures.tables import communes, postal_codes, voivodeships
from procedures.tables.postal_codes import Town

LIKE = 0.82  # how much of two names has to be the same
LIKE_MOST = 5
LONGEST = 40  # letters of what is compared with every name
LARGEST = 100_000  # more codes than any town has
WORD = re.compile(r"\w+")
IN_CYRILLIC = re.compile("[\u0400-\u04ff]")
CYRILLIC = str.maketrans(  # as a name is heard in Polish: Щецин, Вроцлав
    {
        **dict(zip("абвгґдеєжзиійїклмнопрстуфцэў", "abwggdeezzyijiklmnoprstufceu", strict=True)),
        **{"х": "ch", "ч": "cz", "ш": "sz", "щ": "szcz", "ы": "y", "ё": "jo", "ю": "ju", "я": "ja", "ь": "", "ъ": ""},
    }
)
SOFTENED = re.compile(r"(?<=[^\W\d_aeouyij])j(?=[aou])")  # the sign of a soft consonant, which Polish names mostly lack
ONE_LETTER = str.maketrans("łŁ", "lL")  # no accent in Unicode's sense


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A town with the words of its name, and those that people write beside it: its voivodeship, or the seat."""

    town: Town
    words: tuple[str, ...]
    beside: tuple[str, ...] = ()

    def is_meant(self, wanted: Sequence[str]) -> bool:
        """Each word begins one of its own: Opole Lubelskie is not Opole."""
        if not any(known.startswith(word) for known in self.words for word in wanted):
            return False
        return all(any(known.startswith(word) for known in (*self.words, *self.beside)) for word in wanted)

    def likelihood(self, wanted: Sequence[str]) -> tuple[bool, bool, int]:
        """A whole name before the beginning of one, that before a later word, the larger town before the smaller."""
        return set(self.words) <= set(wanted), self.words[0].startswith(wanted[0]), self.town.codes


def called(wanted: Sequence[str]) -> list[Named]:
    maybe = {named.town: named for word in wanted for named in _beginning(word)}
    return [named for named in maybe.values() if named.is_meant(wanted)]


def like(wanted: Sequence[str]) -> list[Town]:
    """Those whose names are spelled nearly so; the nearest first."""
    typed = " ".join(wanted)
    if len(typed) > LONGEST:
        return []
    return [town for name in get_close_matches(typed, _by_name(), LIKE_MOST, LIKE) for town in _by_name()[name]]


def words(text: str) -> tuple[str, ...]:
    """Without case and accents."""
    if text.isascii():  # most names of the list: quicker
        return tuple(WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", _in_latin(text).translate(ONE_LETTER))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return tuple(WORD.findall(kept.casefold()))


def _in_latin(text: str) -> str:
    if not IN_CYRILLIC.search(text):
        return text
    return SOFTENED.sub("", unicodedata.normalize("NFC", text).casefold().translate(CYRILLIC))


def _beginning(word: str) -> Iterator[Named]:
    index = _index()
    place = bisect_left(index, word, key=lambda each: each[0])
    while place < len(index) and index[place][0].startswith(word):
        yield index[place][1]
        place += 1


@cache
def _index() -> Sequence[tuple[str, Named]]:
    """By each word of each name, in the order of the words."""
    return sorted(((word, named) for named in _all() for word in named.words), key=lambda each: each[0])


@cache
def _by_name() -> Mapping[str, list[Town]]:
    found: dict[str, list[Town]] = defaultdict(list)
    for named in _all():
        found[" ".join(named.words)].append(named.town)
    return found


@cache
def _all() -> Sequence[Named]:
    regions = {teryt: words(name) for teryt, name in voivodeships.NAMES.items()}
    seats = {teryt: words(name) for teryt, name in voivodeships.SEATS.items()}
    found = [Named(town=region(each), words=regions[each], beside=seats[each]) for each in regions]
    for town in dict.fromkeys((*postal_codes.towns(), *communes.table().values())):
        found.append(Named(town=town, words=words(town.name), beside=regions[town.teryt]))
    return [named for named in found if named.words]


def region(teryt: str) -> Town:
    """A whole voivodeship: somewhere in it."""
    return Town(name="", teryt=teryt, codes=LARGEST)
