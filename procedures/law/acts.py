"""The acts that are cited, from acts.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from procedures import reading
from procedures.errors import DefinitionError
from procedures.reading import DefinitionPlace

ROOT = Path(__file__).parent
FILE = ROOT / "acts.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`title` and `after` are msgids; `state` is the day of the text that was read, None where nobody read it."""

    key: str
    title: str
    after: str
    official: str
    source: str
    journal: str = ""  # empty where nobody looked it up
    state: date | None = None
    understood: bool = False

    @property
    def is_read(self) -> bool:
        return self.state is not None

    @property
    def url(self) -> str:
        """Of its official text; empty where its source is no address."""
        return self.source if self.source.startswith("https://") else ""


@cache
def table() -> Mapping[str, Act]:
    made: dict[str, Act] = {}
    for raw in DefinitionPlace(FILE.name).tables(reading.table(FILE), "acts"):
        act = DefinitionPlace(FILE.name, field=str(raw.get("key", ""))).read(Act, **raw)
        if act.key in made:
            raise DefinitionError("stands twice", file=FILE.name, field=act.key)
        made[act.key] = act
    return made
