"""What is true of a procedure on a day: fees, documents, legal basis, who, deadline, from one place for every page."""

from dataclasses import dataclass
from datetime import date

from procedures import catalogue, checklist, dues, terms
from procedures.claims import Claim
from procedures.dues import Due
from procedures.language.schema import AtHand, Authority, Enclosure, Lack, Procedure, Relief, Term
from procedures.lasting import lasts
from procedures.law.citations import Citation
from procedures.tables import statements
from procedures.tables.fees import Fee
from procedures.tables.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFacts:
    """Texts are msgids; amounts are grosze; there is no total while one of them is unknown, or owed by some only.

    `dues` are everybody's: what further answers grant stands in `reliefs`. `checked_on` is the oldest check of all.
    """

    procedure: Procedure
    on: date
    dues: tuple[Due, ...]
    reliefs: tuple[Relief, ...]  # for who they are true of, and not for everybody
    total: int | None
    who: tuple[str, ...]
    conditions: tuple[Claim, ...]
    barriers: tuple[Claim, ...]
    refusals: tuple[Claim, ...]
    documents: tuple[Enclosure, ...]
    evidence: tuple[Enclosure, ...]  # of the reliefs, for who has a right to them
    deadline: Claim
    authorities: tuple[Authority, ...]
    terms: tuple[Term, ...]
    duties: tuple[Term, ...]
    at_hand: tuple[AtHand, ...]
    lacking: tuple[Lack, ...]
    statements: tuple[Statement, ...]
    law: tuple[Citation, ...]
    source: str
    checked_on: date

    @property
    def fees(self) -> tuple[Fee, ...]:
        """The rows that are paid."""
        return tuple(each.row for each in self.dues if each.row is not None)

    @property
    def unknown_fees(self) -> tuple[Fee, ...]:
        """Owed too, but nobody knows how much on that day."""
        return tuple(each.whole for each in self.dues if each.is_unknown)

    @property
    def free(self) -> tuple[Due, ...]:
        return tuple(each for each in self.dues if each.standing == dues.DueStanding.FREE)

    @property
    def verified(self) -> list[bool]:
        """Of every claim: whether somebody read the units it rests on."""
        parts = (self.procedure.claims(), self.procedure.documents, self.fees, self.procedure.reliefs, self.statements)
        return [each.verified for part in parts for each in part]


def suspension(term: Term, *, on: date) -> Statement | None:
    """What keeps the term from running on that day; it ends with its own row."""
    return next((row for row in statements.holding(on) if row.key == term.suspended_by), None)


def runs(term: Term, *, on: date) -> str:
    """How long it lasts or that it does not run on that day, as a sentence; empty where its title says it."""
    suspended = suspension(term, on=on)
    return f"{statements.said(suspended, on=on).title}." if suspended else lasts(term)


def of(procedure: Procedure, *, on: date) -> LawFacts:
    """For everybody: of the answers, only those are known that the procedure presets."""
    form = catalogue.form_on(procedure.key, on) if procedure.form else None
    decided = dues.closed(dues.decide(procedure, form, procedure.preset, on=on))
    owed = tuple(dues.of(procedure, decided, filed_on=on, paid_on=on))
    granted = {key for each in decided for key in each.granted}
    amounts = [each.row.amount if each.row else None for each in owed if each.is_paid_for]
    return LawFacts(
        procedure=procedure,
        on=on,
        dues=owed,
        reliefs=tuple(each for each in procedure.reliefs if each.key not in granted),
        total=_sum(amounts, is_of_some=any(each.charge.when is not None for each in owed)),
        who=procedure.who,
        conditions=procedure.conditions,
        barriers=procedure.barriers,
        refusals=procedure.refusals,
        documents=tuple(each for each in procedure.documents if not checklist.is_for_some(procedure, each)),
        evidence=tuple(each for each in procedure.documents if checklist.is_evidence(procedure, each)),
        deadline=procedure.deadline,
        authorities=procedure.authorities,
        terms=terms.of(procedure.terms, on=on),
        duties=terms.of(procedure.duties, on=on),
        at_hand=procedure.at_hand,
        lacking=procedure.lacking,
        statements=tuple(row for row in statements.holding(on) if is_said(row, procedure)),
        law=procedure.law,
        source=procedure.source,
        checked_on=min([procedure.checked_on, *(each.row.checked_on for each in owed if each.row)]),
    )


def is_said(row: Statement, procedure: Procedure) -> bool:
    is_here = procedure.is_filed_here or row.about not in statements.OF_AN_APPLICATION
    return is_here and row.key not in procedure.unsaid


def _sum(amounts: list[int | None], *, is_of_some: bool) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return None if is_of_some or len(known) < len(amounts) else sum(known)
