"""Which changeable facts a procedure or an office rests on: what an editor looks for by its name."""

from collections.abc import Iterator

from django.utils import timezone

from procedures import facts, terms
from procedures.language.schema import Procedure
from procedures.outputs import texts
from procedures.tables import counted, offices, statuses

type FactKey = tuple[str, str]  # name of a fact of `changeable`, key of its row


def of_procedure(procedure: Procedure) -> frozenset[FactKey]:
    """Days off are of all of them, so of none."""
    return frozenset(_of(procedure))


def is_of_office(fact: FactKey, teryt: str) -> bool:
    """Of it, or of one of its branches."""
    table = fact[0].partition(".")[0]
    return table in ("offices", "branches") and fact[1].partition(offices.OF_OFFICE)[0] == teryt


def _of(procedure: Procedure) -> Iterator[FactKey]:
    fees = (*(charge.fee for charge in procedure.fees), *(each.instead for each in procedure.reliefs))
    yield from (("fees.amount", fee) for fee in fees if fee)
    if procedure.pay:
        yield "parameters.amount", procedure.pay.parameter
    if procedure.window:
        yield "windows.taken", procedure.key
    for row in facts.of(procedure, on=timezone.localdate()).statements:
        yield "statements.days", row.key
    for term in (*procedure.terms, *procedure.duties):
        if term.days:
            rule = terms.rule_of(term)
            yield ("rules.days", rule) if rule else ("terms.days", term.law[0].id)
    yield from _named(procedure)


def _named(procedure: Procedure) -> Iterator[FactKey]:
    """By its texts, and by what is said of its case."""
    of_case = statuses.track(procedure.track).texts() if procedure.track else ()
    names = {counted.name_in(text) for text in (*texts.of_procedure(procedure), *of_case)}
    for fact, rows in (("rules.days", terms.counted()), ("terms.days", terms.units())):
        yield from ((fact, row.key) for row in rows if counted.name_of(row.key) in names)
