"""What the page of a voivode's office shows: every field with how sure it is, in the words of the page's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures import catalogue
from procedures.tables import central_offices, offices, reach
from procedures.tables.offices import Branch, Office
from procedures.tables.reach import Evidence, Hours, Reach

LABELS = {
    "name": gettext_lazy("Name"),
    "address": gettext_lazy("Address"),
    "postal_address": gettext_lazy("Address for letters"),
    "phones": gettext_lazy("Telephone"),
    "sites": gettext_lazy("Website"),
    "hours": gettext_lazy("Opening hours"),
    "booking": gettext_lazy("Booking a visit"),
    "accessibility": gettext_lazy("Accessibility"),
}
WEEKDAYS = {
    "monday": gettext_lazy("Monday"),
    "tuesday": gettext_lazy("Tuesday"),
    "wednesday": gettext_lazy("Wednesday"),
    "thursday": gettext_lazy("Thursday"),
    "friday": gettext_lazy("Friday"),
    "saturday": gettext_lazy("Saturday"),
    "sunday": gettext_lazy("Sunday"),
}
SURE = {
    "high": gettext_lazy("Sure."),
    "medium": gettext_lazy("Probably right."),
    "low": gettext_lazy("May be wrong: make sure before you rely on it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOn:
    """One day of the opening hours."""

    day: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """Of its lines, phones, links and hours one is filled; `said` is how sure it is."""

    key: str
    label: str
    lines: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    hours: tuple[OpenOn, ...] = ()
    said: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReach:
    """What is known of an office or a branch, and the labels of what is not."""

    title: str = ""
    role: str = ""
    fields: tuple[ShownField, ...]
    unknown: tuple[str, ...]


def of(row: Reach, *, named: bool = False, title: str = "", role: str = "") -> ShownReach:
    keys = (*(("name",) if named else ()), *reach.REACHED)
    return ShownReach(
        title=title,
        role=role,
        fields=tuple(_field(row, key) for key in keys if getattr(row, key)),
        unknown=tuple(str(LABELS[key]) for key in keys if not getattr(row, key)),
    )


def branches(office: Office) -> list[ShownReach]:
    return [of(each, title=each.place) for each in office.branches]


def central() -> list[ShownReach]:
    found = central_offices.holding(timezone.localdate())
    return [of(each, named=True, title=_(each.label), role=_(each.role)) for each in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePlace:
    """An office or one of its branches, as a page of the tree names it: `14`, or `24/Bielsko-Biała`."""

    office: Office
    branch: Branch | None = None

    @property
    def reached(self) -> ShownReach:
        return of(self.branch, title=self.branch.place) if self.branch else of(self.office, named=True)

    @property
    def branches(self) -> list[ShownReach]:
        return [] if self.branch else branches(self.office)


def named(code: str) -> OfficePlace | None:
    """None where the table has no such office or branch, or no more."""
    teryt, _bar, place = code.partition("/")
    office = next((each for each in offices.all() if each.teryt == teryt), None)
    if office is None or not place:
        return None if office is None else OfficePlace(office=office)
    branch = next((each for each in office.branches if each.place == place), None)
    return OfficePlace(office=office, branch=branch) if branch else None


def choices() -> list[tuple[str, str]]:
    """For editors: each office, and below it its branches."""
    made = [("", "---")]
    for office in offices.all():
        made.append((office.teryt, _(office.label)))
        made += [(f"{office.teryt}/{each.place}", f"{_(office.label)}: {each.place}") for each in office.branches]
    return made


def decided() -> list[str]:
    """What is filed here and a voivode decides, by title: the same in every voivodeship."""
    return [_(each.title) for each in catalogue.procedures() if each.is_filed_here]


def _field(row: Reach, key: str) -> ShownField:
    value, fact = getattr(row, key), row.fact(key)
    lines = value if isinstance(value, tuple) else (value,)
    label = str(LABELS[key])
    said, source = " ".join(_said(fact)), fact.source if urlsplit(fact.source).scheme else ""
    match key:
        case "phones":
            return ShownField(key=key, label=label, phones=lines, said=said, source_url=source)
        case "sites" | "booking":
            return ShownField(key=key, label=label, links=lines, said=said, source_url=source)
        case "hours":
            hours = tuple(_open_on(each) for each in lines)
            return ShownField(key=key, label=label, hours=hours, said=said, source_url=source)
    return ShownField(key=key, label=label, lines=lines, said=said, source_url=source)


def _open_on(each: Hours) -> OpenOn:
    return OpenOn(day=str(WEEKDAYS[each.day]), opens=each.opens, closes=each.closes)


def _said(fact: Evidence) -> Iterator[str]:
    if fact.note:
        yield _(fact.note)
    yield str(SURE[fact.confidence])
    if fact.collected_on:
        day = date_format(fact.collected_on, "j E Y")
        yield _("Taken from public pages on %(day)s; which one was not noted.") % {"day": day}
    elif fact.checked_on:
        yield _("Read on %(day)s and confirmed by a second person.") % {"day": date_format(fact.checked_on, "j E Y")}
    elif not fact.source:
        yield _("No source was found.")
    if fact.source_date:
        yield _("The source is of %(day)s.") % {"day": date_format(fact.source_date, "j E Y")}
