"""Which offices a typed place may belong to: a TERYT code, a postal code, the name of a voivodeship or a town.

There is no list of communes here: only the seats, the towns of branches and the voivodeships are known by name.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from procedures.tables import offices, postal_codes, voivodeships
from procedures.tables.offices import Office

BY_CODE, BY_POSTAL_CODE, BY_NAME = "teryt", "postal-code", "name"
MOST = 100  # signs that a place may have
POSTAL_CODE = re.compile(r"([0-9]{2})[ -]?[0-9]{3}")
TERYT = re.compile(r"([0-9]{2})(?:[0-9]{2}|[0-9]{4,5})?")  # of a voivodeship, a county or a commune
ONE_LETTER = str.maketrans("łŁ", "lL")  # no accent in Unicode's sense
ADDED = frozenset({"woj", "wojewodztwo"})  # what people write before a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    office: Office
    by: str


def suggested(typed: str) -> list[Suggestion]:
    """In the order of the codes; nothing where the place is not known here."""
    if code := POSTAL_CODE.fullmatch(typed.strip()):
        there = postal_codes.AREAS.get(code[1], [])
        return [Suggestion(office=offices.office(teryt), by=BY_POSTAL_CODE) for teryt in there]
    if code := TERYT.fullmatch(typed.strip()):
        return [Suggestion(office=offices.office(code[1]), by=BY_CODE)] if code[1] in voivodeships.NAMES else []
    wanted = [word for word in words(typed) if word not in ADDED]
    found = (each for each in offices.all() if wanted and _is_called(each, wanted))
    return [Suggestion(office=each, by=BY_NAME) for each in found]


def _is_called(office: Office, wanted: list[str]) -> bool:
    """Each word begins one of the same name: Opole Lubelskie is neither Opole nor the voivodeship."""
    return any(all(any(known.startswith(word) for known in name) for word in wanted) for name in _names(office))


def _names(office: Office) -> Iterator[list[str]]:
    yield [*words(office.voivodeship), *words(office.seat)]
    yield words(_(office.label))
    for branch in office.branches:
        yield words(branch.place)


def words(text: str) -> list[str]:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", text.translate(ONE_LETTER))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.findall(r"\w+", kept.casefold())
