"""All that is declared, by what reads it: the start judges each of these, and the index of the cited law walks them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from procedures import catalogue
from procedures.deadlines import rules
from procedures.language import families, loader
from procedures.law import acts
from procedures.tables import (
    central_offices,
    communes,
    fees,
    holidays,
    offices,
    papers,
    parameters,
    payees,
    periods,
    statements,
    statuses,
)

FORM, PROCEDURE, TREE, FAMILY, STATUSES = "form", "procedure", "tree", "family", "statuses"
TABLES: Mapping[str, Callable[[], object]] = {
    "acts": acts.table,
    "parameters": parameters.table,
    "papers": papers.table,
    "fees": fees.table,
    "payees": payees.table,
    "offices": offices.table,
    "central-offices": central_offices.table,
    "statements": statements.table,
    "holidays": holidays.table,
    "days-off": holidays.once,
    "periods": periods.of_file,
    "deadlines": rules.table,
    "steps": rules.sentences,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredFile:
    """`kind` is one of the words above, or a table's; `read` raises what is wrong with it."""

    kind: str
    key: str
    version: str = ""
    read: Callable[[], object]


def files() -> Iterator[DeclaredFile]:
    for name, table in TABLES.items():
        yield DeclaredFile(kind=name, key=name, read=table)
    yield DeclaredFile(kind="communes", key="communes", read=communes.table)
    for name in statuses.names():
        yield DeclaredFile(kind=STATUSES, key=name, read=partial(statuses.track, name))
    for path in sorted(catalogue.FORMS.glob("*/*.toml")):
        form = partial(catalogue.form, path.parent.name, path.stem)
        yield DeclaredFile(kind=FORM, key=path.parent.name, version=path.stem, read=form)
    for name in families.names():
        yield DeclaredFile(kind=FAMILY, key=name, read=partial(loader.family, families.ROOT / f"{name}.toml"))
    for path in sorted(catalogue.DEFINITIONS.glob("*/*.toml")):
        yield DeclaredFile(kind=PROCEDURE, key=path.stem, read=partial(catalogue.definition, path))
    for key in catalogue.tree_keys():
        yield DeclaredFile(kind=TREE, key=key, read=partial(catalogue.tree, key))
