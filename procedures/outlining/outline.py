"""What an outline is made of: parts in parts, each of lines, in the reader's language; a template only draws it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from procedures.law import acts, units
from procedures.law.acts import Act
from procedures.law.citations import UNIT, Citation
from procedures.law.units import Unit
from procedures.tables import counted

FORM, PROCEDURE, TREE = "form", "procedure", "tree"  # what there are outlines of


@dataclass(frozen=True, slots=True)
class Article:
    """A unit of the law, with the address of its act; `is_named`: which act it is of goes without saying."""

    citation: Citation

    @property
    def text(self) -> str:
        unit = str(self.citation)
        if not unit:
            return _(self.act.title)
        return unit if self.act.understood else f"{unit} {_(self.act.after)}"

    @property
    def act(self) -> Act:
        return acts.table()[self.citation.act]

    @property
    def is_written_well(self) -> bool:
        return UNIT.fullmatch(self.citation.unit) is not None

    @property
    def exists(self) -> bool | None:
        """In the text that was read; None where nobody read it."""
        if not self.act.is_read:
            return None
        return not self.citation.unit or self._known is not None

    @property
    def state(self) -> str:
        """Empty of what is in force and was read."""
        if self._known and self._known.state:
            return {"repealed": _("repealed"), "future": _("not in force yet")}[self._known.state]
        return "" if self.citation.is_read else _("nobody read it")

    @property
    def is_repealed(self) -> bool | None:
        return None if self.exists is None else self._known is not None and self._known.state == "repealed"

    @property
    def _known(self) -> Unit | None:
        return units.of(self.citation.act).get(self.citation.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Another outline."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`name` says what it is. `note` is in the reader's language, where the text may be official Polish, or a code."""

    name: str
    text: str = ""
    note: str = ""
    law: tuple[Article, ...] = ()
    is_polish: bool = False
    is_code: bool = False
    is_unverified: bool = False
    anchor: str = ""  # of the part of this outline it leads to
    target: Target | None = None

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.note and not self.law


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinePart:
    """`anchor` is one part's of a page alone."""

    anchor: str
    title: str
    number: str = ""
    is_polish: bool = False
    is_unverified: bool = False
    lines: tuple[Line, ...] = ()
    parts: tuple["OutlinePart", ...] = ()

    @property
    def unverified(self) -> int:
        """With all below it."""
        own = self.is_unverified + sum(line.is_unverified for line in self.lines)
        return own + sum(part.unverified for part in self.parts)

    def all_lines(self) -> Iterator[Line]:
        yield from self.lines
        for part in self.parts:
            yield from part.all_lines()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedAct:
    """An act with the units of it that an outline names."""

    act: Act
    articles: tuple[Article, ...]

    @property
    def title(self) -> str:
        return _(self.act.title)

    @property
    def read_on(self) -> date | None:
        """The day of the text that was read."""
        return self.act.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """`version` is a form's."""

    kind: str
    key: str
    title: str
    version: str = ""
    lines: tuple[Line, ...]
    parts: tuple[OutlinePart, ...]

    @property
    def unverified(self) -> int:
        return sum(part.unverified for part in self._whole)

    @property
    def cited(self) -> list[CitedAct]:
        """In the order of the table of acts, each unit once."""
        found: dict[str, dict[Article, None]] = {}
        for part in self._whole:
            for line in part.all_lines():
                for article in line.law:
                    found.setdefault(article.citation.act, {})[article] = None
        return [CitedAct(act=act, articles=tuple(found[key])) for key, act in acts.table().items() if key in found]

    @property
    def _whole(self) -> tuple[OutlinePart, ...]:
        return (OutlinePart(anchor="", title=self.title, lines=self.lines), *self.parts)


def articles(law: Iterable[Citation]) -> tuple[Article, ...]:
    return tuple(Article(each) for each in law)


def law_line(law: Iterable[Citation]) -> Line:
    return Line(name=_("Law"), law=articles(law))


def kept(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Without those that say nothing."""
    return tuple(line for line in lines if not line.is_empty)


def group(anchor: str, title: str, parts: Iterable[OutlinePart], lines: Iterable[Line] = ()) -> Iterator[OutlinePart]:
    """A part of others, unless there are none."""
    made = OutlinePart(anchor=anchor, title=title, lines=kept(lines), parts=tuple(parts))
    if made.lines or made.parts:
        yield made


def translated(text: str) -> str:
    """Of a msgid that may be empty, with the numbers of today."""
    return counted.said(text)
