"""Polish postal codes, each with its town and voivodeship. Not certain: a suggestion, and a person decides.

They are of an open list that a community keeps (Countries States Cities Database, ODbL 1.0). Nobody compared it with
the operator's own; it has one town to a code, and no village without a code. It is read when somebody first asks.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic_core import from_json

from procedures.tables import voivodeships

PACKAGE = "countrystatecity_postal_codes"
LIST = "data/by-country/PL/postcodes.json"  # its own loader keeps every row as a table of seven fields
AREA_DIGITS = 2
MARKUP = frozenset("[]{}|<>")  # of two names the list has a link of a wiki


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """`codes` is how many postal codes it has. The list tells no two towns of one name in one voivodeship apart."""

    name: str
    teryt: str
    codes: int


@cache
def codes() -> Sequence[str]:
    """In their order."""
    return sorted(_by_code())


def towns() -> Sequence[Town]:
    return tuple({town: None for found in _by_code().values() for town in found if town.name})


def towns_of(code: str) -> tuple[Town, ...]:
    """Of a whole code, written 00-001; nothing where the list does not have it. The name of a town may be empty."""
    return _by_code().get(code, ())


def voivodeships_of(begin: str) -> list[str]:
    """Where codes are that begin so; when there are none, those of its area, its first two digits."""
    return _beginning(begin) or _beginning(begin[:AREA_DIGITS])


def may_be_in(code: object, voivodeship: object) -> bool:
    """False only where the list has the code, and has it elsewhere."""
    found = towns_of(str(code))
    return not found or any(town.teryt == voivodeship for town in found)


def _beginning(begin: str) -> list[str]:
    if not begin:
        return []
    first = bisect_left(codes(), begin)
    last = bisect_left(codes(), f"{begin}~", first)  # behind every digit and the hyphen
    return sorted({town.teryt for code in codes()[first:last] for town in towns_of(code)})


@cache
def _by_code() -> Mapping[str, tuple[Town, ...]]:
    """By code; the towns in the order of the list."""
    found: dict[str, tuple[Town, ...]] = {}
    for (name, teryt), codes in _listed().items():
        if teryt not in voivodeships.NAMES:
            continue
        town = Town(name="" if MARKUP.intersection(name) else name, teryt=teryt, codes=len(codes))
        for code in codes:
            found[code] = (*found.get(code, ()), town)
    return found


def _listed() -> Mapping[tuple[str, str], list[str]]:
    """The codes of each name in each voivodeship."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in from_json(resources.files(PACKAGE).joinpath(LIST).read_bytes(), cache_strings="all"):
        found[row["localityName"], row["stateCode"]].append(row["code"])
    return found
