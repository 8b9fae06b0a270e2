"""Which documents go with an application: a person's list is made from their answers, and is what they upload."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from procedures.language import conditions, walk
from procedures.language.kinds import lists
from procedures.language.schema import CALL, PRACTICE, VISIT, Answers, Enclosure, Field, Form, Procedure
from procedures.law import citations
from procedures.law.citations import Citations
from procedures.tables import papers
from procedures.tables.papers import Format

EVIDENCE = "evidence"  # the purpose under which a document without one of its own is handed in


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document of somebody's list; `is_open`: an answer that is missing still decides whether they need it."""

    document: Enclosure
    is_open: bool = False


def of(
    procedure: Procedure, form: Form | None, answers: Answers, *, reliefs: Iterable[str] = (), represented: str = ""
) -> list[Listed]:
    """Those these answers ask for, or may ask for yet; `reliefs` are granted or claimed, each with its evidence.

    `represented` is a word of REPRESENTED where somebody else files for the applicant.
    """
    if form is None:
        return [Listed(document=each) for each in procedure.documents]
    scope = walk.applicable(form, answers)
    known = frozenset(walk.decided(form, scope))
    annexes = {annex.form: annex.when for annex in form.annexes}
    shown = evidence_of(procedure, reliefs)
    found = []
    for document in procedure.documents:
        when = annexes.get(document.annex, document.when) if document.annex else document.when
        if is_evidence(procedure, document) and document.key not in shown:
            continue
        if document.rest and not any(_full(form, scope)):
            continue
        if document.represented and represented not in document.represented:
            continue
        if conditions.may_hold(when, scope, known):
            is_open = conditions.may_hold(when, scope, known, claim=False)
            found.append(Listed(document=document, is_open=is_open))
    return found


def _full(form: Form, scope: Answers) -> Iterator[Field]:
    """The lists of which no row more can be written."""
    for _step, field in form.fields():
        if field.kind == "list" and lists.is_full(field, scope.get(field.key)):
            yield field


def is_for_some(procedure: Procedure, document: Enclosure) -> bool:
    """Whether only somebody's own list has it: what a guide can say to everybody leaves it out."""
    return document.rest or is_evidence(procedure, document)


def is_evidence(procedure: Procedure, document: Enclosure) -> bool:
    """Whether it is there for a relief only."""
    return any(relief.evidence == document.key for relief in procedure.reliefs)


def evidence_of(procedure: Procedure, reliefs: Iterable[str]) -> frozenset[str]:
    """The documents that show that these reliefs are due."""
    named = frozenset(reliefs)
    return frozenset(relief.evidence for relief in procedure.reliefs if relief.key in named and relief.evidence)


def remarks(document: Enclosure) -> Iterator[tuple[str, str]]:
    """How it is handed in, in sentences of the reader's language, each with its units."""
    if document.copies > 1:
        yield ngettext("%(count)d copy.", "%(count)d copies.", document.copies) % {"count": document.copies}, ""
    if document.translation:
        yield str(_("In a foreign language only with a Polish translation by a sworn translator.")), _units(TRANSLATED)
    if document.original:
        text, unit = ORIGINAL[document.original]
        yield str(text), _units(unit)
    if document.basis == PRACTICE:
        yield str(_("Offices ask for it in practice; no act names it.")), ""


TRANSLATED = "foreigners:8(2)"
ORIGINAL: Mapping[str, tuple[object, str]] = {
    VISIT: (_("Bring the original when you are called to the office."), "foreigners:106e(1)(1)"),
    CALL: (_("Keep the original: the office calls for it."), "foreigners:106f"),
}


def law_of_remarks(document: Enclosure) -> Citations:
    """On which units they rest."""
    translated = (TRANSLATED,) if document.translation else ()
    shown = (ORIGINAL[document.original][1],) if document.original else ()
    return citations.read((*translated, *shown))


def _units(unit: str) -> str:
    return citations.said(citations.read((unit,)))


def formats(document: Enclosure) -> tuple[Format, ...]:
    """Of its file; of what is handed in among the evidence, the evidence's."""
    paper = papers.find(document.purpose or ("" if document.annex else EVIDENCE))
    return paper.formats if paper else ()
