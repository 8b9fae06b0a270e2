"""Dated tables in TOML: each row has its source, when it was checked, its validity and the date that decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from procedures import claims, reading
from procedures.errors import DefinitionError, Unknown
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.reading import DefinitionPlace

ROOT = Path(__file__).parent
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


def on[Row: Dated](table: Iterable[Row], key: str, day: date) -> Row:
    """The row of this key that holds on the day; Unknown when there is none."""
    for row in table:
        if row.key == key and row.holds(day):
            return row
    raise Unknown(f"nothing called {key} on {day.isoformat()}")


@cache
def cached[Row: Dated](file: str, name: str, row: type[Row]) -> tuple[Row, ...]:
    return rows(ROOT / file, name, row)


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
