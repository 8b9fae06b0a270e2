"""What a file may be handed in for: its official name, the screen's words, formats, limits, and who checks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from procedures import shapes
from procedures.errors import Unknown
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.tables import dated


@dataclass(frozen=True, slots=True)
class Format:
    """A type of file as the gate calls it, as people call it, and how its names end."""

    media_type: str
    name: str
    endings: tuple[str, ...]


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("application/pdf", "PDF", (".pdf",)),
        Format("image/jpeg", "JPG", (".jpg", ".jpeg")),
        Format("image/png", "PNG", (".png",)),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A rule that the person checks; a machine would often be wrong."""

    text: str
    law: tuple[Citation, ...]

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        return shapes.make(cls, {**values, "law": citations.read(values.get("law", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(dated.Lawful):
    """`key` is the purpose of an upload."""

    official: str
    label: str
    icon: str
    formats: tuple[Format, ...]
    max_bytes: int
    one: bool = False
    check: str = ""  # a named check of the uploads' room, besides formats and size
    hints: tuple[Hint, ...] = ()

    @classmethod
    def parts(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        names = shapes.texts(values.get("formats", ()), "formats")
        hints = shapes.tables(values.get("hints", ()), "hints")
        if unknown := set(names) - set(FORMATS):
            raise ValueError(f"no format {', '.join(sorted(unknown))}")
        if not names or not values.get("official") or not values.get("label"):
            raise ValueError("a paper has formats, an official name and a label")
        formats = tuple(FORMATS[name] for name in names)
        return {**values, "formats": formats, "hints": tuple(Hint.read(each) for each in hints)}


def paper(key: str, *, on: date | None = None) -> Paper:
    """For a purpose, on a day or as the newest row has it; Unknown when a file can't be handed in for it."""
    if on is not None:
        return dated.on(table(), key, on)
    found = find(key)
    if found is None:
        raise Unknown(f"papers.toml has no purpose {key!r}")
    return found


def find(key: str) -> Paper | None:
    """The newest row, if there is one: anything may be sent as a purpose."""
    found = [row for row in table() if row.key == key]
    return max(found, key=lambda row: row.valid_from, default=None)


def table() -> tuple[Paper, ...]:
    return dated.cached("papers.toml", "papers", Paper)
