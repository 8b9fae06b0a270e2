"""Where an office is and how it is reached, and of each of these facts where it is from and how sure it is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from procedures import shapes
from procedures.tables.changes import Change

CONFIDENCES = ("high", "medium", "low", "unknown")
UNKNOWN = "unknown"
COLLECTED = "collected"  # from public pages by a person who did not note which: `collected_on` is that day
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Of one field. `source_date` is the source's own, of which most have none; `checked_on` is of what two persons
    confirmed, from the source or, without one, from the paper that the note names."""

    field: str
    confidence: str = UNKNOWN
    source: str = ""
    source_date: date | None = None
    collected_on: date | None = None
    checked_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.confidence not in CONFIDENCES:
            raise ValueError(f"{self.field}: confidence is one of {', '.join(CONFIDENCES)}")
        if self.source not in ("", COLLECTED) and not is_site(self.source):
            raise ValueError(f"{self.field}: source is {COLLECTED}, an https address, or empty")
        if (self.source == COLLECTED) != (self.collected_on is not None):
            raise ValueError(f"{self.field}: what is {COLLECTED}, and nothing else, says when (collected_on)")
        if not self.is_sourced and self.confidence in {"high", "medium"}:
            raise ValueError(f"{self.field}: without a source it is sure no more than low")

    @property
    def is_sourced(self) -> bool:
        return bool(self.source or self.checked_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When it is open on one day of the week."""

    day: str
    opens: str
    closes: str

    def __post_init__(self) -> None:
        if self.day not in DAYS:
            raise ValueError(f"hours: day is one of {', '.join(DAYS)}")
        if not CLOCK.fullmatch(self.opens) or not CLOCK.fullmatch(self.closes):
            raise ValueError("hours: opens and closes are written like 08:30")
        if self.closes <= self.opens:
            raise ValueError(f"hours: {self.day} closes before it opens")


@dataclass(frozen=True, kw_only=True)  # without slots: a row is dated too, and Python joins no two classes with slots
class Reach:
    """An empty field is not known; one that is filled says in `facts` how sure it is."""

    address: tuple[str, ...] = ()
    postal_address: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    hours: tuple[Hours, ...] = ()
    booking: str = ""  # the address of the page where a visit is booked
    accessibility: tuple[str, ...] = ()
    facts: tuple[Evidence, ...] = ()

    def fact(self, field: str) -> Evidence:
        found = (each for each in self.facts if each.field == field)
        return next(found, Evidence(field=field))

    @property
    def unsourced(self) -> tuple[str, ...]:
        """The fields that are filled and have no source."""
        return tuple(each.field for each in self.facts if not each.is_sourced)


REACHED = ("address", "postal_address", "phones", "sites", "hours", "booking", "accessibility")


def parts(values: Mapping[str, Any]) -> dict[str, Any]:
    """The tables in a row as what they become."""
    hours = tuple(shapes.make(Hours, each) for each in shapes.tables(values.get("hours", ()), "hours"))
    return {**values, "hours": hours, "facts": tuple(_evidence(values.get("facts", {})))}


def approved(field: str, *, source: str, checked_on: date) -> Evidence:
    """Of what two persons entered and approved: from a page, or from a letter that they name."""
    site, note = (source, "") if is_site(source) else ("", source)
    return Evidence(field=field, confidence="high", source=site, checked_on=checked_on, note=note)


def told(row: Reach, change: Change) -> tuple[Evidence, ...]:
    """How sure each field is once one was changed; what is emptied is not known any more."""
    others = tuple(each for each in row.facts if each.field != change.field)
    if not change.value:
        return others
    return (*others, approved(change.field, source=change.source, checked_on=change.checked_on))


def judge(row: Reach, fields: tuple[str, ...]) -> None:
    """Every field that is filled, and no other, says how sure it is."""
    told = {each.field for each in row.facts}
    if wrong := sorted(told - set(fields)):
        raise ValueError(f"facts are of {', '.join(fields)}, not {', '.join(wrong)}")
    filled = {field for field in fields if getattr(row, field)}
    if lacking := sorted(filled - told):
        raise ValueError(f"facts does not say how sure {', '.join(lacking)} is")
    if empty := sorted(told - filled):
        raise ValueError(f"facts says how sure {', '.join(empty)} is, which is empty")
    if unsure := [each.field for each in row.facts if each.confidence == UNKNOWN]:
        raise ValueError(f"what is unknown is left empty: {', '.join(unsure)}")
    if twice := [day for day, rows in Counter(each.day for each in row.hours).items() if rows > 1]:
        raise ValueError(f"hours has two rows of {', '.join(twice)}")
    for site in (*row.sites, *filter(None, [row.booking])):
        if not is_site(site):
            raise ValueError(f"not an https address: {site!r}")


def is_site(text: str) -> bool:
    address = urlsplit(text)
    return address.scheme == "https" and bool(address.hostname) and not any(sign.isspace() for sign in text)


def _evidence(told: object) -> Iterator[Evidence]:
    if not isinstance(told, Mapping):
        raise ValueError("facts is a table with a row for each field")  # noqa: TRY004  # the reader turns ValueError
    for field, values in told.items():
        if not isinstance(values, Mapping):
            raise ValueError(f"facts: {field} is a table like {{ confidence = 'low' }}")  # noqa: TRY004  # as above
        yield shapes.make(Evidence, {**values, "field": field})
