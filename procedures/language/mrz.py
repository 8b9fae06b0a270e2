"""The machine readable zone of a passport or a card (ICAO Doc 9303, parts 3 to 6): read, checked, never kept."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from procedures.errors import ProceduresError
from procedures.language.schema import JSON, Field
from procedures.tables import countries
from writing import cleaning

FILLER = "<"
WEIGHTS = (7, 3, 1)  # part 3, 4.9
CENTURY = 100
DOCUMENTS = "PACI"  # first letters of passports and of cards
LINES = {88: 44, 72: 36, 90: 30}  # signs of the whole zone -> of one line: TD3, TD2, TD1
KINDS_OF_PART: Mapping[str, tuple[str, ...]] = {
    "surname": ("name",),
    "given_names": ("name",),
    "number": ("document-number",),
    "birth_date": ("date",),
    "expiry": ("date",),
    "sex": ("choice",),
    "nationality": ("country", "several"),
}
# Codes of part 3, section 5, that are not those of the state
STATES = {"D": "DEU", "GBD": "GBR", "GBN": "GBR", "GBO": "GBR", "GBP": "GBR", "GBS": "GBR", "RKS": "XKX"}
ANOTHER = _("These are the lines of another document. Take a passport or an identity card")
SEXES = {"M": "M", "F": "K"}


class UnreadableZone(ProceduresError):
    """These lines are of no document, or a sign in them is wrong; `code` says which to a client of the API."""

    def __init__(self, text: object, *, code: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What the lines say; empty where they say nothing."""

    document: str  # its first letter: P of a passport
    surname: str
    given_names: str
    number: str
    nationality: str
    birth_date: str
    sex: str
    expiry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The parts as they stand, and each text that has a check digit, with it."""

    names: str
    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    checked: tuple[tuple[Any, str, str], ...]


def read(typed: str) -> Zone:
    """UnreadableZone says what is wrong in words."""
    text = re.sub(r"\s", "", "".join(cleaning.code(line) for line in typed.splitlines())).upper().replace("«", "<<")
    if len(text) not in LINES or not re.fullmatch("[A-Z0-9<]+", text):
        raise UnreadableZone(
            _("Write the whole lines: two of 44 or 36 signs, or three of 30. They have only letters A–Z, digits and <"),
            code="not-whole",
        )
    if text[0] not in DOCUMENTS:
        raise UnreadableZone(ANOTHER, code="another-document")
    length = LINES[len(text)]
    raw = FORMATS[length]([text[place : place + length] for place in range(0, len(text), length)])
    if wrong := [str(what) for what, digits, check in raw.checked if not is_checked(digits, check)]:
        raise UnreadableZone(
            _("A sign is wrong here, for its check digit does not fit: %(part)s. Compare the lines with the document")
            % {"part": wrong[0]},
            code="check-digit",
        )
    surname, _gap, given = raw.names.partition(FILLER * 2)
    return Zone(
        document=text[0],
        surname=_words(surname),
        given_names=_words(given),
        number=raw.number.replace(FILLER, ""),
        nationality=raw.nationality.replace(FILLER, ""),
        birth_date=_day(raw.birth, born=True),
        sex=raw.sex.replace(FILLER, ""),
        expiry=_day(raw.expiry, born=False),
    )


def is_checked(text: str, check: str) -> bool:
    """A blank optional part may have a filler for its check digit."""
    if check == FILLER:
        return not text.strip(FILLER)
    return check == str(sum(_value(sign) * WEIGHTS[place % 3] for place, sign in enumerate(text)) % 10)


def answer(zone: Zone, part: str, field: Field) -> JSON:
    """This part as an answer to the question; None when it says nothing that can be answered there."""
    value = getattr(zone, part)
    if part == "sex":
        return SEXES.get(value)
    if part == "nationality":
        state = STATES.get(value, value)
        known = state if state in countries.codes(field.also) else None
        return [known] if known and field.kind == "several" else known
    return value or None


def _two_lines(lines: list[str]) -> Raw:
    """Of a passport (TD3) and of a card of the middle size (TD2)."""
    first, second = lines
    is_passport = len(second) == LINES[88]
    optional = second[28:42] if is_passport else second[28:35]
    number, digits, check = _number(second[:9], second[9], "" if is_passport else optional)
    checked = (
        (_("number of the document"), digits, check),
        *_dates(second[13:19], second[19], second[21:27], second[27]),
        *(((_("the last line"), optional, second[42]),) if is_passport else ()),
        (_("the last line"), second[:10] + second[13:20] + second[21:-1], second[-1]),
    )
    return Raw(
        names=first[5:],
        number=number,
        nationality=second[10:13],
        birth=second[13:19],
        sex=second[20],
        expiry=second[21:27],
        checked=checked,
    )


def _three_lines(lines: list[str]) -> Raw:
    """Of a card of the small size (TD1)."""
    first, second, third = lines
    number, digits, check = _number(first[5:14], first[14], first[15:30])
    checked = (
        (_("number of the document"), digits, check),
        *_dates(second[:6], second[6], second[8:14], second[14]),
        (_("the last digit of the second line"), first[5:] + second[:7] + second[8:15] + second[18:29], second[29]),
    )
    return Raw(
        names=third,
        number=number,
        nationality=second[15:18],
        birth=second[:6],
        sex=second[7],
        expiry=second[8:14],
        checked=checked,
    )


FORMATS: Mapping[int, Callable[[list[str]], Raw]] = {44: _two_lines, 36: _two_lines, 30: _three_lines}


def _number(short: str, check: str, optional: str) -> tuple[str, str, str]:
    """Number, what its digit checks, and the digit: a long number goes on behind the place of its digit."""
    if check != FILLER or not optional.strip(FILLER):
        return short, short, check
    rest = optional.split(FILLER, maxsplit=1)[0]
    return short + rest[:-1], short + rest[:-1], rest[-1:]


def _dates(birth: str, check: str, expiry: str, other: str) -> Iterator[tuple[Any, str, str]]:
    yield _("date of birth"), birth, check
    yield _("expiry date"), expiry, other


def _value(sign: str) -> int:
    return 0 if sign == FILLER else int(sign, 36)


def _words(names: str) -> str:
    return " ".join(names.replace(FILLER, " ").split())


def _day(digits: str, *, born: bool) -> str:
    """As much of the date as is known. Nobody is born in the future, and no document of today expired before 2000."""
    year, month, day = digits[:2], digits[2:4], digits[4:]
    if not year.isdigit():
        return ""
    this_year = timezone.localdate().year
    whole = this_year - this_year % CENTURY + int(year)
    known = f"{whole - CENTURY if born and whole > this_year else whole}"
    for part in (month, day):
        if not part.isdigit() or part == "00":
            return known
        known += f"-{part}"
    try:
        return date.fromisoformat(known).isoformat()
    except ValueError:
        raise UnreadableZone(_("There is no such day in the calendar"), code="no-such-day") from None
