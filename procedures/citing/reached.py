"""What a place that cites the law reaches: the procedures it is said of, and the outlines in which it is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from procedures import catalogue, facts, terms
from procedures.citing.index import CitingPlace
from procedures.citing.walking import TrailStep, value_of
from procedures.deadlines.rules import TermRule
from procedures.declared import FAMILY, FORM, PROCEDURE, STATUSES, TREE
from procedures.language.schema import Annex, Field, Procedure
from procedures.language.trees import Tree
from procedures.outlining import inheritance
from procedures.outlining.inheritance import Origin
from procedures.tables import fees, statuses
from procedures.tables.fees import Fee
from procedures.tables.papers import Paper
from procedures.tables.statements import Statement
from procedures.tables.statuses import Track

OUTLINED = (PROCEDURE, FORM, TREE)
OF_CLAIMS = (
    "conditions", "barriers", "refusals", "at_hand", "lacking", "deadline", "cost", "handing_in", "terms", "duties",
)  # fmt: skip
OF_ROWS = {  # of a definition: what their anchors begin with
    "authorities": "authority",
    "documents": "document",
    "reliefs": "relief",
    "instruction": "instruction",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinePlace:
    """A part of an outline, or the whole of it where there is no anchor."""

    kind: str
    key: str
    version: str = ""
    anchor: str = ""


def procedures_of(places: Iterable[CitingPlace]) -> list[Procedure]:
    """All that any of the places is said of, in the order of the catalogue."""
    of_each = tuple(places)
    return [each for each in catalogue.procedures() if any(_is_said_of(each, place) for place in of_each)]


def outlines_of(place: CitingPlace) -> Iterator[OutlinePlace]:
    """Its own, or those of the procedures that show it."""
    if own := own_outline(place):
        yield OutlinePlace(kind=own.kind, key=own.key, version=own.version, anchor=_anchor(place))
        return
    for procedure in procedures_of([place]):
        yield OutlinePlace(kind=PROCEDURE, key=procedure.key, anchor=_anchor_in(procedure, place))


def own_outline(place: CitingPlace) -> OutlinePlace | None:
    if place.kind not in OUTLINED:
        return None
    return OutlinePlace(kind=place.kind, key=place.key, version=place.version)


def is_inherited(place: CitingPlace) -> bool:
    """A definition has it from its family, and says nothing else of it."""
    if place.kind != PROCEDURE:
        return False
    return _is_of_family(place.key, place.trail[0]) if place.trail else _is_law_of_family(place)


def _is_said_of(procedure: Procedure, place: CitingPlace) -> bool:
    row = place.trail[0].item if place.trail else None
    if place.kind == PROCEDURE:
        return procedure.key == place.key
    if place.kind == FAMILY:
        return _has(procedure, place)
    if place.kind == FORM:
        return place.key in _forms(procedure)
    if place.kind == STATUSES:
        return procedure.track in _tracks(place)
    shows = SHOWN.get(place.kind)
    return shows is not None and shows(procedure, row)


def _has(procedure: Procedure, place: CitingPlace) -> bool:
    """A row of its family; what all of a family rests on is of all of them."""
    if inheritance.of(procedure.key).family != place.key:
        return False
    return not place.trail or _is_of_family(procedure.key, place.trail[0])


def _is_of_family(key: str, step: TrailStep) -> bool:
    inherited = inheritance.of(key)
    row = value_of(step.item, "key") or ""
    if not inherited.family or row in inherited.raw.get("without", ()):
        return False
    return inherited.origin(step.name, row) == Origin.FAMILY and (bool(row) or step.name in ("deadline", "letter"))


def _is_law_of_family(place: CitingPlace) -> bool:
    inherited = inheritance.of(place.key)
    unit = place.citation.id
    return unit in inherited.shared.get("law", ()) and unit not in inherited.raw.get("law", ())


def _forms(procedure: Procedure) -> set[str]:
    """Its own, and the annexes that somebody's answers ask for."""
    if not procedure.form:
        return set()
    return {procedure.form, *(annex.form for annex in catalogue.possible_annexes(procedure.key))}


def _tracks(place: CitingPlace) -> set[str]:
    """The tables that have the row: its own, and those whose base it is."""
    part = place.trail[0].item if place.trail else None
    return {name for name in statuses.names() if _is_in(statuses.track(name), part)}


def _is_in(track: Track, part: object) -> bool:
    return any(each is part for each in (*track.rows, *track.answers.values(), track.causes))


def _fees(procedure: Procedure) -> set[str]:
    charged = {each.fee for each in procedure.fees}
    return charged | {each.instead for each in procedure.reliefs if each.instead}


def _is_paid(procedure: Procedure, payee: Any) -> bool:
    return any(row.payee == payee.key and row.key in _fees(procedure) for row in fees.table())


def _counts(procedure: Procedure, rule: Any) -> bool:
    return any(terms.rule_of(each) == rule.key for each in (*procedure.terms, *procedure.duties))


SHOWN: Mapping[str, Callable[[Procedure, Any], bool]] = {  # whether a procedure shows a row of a table
    "fees": lambda procedure, row: row.key in _fees(procedure),
    "payees": _is_paid,
    "papers": lambda procedure, row: any(each.purpose == row.key for each in procedure.documents),
    "parameters": lambda procedure, row: procedure.pay is not None and procedure.pay.parameter == row.key,
    "statements": lambda procedure, row: facts.is_said(row, procedure),
    "deadlines": _counts,
}


def _anchor(place: CitingPlace) -> str:
    """In the outline that is its own."""
    if not place.trail:
        return ""
    if place.kind == FORM:
        return _anchor_in_form(place.trail)
    if place.kind == TREE:
        return _anchor_in_tree(place)
    return _anchor_of_row(place.trail[0])


def _anchor_of_row(step: TrailStep) -> str:
    key = value_of(step.item, "key") or step.number
    if step.name in OF_CLAIMS:
        return f"{step.name}-{key}"
    if step.name in OF_ROWS:
        return f"{OF_ROWS[step.name]}-{key}"
    return "letter" if step.name == "letter" else ""


def _anchor_in_form(trail: tuple[TrailStep, ...]) -> str:
    """A question with those it stands in; else the declaration, the annex or the step."""
    questions = [step.item.key for step in trail if step.name in ("fields", "derived") and isinstance(step.item, Field)]
    first = trail[0]
    if questions:
        return f"question-{'-'.join(questions)}"
    if isinstance(first.item, Annex):
        return f"annex-{first.item.form}"
    return {"steps": f"step-{_key(first)}", "declarations": f"declaration-{_key(first)}"}.get(first.name, "")


def _anchor_in_tree(place: CitingPlace) -> str:
    first, tree = place.trail[0], place.declared
    if first.name == "barriers" and isinstance(tree, Tree):  # what an answer rests on
        asked = tree.questions.values()
        named = (each.key for each in asked if any(given.barrier == _key(first) for given in each.answers))
        return next((f"question-{key}" for key in named), "")
    return {"questions": f"question-{_key(first)}", "outcomes": f"outcome-{_key(first)}"}.get(first.name, "")


def _anchor_in(procedure: Procedure, place: CitingPlace) -> str:
    """Of a row of a family or of a table, where the procedure shows it."""
    if not place.trail:
        return ""
    if place.kind == FAMILY:
        return _anchor_of_row(place.trail[0])
    anchor = ANCHORS.get(place.kind)
    return anchor(procedure, place.trail[0].item) if anchor else ""


def _anchor_of_fee(procedure: Procedure, row: Fee) -> str:
    if any(each.fee == row.key for each in procedure.fees):
        return f"fee-{row.key}-{row.valid_from.isoformat()}"
    return next((f"relief-{each.key}" for each in procedure.reliefs if each.instead == row.key), "")


def _anchor_of_paper(procedure: Procedure, row: Paper) -> str:
    return next((f"document-{each.key}" for each in procedure.documents if each.purpose == row.key), "")


def _anchor_of_statement(_procedure: Procedure, row: Statement) -> str:
    return f"statement-{row.key}" if row.holds(timezone.localdate()) else ""


def _anchor_of_term(procedure: Procedure, rule: TermRule) -> str:
    for name, found in (("terms", procedure.terms), ("duties", procedure.duties)):
        for number, term in enumerate(found, 1):
            if terms.rule_of(term) == rule.key:
                return f"{name}-{term.key or number}"
    return ""


ANCHORS: Mapping[str, Callable[[Procedure, Any], str]] = {  # of a row of a table, in the outline of a procedure
    "fees": _anchor_of_fee,
    "papers": _anchor_of_paper,
    "statements": _anchor_of_statement,
    "deadlines": _anchor_of_term,
}


def _key(step: TrailStep) -> str:
    return str(value_of(step.item, "key"))
