"""What is true of a procedure on a day: fees, documents, legal basis, who, deadline, from one place for every page."""

from dataclasses import dataclass
from datetime import date

from procedures.claims import Claim
from procedures.language.schema import Authority, Enclosure, Procedure, Term
from procedures.law.citations import Citation
from procedures.tables import fees, statements
from procedures.tables.fees import Fee
from procedures.tables.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFacts:
    """Texts are msgids; amounts are grosze; there is no total while one of them is unknown.

    `checked_on` is the oldest check among the facts.
    """

    procedure: Procedure
    on: date
    fees: tuple[Fee, ...]
    unknown_fees: tuple[Fee, ...]  # owed too, but nobody knows how much on that day
    total: int | None
    who: tuple[str, ...]
    conditions: tuple[Claim, ...]
    barriers: tuple[Claim, ...]
    documents: tuple[Enclosure, ...]
    deadline: Claim
    authorities: tuple[Authority, ...]
    terms: tuple[Term, ...]
    duties: tuple[Term, ...]
    statements: tuple[Statement, ...]
    law: tuple[Citation, ...]
    source: str
    checked_on: date

    @property
    def verified(self) -> list[bool]:
        """Of every claim: whether somebody read the units it rests on."""
        parts = (self.procedure.claims(), self.documents, self.fees, self.statements)
        return [each.verified for part in parts for each in part]


def suspension(term: Term, *, on: date) -> Statement | None:
    """What keeps the term from running on that day; it ends with its own row."""
    return next((row for row in statements.holding(on) if row.key == term.suspended_by), None)


def of(procedure: Procedure, *, on: date) -> LawFacts:
    owed, unknown = tuple(fees.owed(procedure.fees, on=on)), tuple(fees.unknown(procedure.fees, on=on))
    return LawFacts(
        procedure=procedure,
        on=on,
        fees=owed,
        unknown_fees=unknown,
        total=None if unknown else sum(fee.amount for fee in owed),
        who=procedure.who,
        conditions=procedure.conditions,
        barriers=procedure.barriers,
        documents=procedure.documents,
        deadline=procedure.deadline,
        authorities=procedure.authorities,
        terms=procedure.terms,
        duties=procedure.duties,
        statements=tuple(row for row in statements.holding(on) if row.key not in procedure.unsaid),
        law=procedure.law,
        source=procedure.source,
        checked_on=min([procedure.checked_on, *(fee.checked_on for fee in owed)]),
    )
