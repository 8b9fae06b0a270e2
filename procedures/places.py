"""Which offices a typed place may belong to: a TERYT number, a postal code, the name of a voivodeship, commune or town.

The first two digits of a TERYT number are its voivodeship; counties and communes have names where the list of GUS
stands (`tables.communes`). Without it a commune is found by a town of its name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from procedures.tables import communes, offices, postal_codes, towns, voivodeships
from procedures.tables.offices import Office
from procedures.tables.postal_codes import Town
from procedures.tables.towns import Named
from writing import cleaning

WAYS = BY_CODE, BY_POSTAL_CODE, BY_POSTAL_AREA, BY_NAME, BY_LIKE_NAME = (
    *("teryt", "postal-code", "postal-area", "name", "like-name"),
)
MOST = 100  # signs that a place may have
SHOWN = 10  # of what is found
POSTAL_CODE = re.compile(r"([0-9]{2})[ -]?([0-9]{3})(?:,? [^0-9]+)?")  # and maybe its town, as on an envelope
BEGINNING = re.compile(r"([0-9]{2})[ -]?([0-9]{0,2})")  # of a postal code
TERYT = re.compile(r"([0-9]{2})(?:[0-9]{2}|[0-9]{4,5})?")  # of a voivodeship, a county or a commune
ADDED = frozenset({"woj", "wojewodztwo"})  # what people write before the name of a voivodeship


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """`town` is empty where none is known, or the whole voivodeship was meant."""

    office: Office
    by: str
    town: str = ""

    @property
    def has_branch(self) -> bool:
        """The seat is elsewhere, and a branch of its office is in the town itself."""
        return any(branch.place == self.town for branch in self.office.branches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """The likeliest of all that were found, the best first."""

    items: Sequence[Suggestion] = ()
    count: int = 0

    @property
    def are_cut(self) -> bool:
        return self.count > len(self.items)

    @property
    def are_by_postal_code(self) -> bool:
        return any(each.by in {BY_POSTAL_CODE, BY_POSTAL_AREA} for each in self.items)

    @property
    def are_spelled_otherwise(self) -> bool:
        return any(each.by == BY_LIKE_NAME for each in self.items)


def suggested(typed: str) -> Suggestions:
    """Nothing where the place is not known here."""
    code = cleaning.code(typed)
    if (teryt := TERYT.fullmatch(code)) and teryt[1] in voivodeships.NAMES:
        return _suggestions([communes.numbered(code) or towns.region(teryt[1])], BY_CODE)
    if postal := POSTAL_CODE.fullmatch(code):
        return _of_postal_code(f"{postal[1]}-{postal[2]}")
    if begun := BEGINNING.fullmatch(code):
        return _of_area(f"{begun[1]}-{begun[2]}")
    return _named(towns.words(cleaning.line(typed)))


def _of_postal_code(code: str) -> Suggestions:
    found = postal_codes.towns_of(code)
    return _suggestions(found, BY_POSTAL_CODE) if found else _of_area(code)


def _of_area(begin: str) -> Suggestions:
    return _suggestions([towns.region(each) for each in postal_codes.voivodeships_of(begin)], BY_POSTAL_AREA)


def _named(typed: Sequence[str]) -> Suggestions:
    wanted = [word for word in typed if word not in ADDED]
    found = [*towns.called(wanted), *(each for each in _of_today() if each.is_meant(wanted))]
    found.sort(key=lambda named: (named.town.name, named.town.teryt))
    found.sort(key=lambda named: named.likelihood(wanted), reverse=True)
    towns_found = [named.town for named in found]
    if len(wanted) < len(typed):
        towns_found = [each for each in towns_found if not each.name] or towns_found
    return _suggestions(towns_found, BY_NAME) if found else _suggestions(towns.like(wanted), BY_LIKE_NAME)


def _suggestions(found: Iterable[Town], by: str) -> Suggestions:
    different = list({(each.teryt, each.name): None for each in found})
    first = (Suggestion(office=offices.office(teryt), by=by, town=name) for teryt, name in different[:SHOWN])
    return Suggestions(items=tuple(first), count=len(different))


def _of_today() -> Iterator[Named]:
    """What only the offices' own rows name: the office in Polish and in the reader's language, towns of branches."""
    rows = offices.all()
    yield from _told_apart({office.key: towns.words(office.name) for office in rows})
    yield from _told_apart({office.key: towns.words(_(office.label)) for office in rows})
    for office in rows:
        for branch in office.branches:
            yield Named(town=Town(name=branch.place, teryt=office.key, codes=0), words=towns.words(branch.place))


def _told_apart(names: Mapping[str, Sequence[str]]) -> Iterator[Named]:
    """A word that all of them have, such as "office", means none of them."""
    common = set.intersection(*map(set, names.values()))
    for teryt, name in names.items():
        own = tuple(word for word in name if word not in common)
        yield Named(town=towns.region(teryt), words=own, beside=tuple(common))
