"""What a guide shows of the law, in the words of the page's language; every fact comes from `procedures`."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.drafting import fileable
from procedures import catalogue, checklist, dues, facts, lasting, terms
from procedures.claims import Claim
from procedures.dues import Due, DueStanding
from procedures.facts import LawFacts
from procedures.language.schema import Enclosure, Procedure, Relief, Term
from procedures.law import citations
from procedures.law.citations import Citations
from procedures.money import zloty  # beside the amounts, for who joins words to them
from procedures.tables import counted, offices, payees, statements
from procedures.tables import fees as fees_table
from procedures.tables.fees import Fee
from procedures.tables.statements import Statement

cited, held = citations.cited, citations.held


@dataclass(frozen=True, slots=True, kw_only=True)
class LawLine:
    """One fact with what belongs to it: the article, a remark."""

    title: str
    text: str = ""
    icon: str = ""
    verified: bool = True
    notes: tuple[str, ...] = ()  # how a document is handed in


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFact:
    """One line of the key facts; an amount keeps its direction in Arabic too."""

    term: str
    value: str
    note: str = ""
    is_amount: bool = False
    verified: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    label: str
    note: str
    amount: str
    grosze: int | None  # None: not known today
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Less:
    """A relief: whose it is, and what is paid then."""

    label: str
    amount: str
    text: str
    verified: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    url: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOffice:
    teryt: str
    voivodeship: str
    name: str
    label: str
    seat: str
    address: tuple[str, ...]
    phones: tuple[str, ...]
    sites: tuple[Site, ...]
    checked_on: date | None
    unsourced: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """What the law says of a procedure on a day, in one language; `facts` of `content.joined` hands it to a page."""

    key: str
    on: date
    filed_here: bool
    is_prepared: bool  # taken or sent to the office; neither: only information
    closed: str  # why nobody can begin today, though it is filed here; empty when they can
    source_url: str
    checked_on: date
    who: list[str]
    conditions: list[LawLine]
    refusals: list[LawLine]
    documents: list[LawLine]
    handing_in: list[LawLine]  # of what is prepared
    fees: list[Cost]
    reliefs: list[Less]  # who pays less than that
    total: str
    rows: list[KeyFact]
    basis: list[str]
    unverified: bool
    unsaid: tuple[str, ...]

    @property
    def paid(self) -> list[Cost]:
        """The fees that are not free of charge."""
        return [fee for fee in self.fees if fee.grosze != 0]


def of(key: str, *, on: date | None = None) -> Law:
    """As it stands on that day or today, Warsaw time, in the language that is active."""
    on = on or timezone.localdate()
    known = facts.of(catalogue.procedure(key), on=on)
    fees = [cost(due, on=on) for due in known.dues]
    return Law(
        key=key,
        on=on,
        filed_here=known.procedure.is_filed_here,
        is_prepared=known.procedure.is_prepared,
        closed=closed(known.procedure, on=on),
        source_url=known.source,
        checked_on=known.checked_on,
        who=[_(sentence) for sentence in known.who],
        conditions=[condition(claim, on=on) for claim in known.conditions],
        refusals=[line(claim, on=on) for claim in known.refusals],
        documents=[document(each) for each in known.documents],
        handing_in=[line(each, icon="check", on=on) for each in known.procedure.handing_in],
        fees=fees,
        reliefs=[relief(each, known) for each in known.reliefs],
        total="" if known.total is None else money(known.total),
        rows=rows(known, fees),
        basis=[held(line) for line in citations.by_act(known.law)],
        unverified=not all(known.verified),
        unsaid=known.procedure.unsaid,
    )


def closed(procedure: Procedure, *, on: date) -> str:
    hindrance = fileable.hindrance_to_begin(procedure, on=on)
    return str(hindrance) if hindrance and procedure.is_filed_here else ""


def cost(due: Due, *, on: date) -> Cost:
    """What is owed by the answers there are, and why it is less where it is."""
    if due.standing == DueStanding.FREE:
        return _free(due)
    return unknown_cost(due.whole) if due.row is None else _cost(due, due.row, on)


def _cost(due: Due, row: Fee, on: date) -> Cost:
    told = (due.charge.only, payees.payee(row.payee, on=on).said, payees.wait(row, on=on))
    note = cited(" ".join(_(text) for text in told if text), citations.said(row.law))
    verified = row.verified and (due.relief is None or due.relief.verified)
    note = " ".join((note, held(dues.explained(due)))).strip()
    return Cost(label=_(row.label), note=note, amount=money(row.amount), grosze=row.amount, verified=verified)


def _free(due: Due) -> Cost:
    is_verified = due.relief is not None and due.relief.verified
    return Cost(
        label=_(due.whole.label),
        note=held(dues.explained(due)),
        amount=_("free of charge"),
        grosze=0,
        verified=is_verified,
    )


def relief(each: Relief, known: LawFacts) -> Less:
    """For a guide: whoever it is true of knows it."""
    fee = fees_table.newest(each.fee, on=known.on)
    instead = fees_table.due(each.instead, filed_on=known.on, paid_on=known.on) if each.instead else None
    amount = _("free of charge") if each.free else money(instead.amount) if instead else _("not known")
    shown = [_(document.label) for document in known.evidence if document.key == each.evidence]
    said = [_("You say so when you pay.")] if each.claimed else []
    return Less(
        label=_(fee.label),
        amount=amount,
        text=held(dues.why(each)),
        verified=each.verified,
        notes=(*said, *(_("Add: %(document)s.") % {"document": label} for label in shown)),
    )


def unknown_cost(fee: Fee) -> Cost:
    """The law has changed the amount, or will, and nobody has entered the new one yet."""
    note = _("The amount is not known here for today. Ask the office before you pay.")
    return Cost(label=_(fee.label), note=note, amount=_("not known"), grosze=None, verified=False)


def money(grosze: int) -> str:
    """440 zł, or 4806,50 zł, as everywhere."""
    return zloty(grosze)


def all_offices(*, on: date | None = None) -> list[ShownOffice]:
    return [office(each) for each in offices.all(on=on)]


def office(each: offices.Office) -> ShownOffice:
    return ShownOffice(
        teryt=each.teryt,
        voivodeship=each.voivodeship,
        name=each.name,
        label=_(each.label),
        seat=each.seat,
        address=each.address,
        phones=each.phones,
        checked_on=each.checked_on,
        unsourced=each.unsourced,
        sites=tuple(Site(url=url, host=urlsplit(url).hostname or url) for url in each.sites),
    )


def condition(claim: Claim, *, on: date | None = None) -> LawLine:
    return line(claim, icon="check", on=on)


def barrier(claim: Claim) -> LawLine:
    return line(claim, icon="law")


def line(claim: Claim, *, icon: str = "", on: date | None = None) -> LawLine:
    return LawLine(
        title=counted.said(claim.title, on=on),
        text=sentence(claim.text, claim.law, on=on),
        icon=icon,
        verified=claim.verified,
    )


def document(each: Enclosure) -> LawLine:
    title = _(each.label)
    if not each.required:
        title = _("%(document)s, if it applies") % {"document": title}
    text = " ".join(_(part) for part in (each.only, each.text) if part)
    return LawLine(
        title=title,
        text=cited(text, citations.said(each.law)),
        icon=each.icon,
        verified=each.verified,
        notes=tuple(cited(remark, units) for remark, units in checklist.remarks(each)),
    )


def rows(known: LawFacts, fees: list[Cost]) -> list[KeyFact]:
    return [
        stated(_("By when") if known.procedure.is_prepared else _("When to apply"), known.deadline, on=known.on),
        _costs(known, fees),
        *(stated(_whose(known.procedure), rule, on=known.on) for rule in known.authorities),
        *(termed(_("What follows"), term, on=known.on) for term in known.terms),
        *(termed(_("Once you have the permit"), duty, on=known.on) for duty in known.duties),
        *(
            KeyFact(term=_("What follows"), value=line.title, note=line.text, verified=line.verified)
            for line in said("terms", unsaid=known.procedure.unsaid, on=known.on)
        ),
    ]


def _whose(procedure: Procedure) -> str:
    return _("Where it goes") if procedure.is_prepared else _("Who decides")


def _costs(known: LawFacts, fees: list[Cost]) -> KeyFact:
    if known.procedure.cost is not None:
        return stated(_("Fees"), known.procedure.cost, on=known.on)
    return KeyFact(
        term=_("Fees"),
        value=" + ".join(fee.amount for fee in fees if fee.grosze != 0) or _("free of charge"),
        note=", ".join(fee.label for fee in fees if fee.grosze != 0),
        is_amount=all(fee.grosze is not None for fee in fees) and any(fee.grosze for fee in fees),
        verified=all(fee.verified for fee in fees),
    )


def said(part: str, *, unsaid: Container[str] = (), on: date | None = None) -> list[LawLine]:
    """What the law says of one part of a page on a day, or today; `unsaid` are rows not true of the procedure."""
    day = on or timezone.localdate()
    rows = [row for row in statements.holding(day) if row.about == part and row.key not in unsaid]
    return [_stated_line(row, on=day) for row in rows]


def _stated_line(row: Statement, *, on: date | None = None) -> LawLine:
    said = statements.said(row, on=on)
    return LawLine(title=said.title, text=cited(said.text, said.law), verified=row.verified)


def statement(key: str, procedure: str = "") -> LawLine | None:
    """One sentence of the law as it is today; none where it is not true of the procedure, or not any more."""
    unsaid = catalogue.procedure(procedure).unsaid if procedure else ()
    for row in statements.holding(timezone.localdate()):
        if row.key == key and key not in unsaid:
            return _stated_line(row)
    return None


def term(key: str, procedure: str) -> LawLine | None:
    """What follows in this procedure, by the key of its row."""
    found = [each for each in catalogue.procedure(procedure).terms if each.key == key]
    lines = [replace(line(each), title=lasting.title(each)) for each in terms.of(found, on=timezone.localdate())]
    return next(iter(lines), None)


def stated(term: str, claim: Claim, *, on: date | None = None) -> KeyFact:
    note = sentence(claim.text, claim.law, on=on)
    return KeyFact(term=term, value=counted.said(claim.title, on=on), note=note, verified=claim.verified)


def termed(term: str, claim: Term, *, on: date) -> KeyFact:
    """With how long it lasts, or that it does not run now."""
    text = " ".join(part for part in (facts.runs(claim, on=on), counted.said(claim.text, on=on)) if part)
    note = cited(text, citations.said(claim.law))
    return replace(stated(term, claim, on=on), value=lasting.title(claim, on=on), note=note)


def sentence(text: str, law: Citations, *, on: date | None = None) -> str:
    """The text with its units at the end, or the units alone."""
    return cited(counted.said(text, on=on), citations.said(law))


def procedure_choices() -> list[tuple[str, str]]:
    """For editors: what a guide can be about."""
    return [("", "---"), *((each.key, _(each.title)) for each in catalogue.procedures())]


def is_procedure(key: str) -> bool:
    return any(each.key == key for each in catalogue.procedures())
