"""Offices of the whole country beside the voivodes: who they are, what for, and how they are reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from procedures.tables import dated, reach

FIELDS = ("name", *reach.REACHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralOffice(reach.Reach, dated.Dated):
    checked_on: date | None = None  # type: ignore[assignment]  # as with the voivodes': nobody has checked some rows
    name: str
    label: str
    role: str  # msgid: what one turns to it for

    def __post_init__(self) -> None:
        if not self.name or not self.label or not self.role:
            raise ValueError("a central office has a name, a label and a role")
        reach.judge(self, FIELDS)

    @classmethod
    def parts(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        return reach.parts(values)


def holding(on: date) -> list[CentralOffice]:
    return [row for row in table() if row.holds(on)]


def table() -> tuple[CentralOffice, ...]:
    return dated.cached("central_offices.toml", "central_offices", CentralOffice)
