"""Which changeable facts a procedure or an office rests on: what an editor looks for by its name."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from procedures import facts, terms
from procedures.language.schema import Procedure
from procedures.outputs import texts
from procedures.tables import counted, offices, statuses
from procedures.tables.dated import Dated

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
    yield "windows.taken", procedure.key
    for row in facts.of(procedure, on=timezone.localdate()).statements:
        yield "statements.days", row.key
    for term in (*procedure.terms, *procedure.duties):
        if term.length:
            field, rule = "months" if term.months else "days", terms.rule_of(term)
            yield (f"rules.{field}", rule) if rule else (f"terms.{field}", term.law[0].id)
    yield from (("terms.days", rule.law[0].id) for rule in procedure.authorities if rule.within)
    yield from _named(procedure)


def _named(procedure: Procedure) -> Iterator[FactKey]:
    """By its texts, and by what is said of its case."""
    of_case = statuses.track(procedure.track).texts() if procedure.track else ()
    names = {counted.name_in(text) for text in (*texts.of_procedure(procedure), *of_case)}
    numbers: tuple[tuple[str, Iterable[Dated]], ...] = (
        ("rules.days", terms.counted()),
        ("rules.least", terms.at_least()),
        ("rules.months", terms.counted_in_months()),
        ("terms.days", terms.in_days()),
        ("terms.months", terms.in_months()),
    )
    for fact, rows in numbers:
        yield from ((fact, row.key) for row in rows if counted.name_of(row.key) in names)
