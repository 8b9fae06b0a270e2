"""Reading TOML, and where in it we are: an error can say its file, step and field."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

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
        """What `make` makes; its complaint becomes an error with this place."""
        try:
            return make(*args, **values)
        except (ValueError, TypeError, KeyError) as error:
            raise self.error(str(error)) from error


def table(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(str(error), file=path.name) from error
