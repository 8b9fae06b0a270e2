"""What to do with a printed document, in the reader's language, for page, API and the last sheet of the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.drafting import charged
from applications.drafting.models import Application
from applications.printing.document import Printout
from procedures import checklist, facts, lasting, terms
from procedures.claims import Claim
from procedures.deadlines import saying
from procedures.deadlines.counting import Counted
from procedures.dues import Due, DueStanding
from procedures.language.schema import Enclosure, Procedure, Relief, Term
from procedures.law import citations
from procedures.law.citations import Citations
from procedures.money import zloty
from procedures.tables import counted, fees, payees
from procedures.tables.offices import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """A thing to know or to do; `verified`: somebody compared it with the text of the law."""

    title: str
    text: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPart:
    key: str
    heading: str
    lines: list[ToldLine]


def of(application: Application, printed: Printout) -> list[ToldPart]:
    """The parts in the order in which they are needed; a part with nothing in it is left out."""
    procedure = printed.procedure
    followed = terms.of(procedure.terms, on=timezone.localdate())
    documents = [each.document for each in charged.checklist_of(application)]
    found = [
        ToldPart(key="when", heading=_("By when"), lines=list(_when(printed))),
        ToldPart(key="where", heading=_("Where it goes"), lines=list(_where(printed))),
        ToldPart(key="how", heading=_("How to hand it in"), lines=[_claim(each) for each in procedure.handing_in]),
        ToldPart(key="bring", heading=_("What to add"), lines=[_document(each) for each in documents]),
        ToldPart(key="cost", heading=_("What it costs"), lines=list(_costs(charged.of(application), printed))),
        ToldPart(
            key="next",
            heading=_("What happens next"),
            lines=list(map(_term, followed)),
        ),
    ]
    return [part for part in found if part.lines]


def _when(printed: Printout) -> Iterator[ToldLine]:
    yield _claim(printed.procedure.deadline)
    if printed.deadline is None or printed.last_day is None:
        return
    title = _("The last day for you: %(day)s") % {"day": saying.day(printed.last_day)}
    counted, rule = printed.deadline.counted, printed.deadline.rule
    is_sure = rule.verified and counted.careful is None
    yield ToldLine(title=title, text=" ".join(_worked(counted)), verified=is_sure)


def _worked(counted: Counted) -> Iterator[str]:
    """How the day was counted, step by step."""
    for step in saying.working(counted):
        yield citations.cited(step.text, citations.said(step.law))


def _where(printed: Printout) -> Iterator[ToldLine]:
    for rule in printed.procedure.authorities:
        yield _claim(rule)
    if printed.through:
        yield ToldLine(title=_("It goes through the voivode who had the case"), text=printed.through)
    yield _office(printed.office) if printed.office else _no_office(printed.to)


def _office(office: Office) -> ToldLine:
    return ToldLine(title=office.name, text=", ".join(office.address), verified=_is_sourced(office))


def _no_office(to: str) -> ToldLine:
    text = _(
        "We do not know its address. Look it up, or on your decision if you have one, and write it on the document."
    )
    return ToldLine(title=to, text=text, verified=False)


def _is_sourced(office: Office) -> bool:
    """Whether a person has checked the address with the office itself."""
    return office.checked_on is not None and "address" not in office.unsourced


def _document(document: Enclosure) -> ToldLine:
    title = _(document.label)
    if not document.required:
        title = _("%(document)s, if it applies") % {"document": title}
    remarks = [citations.cited(text, units) for text, units in checklist.remarks(document)]
    texts = [*(_(part) for part in (document.only, document.text) if part), *remarks]
    return ToldLine(title=title, text=" ".join(texts), verified=document.verified)


def _costs(owed: list[Due], printed: Printout) -> Iterator[ToldLine]:
    """How much, to whom, and who pays less of it."""
    paid = [due for due in owed if due.standing != DueStanding.FREE]
    if not paid:
        yield _nothing_owed(printed.procedure, is_relieved=bool(owed))
    for due in paid:
        yield _cost(due)
        yield from map(_less, due.claimable)
    if paid:
        text = _(
            "We have no account number that somebody has checked. Take it from the page of the office, or ask there."
        )
        yield ToldLine(title=_("The account number"), text=text)


def _nothing_owed(procedure: Procedure, *, is_relieved: bool) -> ToldLine:
    if procedure.cost and not procedure.cost.verified:
        return _claim(procedure.cost)
    if procedure.fees and not is_relieved:
        return ToldLine(title=_("We know of no fee in your case. Ask the office whether there is one."), verified=False)
    return ToldLine(title=_("It is free of charge"))


def _cost(due: Due) -> ToldLine:
    amount = zloty(due.row.amount) if due.row else _("not known")
    said = payees.payee(due.whole.payee, on=timezone.localdate()).said
    text = _sentence(said, due.whole.law)
    return ToldLine(title=f"{_(due.whole.label)}: {amount}", text=text, verified=due.whole.verified)


def _less(relief: Relief) -> ToldLine:
    fee = None if relief.free else fees.newest(relief.instead, on=timezone.localdate())
    amount = zloty(fee.amount) if fee else _("free of charge")
    text = citations.cited(_("Then it is %(amount)s.") % {"amount": amount}, citations.said(relief.law))
    return ToldLine(title=_(relief.because), text=text, verified=relief.verified)


def _claim(claim: Claim) -> ToldLine:
    return ToldLine(title=counted.said(claim.title), text=_sentence(claim.text, claim.law), verified=claim.verified)


def _term(term: Term) -> ToldLine:
    """With how long it lasts, or that it does not run now."""
    parts = (facts.runs(term, on=timezone.localdate()), counted.said(term.text))
    text = citations.cited(" ".join(part for part in parts if part), citations.said(term.law))
    return ToldLine(title=lasting.title(term), text=text, verified=term.verified)


def _sentence(text: str, law: Citations) -> str:
    return citations.cited(counted.said(text), citations.said(law))
