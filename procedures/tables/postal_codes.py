"""In which voivodeships a postal code may be. Not certain: see postal_codes.toml."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

_TABLE = tomllib.loads((Path(__file__).parent / "postal_codes.toml").read_text())
AREAS: Mapping[str, list[str]] = _TABLE["areas"]
CITIES: frozenset[str] = frozenset(_TABLE["cities"]["codes"])
BORDERS: Mapping[str, list[str]] = _TABLE["borders"]
AREA_DIGITS = 2


def may_be_in(code: object, voivodeship: object) -> bool:
    """False only where it is certainly elsewhere: an area reaches over a border, one of a city does not."""
    area = str(code)[:AREA_DIGITS]
    there = AREAS.get(area, [])
    if not there or voivodeship in there:
        return True
    return area not in CITIES and any(voivodeship in BORDERS[each] for each in there)
