"""What a definition takes from its family, what it says otherwise, and what it leaves out: read from both files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any

from procedures import catalogue
from procedures.language import families
from procedures.reading import Table, table

OF_WORDS = ("title", "text", "official", "because")  # of a row, what is compared in words; the law is shown beside it


class Origin(Enum):
    OWN = "own"
    FAMILY = "family"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inheritance:
    """`raw` is the definition's file, `shared` the family's; without a family everything is its own."""

    family: str = ""
    raw: Table
    shared: Table = field(default_factory=dict)

    def origin(self, name: str, key: str = "") -> Origin:
        """Of the row `key` of the list `name`, or of the one value that is called so."""
        if not key:
            return _origin(self.shared.get(name), self.raw.get(name))
        return _origin(_row(self.shared, name, key), _row(self.raw, name, key))

    def before(self, name: str, key: str = "") -> dict[str, Any]:
        """What the family says of a row that the definition changes: the values that are otherwise."""
        inherited = _row(self.shared, name, key) if key else self.shared.get(name)
        own = _row(self.raw, name, key) if key else self.raw.get(name)
        if not isinstance(inherited, Mapping) or not isinstance(own, Mapping):
            return {}
        return {each: value for each, value in inherited.items() if each in own and own[each] != value}

    def left_out(self) -> Iterator[Table]:
        """Rows of the family that are not true of this procedure."""
        without = self.raw.get("without", ())
        return (row for name in families.LISTS for row in self.shared.get(name, ()) if row["key"] in without)


@cache
def of(key: str) -> Inheritance:
    raw = next((table(path) for path in catalogue.DEFINITIONS.glob(f"*/{key}.toml")), {})
    family = raw.get("family", "")
    shared = families.read(families.ROOT / f"{family}.toml") if family else {}
    return Inheritance(family=family, raw=raw, shared=shared)


def _origin(inherited: object, own: object) -> Origin:
    if inherited is None:
        return Origin.OWN
    return Origin.FAMILY if own is None or own == inherited else Origin.CHANGED


def _row(raw: Table, name: str, key: str) -> Table | None:
    return next((row for row in raw.get(name, ()) if row.get("key") == key), None)
