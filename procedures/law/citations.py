"""A reference to the law, written short and shown as readers of each language write it.

`foreigners:114(1)(1)` is point 1 of paragraph 1 of article 114 of the Act on foreigners: "art. 114 ust. 1 pkt 1" in
Polish, "art. 114(1)(1)" in English. `kpa:129(2)` is art. 129 § 2 of the KPA, `r553:§6` a paragraph of a regulation,
`r553:annex 8` an annex; a key alone is the whole act. A unit that does not exist, or is not in force, is an error.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Self

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from procedures.law import acts, units
from procedures.law.acts import Act

SEPARATOR = "; "
# What a number belongs to, in our four languages: the two stay on one line
HELD = re.compile(
    r"\b(art\.|ust\.|pkt|lit\.|poz\.|nr|ст\.|ч\.|п\.|المادة|المواد|الفقرة|البند) (?=\d)|(§|Dz\.U\.) (?=\d)"
)
UNIT = re.compile(r"(§|annex )?([\dIVXLC]+[a-z]*)((?:\([0-9a-z]+\))*)")


@dataclass(frozen=True, slots=True)
class Citation:
    """`unit` is empty when the whole act is meant."""

    act: str
    unit: str = ""

    @classmethod
    def read(cls, text: object) -> Self:
        """ValueError says what is wrong with it."""
        if not isinstance(text, str):
            raise ValueError(f"a reference is text like foreigners:114(1)(1), not {text!r}")  # noqa: TRY004  # as all here
        act, _colon, unit = text.partition(":")
        if act not in acts.table():
            raise ValueError(f"{text}: law/acts.toml has no act {act!r}")
        made = cls(act, unit)
        made._judge()
        return made

    @property
    def id(self) -> str:
        return f"{self.act}:{self.unit}" if self.unit else self.act

    @property
    def is_read(self) -> bool:
        """Somebody read the text; what rests on anything else is not verified."""
        unit = units.of(self.act).get(self.unit)
        return acts.table()[self.act].is_read and (not self.unit or (unit is not None and unit.kind != units.UNREAD))

    def _judge(self) -> None:
        if self.unit and not UNIT.fullmatch(self.unit):
            raise ValueError(f"{self.id}: a unit is written like 114(1)(1), §6 or annex 8")
        if not self.unit or not acts.table()[self.act].is_read:
            return
        unit = units.of(self.act).get(self.unit)
        if unit is None:
            raise ValueError(f"{self.id} does not exist")
        if unit.state:
            raise ValueError(f"{self.id} is {unit.state}")

    def __str__(self) -> str:
        """The unit in the reader's language, without its act."""
        return _written(self, get_language())


type Citations = tuple[Citation, ...]


def read(texts: object) -> Citations:
    """Of a list in a definition; ValueError for what is no list of references, and for one that stands twice."""
    if not isinstance(texts, list | tuple):
        raise ValueError(f"law is a list of references, not {texts!r}")  # noqa: TRY004  # the loader turns ValueError
    made = tuple(Citation.read(text) for text in texts)
    if len(set(made)) != len(made):
        raise ValueError("a reference stands twice")
    return made


def written(citations: Iterable[Citation]) -> str:
    """As a row keeps them."""
    return SEPARATOR.join(each.id for each in citations)


def kept(text: str) -> Citations:
    """Of a row: what was law on its day is shown, whatever became of it since."""
    parts = (each.partition(":") for each in text.split(SEPARATOR) if each)
    return tuple(Citation(act, unit) for act, _colon, unit in parts if act in acts.table())


def said(citations: Iterable[Citation]) -> str:
    """`art. 114(1)(3); art. 31(3) of the Act of 20 March 2025 …`: units by act, in the language of the reader."""
    return "; ".join(
        _said_of(acts.table()[act], list(group)) for act, group in groupby(citations, lambda each: each.act)
    )


def cited(text: str, units: str) -> str:
    """Both are translated; the units stand in brackets before the last full stop."""
    if not text or not units:
        return held(text or units)
    return held(f"{text.removesuffix('.')} ({units}).")


def held(text: str) -> str:
    """No line begins with the number of an article."""
    return HELD.sub(lambda unit: unit.group().rstrip() + "\N{NO-BREAK SPACE}", text)


def by_act(citations: Iterable[Citation]) -> list[str]:
    """A line an act, with its whole title: "Act of 12 December 2013 on foreigners: art. 114, art. 105"."""
    grouped: dict[str, list[str]] = {}
    for each in citations:
        grouped.setdefault(each.act, []).extend([str(each)] if each.unit else [])
    return [
        ": ".join([_(acts.table()[act].title), *([", ".join(named)] if named else [])])
        for act, named in grouped.items()
    ]


def _said_of(act: Act, citations: list[Citation]) -> str:
    named = ", ".join(str(each) for each in citations if each.unit)
    if not named:
        return _(act.title)
    return named if act.understood else f"{named} {_(act.after)}"


@lru_cache(maxsize=4096)  # a page says dozens, and always the same ones
def _written(citation: Citation, _language: str | None) -> str:
    return "".join(_parts(citation))


def _parts(citation: Citation) -> Iterable[str]:
    found = UNIT.fullmatch(citation.unit)
    if found is None:
        return
    before, number, below = found.groups()
    known = units.of(citation.act)
    yield _head(before, number)
    at = f"{before or ''}{number}"
    for part in re.findall(r"\(([0-9a-z]+)\)", below):
        at = f"{at}({part})"
        yield _below(known[at].kind if at in known else units.UNREAD, part)


def _head(before: str | None, number: str) -> str:
    if before == "§":
        return f"§ {number}"
    if before:
        return pgettext("law", "annex %(number)s") % {"number": number}
    return pgettext("law", "art. %(number)s") % {"number": number}


def _below(kind: str, number: str) -> str:
    if kind == "§":
        return f" § {number}"
    return {"ust": _paragraph, "pkt": _point, "lit": _letter}.get(kind, _plain)() % {"number": number}


def _paragraph() -> str:
    return pgettext("law, ust.", "(%(number)s)")


def _point() -> str:
    return pgettext("law, pkt", "(%(number)s)")


def _letter() -> str:
    return pgettext("law, lit.", "(%(number)s)")


def _plain() -> str:
    return "(%(number)s)"
