"""Finds forms and procedures by their keys: every file is read once, the first time somebody asks."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from procedures.errors import Unknown
from procedures.language import banks, families, loader, trees, walk
from procedures.language.schema import Annex, Form, Procedure
from procedures.language.trees import Tree
from procedures.tables import statuses
from procedures.tables.statuses import Track

ROOT = Path(__file__).parent
NAME = re.compile(r"[\w-]+")  # of a folder here, and of no other
FORMS, DEFINITIONS = ROOT / "forms", ROOT / "definitions"


def form(key: str, version: str | None = None) -> Form:
    """This version of the form, or the newest one."""
    published = versions(key)
    if not published or (version is not None and version not in published):
        raise Unknown(f"no form {key} {version or ''}".strip())
    return _form(FORMS / key / f"{version or published[-1]}.toml")


def forms() -> list[str]:
    """The keys of all of them."""
    return sorted({path.parent.name for path in FORMS.glob("*/*.toml")})


def versions(key: str) -> list[str]:
    """Published versions, oldest first: their names are dates."""
    return list(_published(FORMS / key)) if NAME.fullmatch(key) else []


def in_force(key: str, on: date) -> str:
    """The version of that day: the newest whose day has come. Before the first one, that."""
    if not (published := versions(key)):
        raise Unknown(f"no form {key}")
    return next((each for each in reversed(published) if each <= on.isoformat()), published[0])


def successor(key: str, version: str) -> str | None:
    """The version after this one, which may still be to come."""
    return next((each for each in versions(key) if each > version), None)


def taken_until(key: str, version: str) -> date | None:
    """The last day on which this version may be filed; None while no other follows."""
    if (after := successor(key, version)) is None:
        return None
    former = form(key, after).former
    return former.until if former else date.fromisoformat(after) - timedelta(days=1)


def procedure(key: str) -> Procedure:
    if key not in _procedures():
        raise Unknown(f"no procedure {key}")
    return _procedures()[key]


@cache
def definition(path: Path) -> Procedure:
    """One of them, read and judged once."""
    return loader.procedure(path)


def procedures() -> list[Procedure]:
    return list(_procedures().values())


def track(key: str) -> Track:
    """What can be told about a case of this procedure."""
    return statuses.track(procedure(key).track)


def possible_annexes(key: str) -> list[Annex]:
    """The annexes that some answers of this procedure ask for."""
    return walk.possible_annexes(form_of(key), procedure(key).preset)


@cache
def tree(key: str) -> Tree:
    """A decision tree; Unknown where there is none."""
    path = trees.ROOT / f"{key}.toml"
    if path not in trees.ROOT.glob("*.toml"):
        raise Unknown(f"no tree {key}")
    family = trees.family(path)
    known = loader.barriers(families.ROOT / f"{family}.toml") if family in families.names() else ()
    return trees.read(path, {each.key: each for each in known})


def tree_keys() -> list[str]:
    return sorted(path.stem for path in trees.ROOT.glob("*.toml"))


@cache
def form_of(key: str, version: str | None = None) -> Form:
    """The form of a procedure; what the procedure presets is answered and not asked."""
    found = procedure(key)
    base = form(found.form, version)
    return replace(base, fixed=base.fixed | frozenset(found.preset))


def form_on(key: str, on: date) -> Form:
    """The form of a procedure, in the version that is begun on that day."""
    return form_of(key, in_force(procedure(key).form, on))


@cache
def _published(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@cache
def _form(path: Path) -> Form:
    return banks.joined(loader.form(path))


@cache
def _procedures() -> dict[str, Procedure]:
    found = [definition(path) for path in sorted(DEFINITIONS.glob("*/*.toml"))]
    return {each.key: each for each in found}
