"""A place that cites the law, in the reader's words, and the outlines in which it is read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures import catalogue, lasting
from procedures.citing import reached
from procedures.citing.index import NAMED_RULES, VISITS, CitingPlace
from procedures.citing.reached import OutlinePlace
from procedures.citing.walking import TrailStep, value_of
from procedures.declared import FAMILY, FORM, PROCEDURE, STATUSES, TREE
from procedures.language import wording
from procedures.language.rules import RULES, Rule
from procedures.language.schema import (
    Annex,
    Declaration,
    Field,
    Instructed,
    Paragraph,
    Procedure,
    RuleUse,
    Sentence,
    Term,
)
from procedures.law.citations import Citation
from procedures.tables import statements
from procedures.tables.fees import Fee
from procedures.tables.parameters import Parameter
from procedures.tables.statements import Statement

KINDS: Mapping[str, Any] = {
    PROCEDURE: gettext_lazy("Procedures"),
    FAMILY: gettext_lazy("Families of procedures"),
    FORM: gettext_lazy("Forms"),
    TREE: gettext_lazy("Trees"),
    "fees": gettext_lazy("Fees"),
    "payees": gettext_lazy("Who is paid"),
    "parameters": gettext_lazy("Figures of the law"),
    "statements": gettext_lazy("Statements that several pages share"),
    "papers": gettext_lazy("Files that are handed in"),
    "periods": gettext_lazy("Days and months that the law gives"),
    "deadlines": gettext_lazy("Terms that are counted"),
    "steps": gettext_lazy("Steps of the counting"),
    STATUSES: gettext_lazy("What the news of a case means"),
    NAMED_RULES: gettext_lazy("Checks of answers"),
    VISITS: gettext_lazy("90 days in any 180 days"),
}
PARTS: Mapping[str, Any] = {  # of a declaration, as outlines call them
    "conditions": gettext_lazy("Conditions"),
    "barriers": gettext_lazy("The office opens no case"),
    "refusals": gettext_lazy("The office refuses"),
    "at_hand": gettext_lazy("To have at hand"),
    "lacking": gettext_lazy("What to do without something"),
    "documents": gettext_lazy("Documents"),
    "reliefs": gettext_lazy("Who pays less"),
    "cost": gettext_lazy("Cost"),
    "deadline": gettext_lazy("When to apply"),
    "authorities": gettext_lazy("Who decides"),
    "handing_in": gettext_lazy("How it is signed, taken and sent"),
    "terms": gettext_lazy("What follows"),
    "duties": gettext_lazy("Duties of who has the permit"),
    "instruction": gettext_lazy("Instruction on rights and duties"),
    "letter": gettext_lazy("The letter that is printed"),
    "window": gettext_lazy("Applications are taken"),
    "pay": gettext_lazy("Least pay"),
    "declarations": gettext_lazy("Declarations"),
    "annexes": gettext_lazy("Annexes"),
    "signing": gettext_lazy("Signatures"),
    "rules": gettext_lazy("Checks of answers"),
    "questions": gettext_lazy("Questions"),
    "outcomes": gettext_lazy("Ends that are no procedure"),
    "answers": gettext_lazy("Answers"),
}
TEXTS = ("title", "label", "because", "text", "short", "official")  # what a part is called, the first that it has
BLANK = re.compile(r"%\(\w+\)s|\{\w+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldWords:
    text: str
    is_polish: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPlace:
    """`unit` is what it cites, in the reader's manner; `read_at` are the outlines that show it, with their titles."""

    citation: Citation
    unit: str
    where: tuple[ToldWords, ...]
    read_at: tuple[tuple[OutlinePlace, str], ...]
    in_words: bool
    is_unverified: bool
    checked_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFile:
    """The places in one procedure, one version of a form, or one table.

    `read_at` is its own outline, if it has one; `said_of` are the procedures that a table of statuses is of.
    """

    title: str
    version: str
    is_code: bool
    read_at: OutlinePlace | None
    said_of: tuple[tuple[OutlinePlace, str], ...]
    places: tuple[ToldPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldKind:
    title: str
    files: tuple[ToldFile, ...]


def told(places: Iterable[CitingPlace]) -> list[ToldKind]:
    """By kind and file. What a definition only has from its family is told there, once, with all who have it."""
    kinds: dict[str, dict[tuple[str, str], list[CitingPlace]]] = {kind: {} for kind in KINDS}
    for each in places:
        if not reached.is_inherited(each):
            kinds.setdefault(each.kind, {}).setdefault((each.key, each.version), []).append(each)
    return [
        ToldKind(title=str(KINDS.get(kind, kind)), files=tuple(_file(each) for each in files.values()))
        for kind, files in kinds.items()
        if files
    ]


def _file(places: list[CitingPlace]) -> ToldFile:
    first = places[0]
    is_of_news = first.kind == STATUSES
    return ToldFile(
        title=_titled(first),
        version=first.version,
        is_code=first.kind in (FAMILY, STATUSES),
        read_at=reached.own_outline(first),
        said_of=tuple(_titled_outlines(reached.procedures_of(places))) if is_of_news else (),
        places=tuple(_place(each, is_read_here=not is_of_news) for each in places),
    )


def _titled(place: CitingPlace) -> str:
    """Tables are called as their kind is."""
    if place.kind in (PROCEDURE, FORM, TREE):
        return _(value_of(place.declared, "title"))
    return place.key if place.kind in (FAMILY, STATUSES) else ""


def _place(place: CitingPlace, *, is_read_here: bool) -> ToldPlace:
    where = tuple(_where(place))
    return ToldPlace(
        citation=place.citation,
        unit=str(place.citation) or _("the whole act"),
        where=where or (ToldWords(text=_("as a whole")),),
        read_at=tuple((each, _titled_outline(each)) for each in reached.outlines_of(place)) if is_read_here else (),
        in_words=place.in_words,
        is_unverified=place.is_unverified,
        checked_on=place.checked_on,
    )


def _titled_outlines(procedures: Iterable[Procedure]) -> Iterator[tuple[OutlinePlace, str]]:
    return ((OutlinePlace(kind=PROCEDURE, key=each.key), _(each.title)) for each in procedures)


def _titled_outline(outline: OutlinePlace) -> str:
    """Only procedures show what is not their own."""
    return _(catalogue.procedure(outline.key).title) if outline.kind == PROCEDURE else ""


def _where(place: CitingPlace) -> Iterator[ToldWords]:
    for depth, step in enumerate(place.trail):
        if depth == 0 and step.name in PARTS:
            yield ToldWords(text=str(PARTS[step.name]))
        yield from _called(step)


def _called(step: TrailStep) -> Iterator[ToldWords]:
    match step.item:
        case Declaration(official=official) | Instructed(official=official) | Paragraph(official=official):
            yield ToldWords(text=official, is_polish=True)
        case Sentence(official=official):
            yield ToldWords(text=BLANK.sub("…", official), is_polish=True)
        case Field() as field:
            number = f"{field.number} " if field.number else ""
            yield ToldWords(
                text=number + (field.official or wording.of_question(field)), is_polish=bool(field.official)
            )
        case _:
            yield from (ToldWords(text=text) for text in [_named(step.item)] if text)


def _named(part: object) -> str:
    match part:
        case Term():
            return lasting.title(part)
        case Statement():
            return statements.said(part).title
        case RuleUse() | Rule():
            return str((RULES[part.name] if isinstance(part, RuleUse) else part).message)
        case Annex():
            return _(catalogue.form(part.form).title)
        case Fee() | Parameter():
            return f"{_(part.label)}, {date_format(part.valid_from, 'j E Y')}"
    text = next((said for name in TEXTS if isinstance(said := value_of(part, name), str) and said), "")
    return BLANK.sub("…", _(text)) if text else ""
