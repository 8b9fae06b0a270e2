"""Dated tables in TOML: each row has its source, when it was checked, its validity and the date that decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Self

from procedures import claims, reading, shapes
from procedures.errors import DefinitionError, Unknown
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.reading import DefinitionPlace
from procedures.tables import changes
from procedures.tables.changes import Change, Changes

ROOT = Path(__file__).parent
DAY = timedelta(days=1)
DECIDING = ("filing", "decision", "payment", "event")  # the date on which the row has to hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What every row of a dated table says of itself."""

    key: str
    source: str
    checked_on: date
    valid_from: date
    decided_by: str
    valid_to: date | None = None

    @classmethod
    def parts(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a row as its fields want them; a table whose rows have rows of their own says here how."""
        return dict(values)

    def told(self, change: Change) -> dict[str, Any]:
        """What a changed row says of itself: a table whose rows are of several sources says less."""
        return {"source": change.source, "checked_on": change.checked_on}

    def values_of(self, change: Change) -> dict[str, Any]:
        """What a change puts into this row; a table whose rows have rows of their own says here how."""
        return {change.field: change.value}

    def last_day_of(self, change: Change) -> date | None:
        """Until when a changed row holds, for all it knows itself."""
        return change.valid_to or (self.valid_to if self.holds(change.valid_from) else None)

    def ended(self, day: date) -> Self:
        """Before what changed it."""
        return replace(self, valid_to=day)

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawful(Dated):
    """A row that says what the law is: on which units it rests, and whether somebody read them."""

    law: tuple[Citation, ...]
    verified: bool = False


def rows[Row: Dated](path: Path, name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of a table; two that hold on one day, or an unknown deciding date, stop the start."""
    raw = reading.table(path)
    place = DefinitionPlace(path.name)
    made = tuple(_row(path.name, each, row) for each in place.tables(raw, name))
    for place_of, each in enumerate(made):
        for other in made[:place_of]:
            if each.key == other.key and _overlap(each, other):
                raise DefinitionError("two rows hold on the same day", file=path.name, field=each.key)
    return made


def holds(days: tuple[date, ...], day: date) -> bool:
    """Of a first day and, where it is known, a last one."""
    return days[0] <= day and all(day <= last for last in days[1:])


def on[Row: Dated](table: Iterable[Row], key: str, day: date) -> Row:
    """The row of this key that holds on the day; Unknown when there is none."""
    for row in table:
        if row.key == key and row.holds(day):
            return row
    raise Unknown(f"nothing called {key} on {day.isoformat()}")


def cached[Row: Dated](file: str, name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of the file with what editors changed since: an approved change needs no release."""
    return joined(file, name, row, changes.current())  # type: ignore[arg-type]  # a class is hashable


def base[Row: Dated](table: Iterable[Row], key: str, day: date) -> Row | None:
    """The row that a change from this day on changes: the newest one that began by then, even if it has ended."""
    began = [row for row in table if row.key == key and row.valid_from <= day]
    return max(began, key=lambda row: row.valid_from, default=None)


def changed[Row: Dated](found: Row, change: Change) -> Row:
    """ValueError for what this row can't hold."""
    values = found.values_of(change)
    if complaint := shapes.complaint_of(type(found), values):
        raise ValueError(complaint)
    return replace(found, **found.told(change), **values)


@lru_cache(maxsize=64)
def joined[Row: Dated](file: str, name: str, row: type[Row], known: Changes) -> tuple[Row, ...]:
    return laid(of_file(file, name, row), name, known)  # type: ignore[arg-type]  # as above


def laid[Row: Dated](table: Sequence[Row], name: str, known: Changes) -> tuple[Row, ...]:
    """What approved changes make of rows that come from elsewhere than a file of this folder."""
    return changes.laid_over(table, known.of(name), _lay)


@cache
def of_file[Row: Dated](file: str, name: str, row: type[Row]) -> tuple[Row, ...]:
    return rows(ROOT / file, name, row)


def _lay[Row: Dated](table: Sequence[Row], change: Change) -> list[Row]:
    """The row before it ends the day before; what began on that very day is replaced, what follows stays."""
    found = base(table, change.key, change.valid_from)
    if found is None:
        raise ValueError("no row to change")
    after = [row.valid_from for row in table if row.key == change.key and row.valid_from > change.valid_from]
    last = min(filter(None, [found.last_day_of(change), *(day - DAY for day in after)]), default=None)
    new = replace(changed(found, change), valid_from=change.valid_from, valid_to=last)
    earlier = [_ended(found, change.valid_from - DAY)] if found.valid_from < change.valid_from else []
    place = next(number for number, row in enumerate(table) if row is found)
    return [*table[:place], *earlier, new, *table[place + 1 :]]


def _ended[Row: Dated](row: Row, day: date) -> Row:
    return row.ended(day) if row.holds(day) else row


def _row[Row: Dated](file: str, raw: Mapping[str, Any], row: type[Row]) -> Row:
    place = DefinitionPlace(file, field=str(raw.get("key", "")))
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    if issubclass(row, Lawful):
        values["law"] = place.read(citations.read, values.get("law", ()))
    made = place.read(row, **place.read(row.parts, values))
    place.read(_judge, made)
    return made


def _judge(row: Dated) -> None:
    if row.decided_by not in DECIDING:
        raise ValueError(f"decided_by is one of {', '.join(DECIDING)}")
    if row.valid_to is not None and row.valid_to < row.valid_from:
        raise ValueError("ends before it begins")
    if not row.source:
        raise ValueError("a row has its source")
    if isinstance(row, Lawful):
        claims.judge(row.law, source=row.source, verified=row.verified)


def _overlap(first: Dated, second: Dated) -> bool:
    later = max(first.valid_from, second.valid_from)
    return first.holds(later) and second.holds(later)
