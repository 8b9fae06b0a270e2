"""What to do with a printed document, in the reader's language, for page, API and the last sheet of the PDF."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.drafting import charged
from applications.drafting.models import Application
from applications.printing.document import Printout
from procedures import checklist, facts, lasting, terms
from procedures.claims import Claim
from procedures.dues import Due, DueStanding
from procedures.language.schema import WORKING_DAYS, Enclosure, Term
from procedures.law import citations
from procedures.law.citations import Citations
from procedures.money import zloty
from procedures.tables import counted
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
        ToldPart(key="cost", heading=_("What it costs"), lines=list(_costs(charged.of(application)))),
        ToldPart(
            key="next",
            heading=_("What happens next"),
            lines=list(map(_term, followed)),
        ),
    ]
    return [part for part in found if part.lines]


def _when(printed: Printout) -> Iterator[ToldLine]:
    yield _claim(printed.procedure.deadline)
    letter = printed.procedure.letter
    if printed.last_day is None or letter is None or letter.term is None:
        return
    title = _("The last day for you: %(day)s") % {"day": date_format(printed.last_day, "j E Y")}
    yield ToldLine(title=title, text=_counted(letter.term.counts), verified=letter.term.counts != WORKING_DAYS)


def _counted(counts: str) -> str:
    if counts == WORKING_DAYS:
        return _(
            "Sundays and public holidays are not counted. The law does not say whether a Saturday is a working day: "
            "we count it as one, so that you are never late."
        )
    units = citations.said(citations.read(["kpa:57(1)", "kpa:57(4)"]))
    text = _(
        "The day it happened is not counted. An end on a Saturday or a day off moves to the next day that is none."
    )
    return citations.cited(text, units)


def _where(printed: Printout) -> Iterator[ToldLine]:
    for rule in printed.procedure.authorities:
        yield _claim(rule)
    if printed.through:
        yield ToldLine(title=_("It goes through the voivode who had the case"), text=printed.through)
    yield ToldLine(
        title=printed.office.name, text=", ".join(printed.office.address), verified=_is_sourced(printed.office)
    )


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


def _costs(owed: Iterable[Due]) -> Iterator[ToldLine]:
    paid = [due for due in owed if due.standing != DueStanding.FREE]
    if not paid:
        yield ToldLine(title=_("It is free of charge"))
    for due in paid:
        amount = zloty(due.row.amount) if due.row else _("not known")
        yield ToldLine(title=f"{_(due.whole.label)}: {amount}", text=_sentence("", due.whole.law))


def _claim(claim: Claim) -> ToldLine:
    return ToldLine(title=counted.said(claim.title), text=_sentence(claim.text, claim.law), verified=claim.verified)


def _term(term: Term) -> ToldLine:
    """With how long it lasts, or that it does not run now."""
    parts = (facts.runs(term, on=timezone.localdate()), counted.said(term.text))
    text = citations.cited(" ".join(part for part in parts if part), citations.said(term.law))
    return ToldLine(title=lasting.title(term), text=text, verified=term.verified)


def _sentence(text: str, law: Citations) -> str:
    return citations.cited(counted.said(text), citations.said(law))
