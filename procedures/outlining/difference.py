"""What differs between two outlines, line by line: what is new, what is gone, and what is said otherwise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from procedures.outlining.outline import Line, Outline, OutlinePart


class LineChange(Enum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FlatLine:
    """`place` are the titles of the parts that it stands in; a part's title is a line of its own, without a name."""

    place: tuple[str, ...]
    name: str
    text: str
    is_polish: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    change: LineChange
    place: tuple[str, ...]
    name: str
    before: FlatLine | None = None
    after: FlatLine | None = None


def between(earlier: Outline, later: Outline) -> list[Differing]:
    before, after = list(flat(earlier)), list(flat(later))
    found: list[Differing] = []
    for _tag, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[first:last] != after[new_first:new_last]:
            found += _of_block(before[first:last], after[new_first:new_last])
    return found


def flat(outline: Outline) -> Iterator[FlatLine]:
    yield from _lines(outline.lines, ())
    for part in outline.parts:
        yield from _part(part, ())


def _part(part: OutlinePart, above: tuple[str, ...]) -> Iterator[FlatLine]:
    title = f"{part.number} {part.title}".strip()
    yield FlatLine(above, "", title, part.is_polish)
    place = (*above, title)
    yield from _lines(part.lines, place)
    for each in part.parts:
        yield from _part(each, place)


def _lines(lines: Sequence[Line], place: tuple[str, ...]) -> Iterator[FlatLine]:
    for line in lines:
        law = ", ".join(article.text for article in line.law)
        yield FlatLine(
            place, line.name, "; ".join(part for part in (line.text, line.note, law) if part), line.is_polish
        )


def _of_block(gone: Sequence[FlatLine], new: Sequence[FlatLine]) -> Iterator[Differing]:
    """Lines of one name at one place are one line that is said otherwise."""
    left = list(new)
    for line in gone:
        same = next((each for each in left if line.name and (each.place, each.name) == (line.place, line.name)), None)
        if same is None:
            yield Differing(change=LineChange.REMOVED, place=line.place, name=line.name, before=line)
        else:
            left.remove(same)
            yield Differing(change=LineChange.CHANGED, place=line.place, name=line.name, before=line, after=same)
    for line in left:
        yield Differing(change=LineChange.ADDED, place=line.place, name=line.name, after=line)
