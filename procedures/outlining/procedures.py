"""The outline of a procedure: every claim with its law, whose it is, and where nobody has compared it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures import catalogue, checklist, facts, lasting, terms
from procedures.claims import Claim
from procedures.deadlines import rules
from procedures.language import wording
from procedures.language.schema import (
    Authority,
    Charge,
    Enclosure,
    Form,
    Instructed,
    LeastPay,
    LetterText,
    Paragraph,
    Procedure,
    Relief,
    RunningTerm,
    Term,
    Window,
)
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.money import zloty
from procedures.outlining import inheritance
from procedures.outlining.conditions_in_words import Questions, answer
from procedures.outlining.forms import when_line
from procedures.outlining.inheritance import OF_WORDS, Inheritance, Origin
from procedures.outlining.outline import (
    FORM,
    PROCEDURE,
    Line,
    Outline,
    OutlinePart,
    Target,
    articles,
    group,
    kept,
    law_line,
    translated,
)
from procedures.tables import counted, fees, parameters, payees, statements
from procedures.tables.fees import Fee
from procedures.tables.statements import Statement

OF_REGISTERS = "foreigners:428(1)(2)"  # names them by letters
CHANNELS: Mapping[str, Any] = {
    "mos": gettext_lazy("filed in this portal"),
    "prepared": gettext_lazy("prepared here, then taken or sent to the authority"),
    "information": gettext_lazy("information only"),
}
ORIGINS: Mapping[Origin, Any] = {
    Origin.FAMILY: gettext_lazy("the family"),
    Origin.CHANGED: gettext_lazy("the family, changed here"),
    Origin.OWN: gettext_lazy("this procedure alone"),
}
DECIDED_BY: Mapping[str, Any] = {
    "filing": gettext_lazy("the day of filing"),
    "decision": gettext_lazy("the day of the decision"),
    "payment": gettext_lazy("the day of payment"),
    "event": gettext_lazy("the day of the event"),
}


def of(procedure: Procedure, *, on: date) -> Outline:
    """As the dated tables say it on that day; of fees every row that they have."""
    return _Outlining(procedure, on).outline()


@dataclass(frozen=True, slots=True)
class _Outlining:
    procedure: Procedure
    on: date

    @property
    def form(self) -> Form | None:
        return catalogue.form_of(self.procedure.key) if self.procedure.form else None

    @property
    def asked(self) -> Questions:
        return self.form.index if self.form else {}

    @property
    def inherited(self) -> Inheritance:
        return inheritance.of(self.procedure.key)

    def outline(self) -> Outline:
        return Outline(
            kind=PROCEDURE,
            key=self.procedure.key,
            title=_(self.procedure.title),
            lines=kept(self._head()),
            parts=tuple(self._parts()),
        )

    def _parts(self) -> Iterator[OutlinePart]:
        each = self.procedure
        yield from group("who", _("Who it is for"), (), _numbered(each.who))
        yield from group("conditions", _("Conditions"), self._claims("conditions", each.conditions))
        yield from group("barriers", _("The office opens no case"), self._claims("barriers", each.barriers))
        yield from group("refusals", _("The office refuses"), self._claims("refusals", each.refusals))
        yield from group("at-hand", _("To have at hand"), self._claims("at_hand", each.at_hand))
        yield from group("lacking", _("What to do without something"), self._claims("lacking", each.lacking))
        yield from group("documents", _("Documents"), map(self._document, each.documents))
        yield from group("fees", _("Fees"), map(self._charge, each.fees))
        yield from group("reliefs", _("Who pays less"), map(self._relief, each.reliefs))
        yield from group("cost", _("Cost"), self._claims("cost", [each.cost] if each.cost else []))
        yield from group("deadline", _("When to apply"), [self._claim("deadline", each.deadline)])
        yield from group("authorities", _("Who decides"), map(self._authority, each.authorities))
        yield from group(
            "handing-in", _("How it is signed, taken and sent"), self._claims("handing_in", each.handing_in)
        )
        yield from group("terms", _("What follows"), self._claims("terms", each.terms))
        yield from group("duties", _("Duties of who has the permit"), self._claims("duties", each.duties))
        yield from group("instruction", _("Instruction on rights and duties"), map(self._instructed, each.instruction))
        yield from group("face", _("What the document says of itself"), (), self._face())
        yield from self._letter(each.letter) if each.letter else ()
        yield from group("running", _("By when"), (), map(self._running, each.running))
        yield from group("said", _("Statements that several pages share"), map(_statement, self._statements()))
        yield from group("left-out", _("Left out of the family"), map(_left_out, self.inherited.left_out()))

    def _head(self) -> Iterator[Line]:
        each = self.procedure
        yield Line(name=_("Official title"), text=each.official_title, is_polish=True)
        yield Line(name=_("Way"), text=str(CHANNELS[each.channel]))
        yield Line(name=_("Family"), text=self.inherited.family, is_code=True)
        if self.form:
            target = Target(kind=FORM, key=each.form)
            yield Line(name=_("Form"), text=_(self.form.title), note=self.form.version, target=target)
        yield from (self._preset(key, value) for key, value in each.preset.items())
        register = citations.read((OF_REGISTERS,)) if each.register else ()
        yield Line(name=_("Register"), text=each.register, law=articles(register))
        yield Line(name=_("Table of statuses"), text=each.track, is_code=True)
        yield from _window(window) if (window := terms.window(each, on=self.on)) else ()
        yield from _least_pay(each.pay, self.on) if each.pay else ()
        yield law_line(each.law)
        yield _source(each.source, each.checked_on)

    def _preset(self, key: str, value: Any) -> Line:
        question = self.asked.get(key)
        name = _("Answered by the procedure")
        if question is None:
            return Line(name=name, text=f"{key} = {value}", is_code=True)
        said = {"question": wording.of_question(question), "answer": answer(question, value)}
        return Line(name=name, text=_("“%(question)s”: “%(answer)s”") % said)

    def _claims(self, name: str, claims: Iterable[Claim]) -> Iterator[OutlinePart]:
        return (self._claim(name, each, number) for number, each in enumerate(claims, 1))

    def _claim(self, name: str, claim: Claim, number: int = 1) -> OutlinePart:
        key = claim.key or ("" if name in ("deadline", "cost") else f"{number}")
        return OutlinePart(
            anchor=f"{name}-{claim.key or number}",
            title=lasting.title(claim) if isinstance(claim, Term) else counted.said(claim.title),
            is_unverified=not claim.verified,
            lines=kept(
                [
                    Line(name=_("Text"), text=translated(claim.text)),
                    Line(name=_("Term"), text=lasting.lasts(claim) if isinstance(claim, Term) else ""),
                    law_line(claim.law),
                    *self._origin(name, key),
                    self._source(claim.source, claim.checked_on),
                ]
            ),
        )

    def _origin(self, name: str, key: str) -> Iterator[Line]:
        """Of a definition that has a family, whose the row is; and what the family says where it is changed."""
        if not self.inherited.family:
            return
        yield Line(name=_("Said by"), text=str(ORIGINS[self.inherited.origin(name, key)]))
        before = self.inherited.before(name, key)
        words = " ".join(
            lasting.named(before[each], before.get("days"), before.get("months"))
            for each in OF_WORDS
            if before.get(each)
        )
        law = articles(citations.read(before.get("law", [])))
        yield Line(name=_("The family says"), text=words, law=law)

    def _document(self, document: Enclosure) -> OutlinePart:
        annexes = {annex.form: annex.when for annex in self.form.annexes} if self.form else {}
        when = annexes.get(document.annex, document.when) if document.annex else document.when
        remarks = [" ".join(part for part in remark if part) for remark in checklist.remarks(document)]
        return OutlinePart(
            anchor=f"document-{document.key}",
            title=_(document.label),
            is_unverified=not document.verified,
            lines=kept(
                [
                    Line(name=_("Official name"), text=document.official, is_polish=True),
                    Line(name=_("Text"), text=translated(document.text)),
                    Line(name=_("Must be there"), text=_("Yes") if document.required else _("No")),
                    when_line(when, self.asked),
                    Line(name=_("Only"), text=translated(document.only)),
                    Line(name=_("Annex"), text=document.annex, is_code=True, target=_form_target(document.annex)),
                    *(Line(name=_("How it is handed in"), text=remark) for remark in remarks),
                    Line(name=_("Purpose of the file"), text=document.purpose, is_code=True),
                    law_line(document.law),
                    *self._origin("documents", document.key),
                ]
            ),
        )

    def _charge(self, charge: Charge) -> OutlinePart:
        rows = sorted((row for row in fees.table() if row.key == charge.fee), key=lambda row: row.valid_from)
        return OutlinePart(
            anchor=f"fee-{charge.fee}",
            title=_(fees.newest(charge.fee, on=self.on).label),
            lines=kept([when_line(charge.when, self.asked), Line(name=_("Only"), text=translated(charge.only))]),
            parts=tuple(_fee(row) for row in rows),
        )

    def _relief(self, relief: Relief) -> OutlinePart:
        instead = _(fees.newest(relief.instead, on=self.on).label) if relief.instead else _("nothing")
        evidence = next((each for each in self.procedure.documents if each.key == relief.evidence), None)
        years = _("under the age of %(years)s on the day of filing") % {"years": relief.younger_than}
        return OutlinePart(
            anchor=f"relief-{relief.key}",
            title=_(relief.because),
            is_unverified=not relief.verified,
            lines=kept(
                [
                    Line(name=_("Instead of"), text=_(fees.newest(relief.fee, on=self.on).label)),
                    Line(name=_("Is paid"), text=instead),
                    when_line(relief.when, self.asked),
                    Line(name=_("When"), text=years if relief.younger_than else ""),
                    Line(name=_("When"), text=_("the person says that it is so") if relief.claimed else ""),
                    Line(name=_("Shown by"), text=_(evidence.label) if evidence else ""),
                    law_line(relief.law),
                    *self._origin("reliefs", relief.key),
                    self._source(relief.source, relief.checked_on),
                ]
            ),
        )

    def _authority(self, rule: Authority) -> OutlinePart:
        made = self._claim("authorities", rule)
        key = rule.question or (str(getattr(self.form.roles, rule.role)) if self.form and rule.role else "")
        question = self.asked.get(key)
        within = self.asked.get(rule.within.field) if rule.within else None
        days = {"days": terms.within_days(rule, on=self.on), "question": within and wording.of_question(within)}
        lines = [
            Line(name=_("The voivode of the answer to"), text=wording.of_question(question) if question else ""),
            when_line(rule.when, self.asked),
            Line(name=_("When"), text=_("within %(days)s days of “%(question)s”") % days if within else ""),
        ]
        return OutlinePart(
            anchor=f"authority-{rule.key}",
            title=made.title,
            is_unverified=made.is_unverified,
            lines=kept([*lines, *made.lines]),
        )

    def _instructed(self, sentence: Instructed) -> OutlinePart:
        return OutlinePart(
            anchor=f"instruction-{sentence.key}",
            title=counted.official(sentence.official),
            is_polish=True,
            is_unverified=not sentence.verified,
            lines=kept(
                [
                    Line(name=_("The reader’s words"), text=counted.said(sentence.text)),
                    law_line(sentence.law),
                    *self._origin("instruction", sentence.key),
                    self._source(sentence.source, sentence.checked_on),
                ]
            ),
        )

    def _letter(self, letter: LetterText) -> Iterator[OutlinePart]:
        details = [self.asked[key] for key in letter.details if key in self.asked]
        lines = [
            Line(name=_("Heading"), text=letter.heading, is_polish=True, note=translated(letter.heading_label)),
            Line(name=_("Addressed to"), text=letter.to, is_polish=True, note=translated(letter.to_label)),
            *(self._paragraph(_("Sender"), each) for each in letter.sender),
            *(self._paragraph(_("Paragraph"), each) for each in letter.text),
            *(Line(name=_("Printed in the list"), text=each.official, is_polish=True) for each in details),
        ]
        yield from group("letter", _("The letter that is printed"), (), lines)

    def _face(self) -> Iterator[Line]:
        return (self._paragraph(_("Paragraph"), each) for each in self.procedure.face)

    def _running(self, term: RunningTerm) -> Line:
        """The rule that counts it, and the question it runs from."""
        question = self.asked.get(term.field)
        from_it = {"question": wording.of_question(question) if question else term.field}
        condition = when_line(term.when, self.asked).text
        said = (_("counted from “%(question)s”") % from_it, condition)
        title = _(rules.rule(term.rule, self.on).title)
        return Line(name=title, text="; ".join(part for part in said if part))

    def _paragraph(self, name: str, paragraph: Paragraph) -> Line:
        condition = when_line(paragraph.when, self.asked).text
        note = "; ".join(part for part in (translated(paragraph.label), condition) if part)
        return Line(name=name, text=paragraph.official, is_polish=True, note=note)

    def _source(self, source: str, checked_on: date) -> Line:
        """Unless it is that of the whole procedure, which stands at the top."""
        is_same = (source, checked_on) == (self.procedure.source, self.procedure.checked_on)
        return Line(name=_("Source")) if is_same else _source(source, checked_on)

    def _statements(self) -> tuple[Statement, ...]:
        return facts.of(self.procedure, on=self.on).statements


def _numbered(sentences: Iterable[str]) -> Iterator[Line]:
    for number, sentence in enumerate(sentences, 1):
        yield Line(name=f"{number}.", text=_(sentence))


def _source(source: str, checked_on: date | None) -> Line:
    return Line(name=_("Source"), text=source, note=_day(checked_on))


def _day(day: date | None) -> str:
    return date_format(day, "j E Y") if day else ""


def _days(first: date | None, last: date | None) -> str:
    return f"{_day(first)} – {_day(last)}".strip()


def _form_target(key: str) -> Target | None:
    return Target(kind=FORM, key=key) if key else None


def _window(window: Window) -> Iterator[Line]:
    yield Line(name=_("Applications are taken"), text=_days(window.opens, window.closes), law=articles(window.law))


def _least_pay(pay: LeastPay, on: date) -> Iterator[Line]:
    rows = [row for row in parameters.table() if row.key == pay.parameter and row.holds(on)]
    text = "; ".join(f"{_(row.label)}: {row.amount} {row.unit}" for row in rows) or _("not known today")
    yield Line(name=_("Least pay"), text=text, law=articles(pay.law), is_unverified=not rows)
    yield Line(
        name=_("Several employers count together"), text=_("Yes") if pay.summed else "", law=articles(pay.summed)
    )


def _fee(row: Fee) -> OutlinePart:
    label = _(payees.payee(row.payee, on=row.valid_from).label) if _is_payee(row) else row.payee
    return OutlinePart(
        anchor=f"fee-{row.key}-{row.valid_from.isoformat()}",
        title=f"{zloty(row.amount)}, {_days(row.valid_from, row.valid_to)}",
        is_unverified=not row.verified,
        lines=kept(
            [
                Line(name=_("Official name"), text=row.official, is_polish=True),
                Line(name=_("Payee"), text=label),
                Line(name=_("Which day decides"), text=str(DECIDED_BY[row.decided_by])),
                law_line(row.law),
                _source(row.source, row.checked_on),
            ]
        ),
    )


def _is_payee(row: Fee) -> bool:
    return any(each.key == row.payee and each.holds(row.valid_from) for each in payees.table())


def _statement(row: Statement) -> OutlinePart:
    said = statements.said(row)
    lines = [Line(name=_("Text"), text=said.text), law_line(row.law), _source(row.source, row.checked_on)]
    return OutlinePart(
        anchor=f"statement-{row.key}", title=said.title, is_unverified=not row.verified, lines=kept(lines)
    )


def _left_out(row: Mapping[str, Any]) -> OutlinePart:
    title = row.get("title") or row.get("label") or row.get("because") or row.get("text") or row["key"]
    law: tuple[Citation, ...] = citations.read(row.get("law", []))
    return OutlinePart(anchor=f"left-out-{row['key']}", title=_(title), lines=kept([law_line(law)]))
