"""Whatever a value of a definition is replaced by, its writer is told in words of theirs; nothing of Python is seen."""

import copy
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from procedures import catalogue, reading
from procedures.errors import DefinitionError
from procedures.language import families, loader
from procedures.law import acts
from procedures.tables import central_offices, dated, fees, offices, papers, parameters, payees, statements, statuses

type Way = tuple[str | int, ...]
WRONG: tuple[Any, ...] = (
    7,
    1.5,
    True,
    "x",
    "",
    [],
    [[1]],
    [{"a": 1}],
    ["x"],
    {"a": 1},
    {"a": {"b": 1}},
    date(2020, 1, 1),
)
PYTHON = ("object", "__", "argument", "unhashable", "attribute", "NoneType", "expected string", "iterable")
ROWS = {
    "fees": fees.Fee,
    "papers": papers.Paper,
    "payees": payees.Payee,
    "offices": offices.Office,
    "central_offices": central_offices.CentralOffice,
    "parameters": parameters.Parameter,
    "statements": statements.Statement,
}
RESEARCH = catalogue.DEFINITIONS / "temporary-residence" / "research.toml"
SHORT_STAY = catalogue.DEFINITIONS / "temporary-residence" / "short-stay.toml"  # leaves rows out, and sentences unsaid
FAMILY = families.ROOT / "temporary-residence.toml"
ANNEX = catalogue.FORMS / "annex1-employer" / "2026-04-27.toml"
TRACK = statuses.TABLES / "temporary-residence.toml"
READERS: dict[Path, Callable[[], object]] = {
    RESEARCH: lambda: loader.procedure(RESEARCH),
    SHORT_STAY: lambda: loader.procedure(SHORT_STAY),
    FAMILY: lambda: loader.family.__wrapped__(FAMILY),
    ANNEX: lambda: loader.form(ANNEX),
    TRACK: lambda: statuses.track.__wrapped__(TRACK.stem),
    acts.FILE: acts.table.__wrapped__,
}


def ways(value: Any, before: Way = ()) -> Iterator[Way]:
    """To every value of a table; of a list only the first ones, the rest are alike."""
    if before:
        yield before
    inside = value.items() if isinstance(value, dict) else enumerate(value[:3]) if isinstance(value, list) else ()
    for key, each in inside:
        yield from ways(each, (*before, key))


def kinds_of_ways(raw: dict[str, Any]) -> list[Way]:
    """One for each place in the shape, wherever it first stands."""
    found: dict[Way, Way] = {}
    for way in ways(raw):
        found.setdefault(tuple("#" if isinstance(part, int) else part for part in way), way)
    return list(found.values())


def replaced(raw: dict[str, Any], way: Way, wrong: Any) -> dict[str, Any]:
    made: Any = copy.deepcopy(raw)
    inside = made
    for part in way[:-1]:
        inside = inside[part]
    inside[way[-1]] = wrong
    return dict(made)


def python_said(read: Callable[[], object]) -> str:
    """What a writer could not understand of it; nothing where it is read, or refused in their words."""
    try:
        read()
    except DefinitionError as error:
        return str(error) if any(word in str(error) for word in PYTHON) else ""
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def check(path: Path, read: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    raw, wrong = tomllib.loads(path.read_text()), []
    for way in kinds_of_ways(raw):
        for value in WRONG:
            planted = replaced(raw, way, value)
            monkeypatch.setattr(reading, "table", lambda _path, planted=planted: planted)
            monkeypatch.setattr(loader, "table", lambda _path, planted=planted: planted)
            if said := python_said(read):
                wrong.append((way, value, said))
    assert wrong == []


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.name)
def test_a_definition_of_wrong_types_is_refused_in_plain_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statements.table()  # read before the file it stands in is another one, and so is the family
    loader.family(FAMILY)
    check(path, READERS[path], monkeypatch)


@pytest.mark.parametrize("name", ROWS)
def test_a_table_of_wrong_types_is_refused_in_plain_words(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = dated.ROOT / f"{name}.toml"
    acts.table()
    check(path, lambda: dated.rows(path, name, ROWS[name]), monkeypatch)
