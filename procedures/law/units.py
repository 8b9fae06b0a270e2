"""Which units an act has, what each is called, and which are not in force: units/<act>.txt, a line a unit, no text.

A line is the unit's address, its kind and, where it is so, "repealed" or "future": `114(1)(2) pkt repealed`. Kinds:
art, ust, pkt, lit, §, annex; `-` where the text of the article was not read: readers get its address only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from procedures.errors import DefinitionError
from procedures.law.acts import ROOT

FOLDER = ROOT / "units"
UNREAD = "-"
KINDS = ("art", "ust", "pkt", "lit", "§", "annex", UNREAD)
STATES = ("repealed", "future")  # not in force any more, or not yet; a unit in force says nothing


@dataclass(frozen=True, slots=True)
class Unit:
    at: str
    kind: str
    state: str = ""


@cache
def of(act: str) -> Mapping[str, Unit]:
    """By address; an act without a file was not read."""
    path = FOLDER / f"{act}.txt"
    if not path.exists():
        return {}
    try:
        return {unit.at: unit for unit in map(read, path.read_text().splitlines())}
    except ValueError as error:
        raise DefinitionError(str(error), file=path.name) from error


def read(line: str) -> Unit:
    """ValueError when it is no line of the index."""
    rest, _blank, state = line.rpartition(" ")
    if state not in STATES:
        rest, state = line, ""
    at, _blank, kind = rest.rpartition(" ")
    if not at or kind not in KINDS:
        raise ValueError(f"no unit of the law: {line!r}")
    return Unit(at, kind, state)


def write(act: str, units: Iterable[Unit]) -> None:
    lines = (" ".join(part for part in (unit.at, unit.kind, unit.state) if part) for unit in units)
    (FOLDER / f"{act}.txt").write_text("".join(f"{line}\n" for line in lines))
