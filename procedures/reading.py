"""Reading TOML, and where in it we are: an error can say its file, step and field."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from procedures import shapes
from procedures.errors import DefinitionError

type Table = Mapping[str, Any]


class DefinitionPlace:
    """Where in a definition we are reading, so that an error can say it."""

    def __init__(self, file: str, step: str = "", field: str = "") -> None:
        self.file, self.step, self.field = file, step, field

    def error(self, message: str) -> DefinitionError:
        return DefinitionError(message, file=self.file, step=self.step, field=self.field)

    def known(self, table: Table, keys: Iterable[str]) -> None:
        if unknown := set(table) - set(keys):
            raise self.error(f"unknown: {', '.join(sorted(unknown))}")

    def read[T](self, make: Callable[..., T], *args: Any, **values: Any) -> T:
        """What `make` makes; its complaint becomes an error with this place, and so does a value of a wrong type."""
        try:
            return make(*args, **values) if args else shapes.make(make, values)
        except (ValueError, TypeError, KeyError) as error:
            raise self.error(str(error)) from error

    def texts(self, table: Table, name: str) -> tuple[str, ...]:
        """The texts of a list, none when it is not there."""
        return self.read(shapes.texts, table.get(name, ()), name)

    def tables(self, table: Table, name: str) -> tuple[Table, ...]:
        """The tables of [[name]]."""
        return self.read(shapes.tables, table.get(name, ()), name)

    def table(self, table: Table, name: str) -> Table:
        """The table [name], empty when it is not there."""
        found = table.get(name, {})
        if not isinstance(found, Mapping):
            raise self.error(f"{name} is written as [{name}]")
        return found

    def unique(self, what: str, keys: Iterable[object]) -> None:
        """Each stands once."""
        seen: set[object] = set()
        for key in keys:
            if key in seen:
                raise self.error(f"two {what} are called {key!r}")
            seen.add(key)


def table(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(str(error), file=path.name) from error
