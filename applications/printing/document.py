"""What a prepared draft prints: the letter of its procedure, or the boxes of an official form, and who it goes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from applications.answers import sheets
from applications.drafting import charged, lifecycle
from applications.drafting.errors import Incomplete, NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.filing import application_pdf
from procedures import authorities, catalogue, terms
from procedures.language import letters, walk
from procedures.language.letters import PrintedFact, PrintedSentence
from procedures.language.schema import Answers, Form, Procedure
from procedures.tables import offices
from procedures.tables.offices import Office
from procedures.tables.voivodeships import VOIVODES


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """`to` is the addressee; `through` the voivode it goes through, where that is another. Sections are of a form."""

    procedure: Procedure
    title: str
    to: str
    through: str
    office: Office
    sender: Sequence[PrintedSentence]
    paragraphs: Sequence[PrintedSentence]
    details: Sequence[PrintedFact]
    sections: Sequence[dict[str, Any]]
    declarations: Sequence[str]
    enclosures: Sequence[str]
    last_day: date | None


def of(application: Application) -> Printout | None:
    """None for what is filed here. NotPossible once the answers are gone, Incomplete while some are missing."""
    procedure = catalogue.procedure(application.procedure)
    if not procedure.is_prepared:
        return None
    if application.draft is None:
        raise NotPossible(ApplicationState(application.state))
    if lacking := lifecycle.unfinished(application):
        raise Incomplete(lacking)
    form, answers = lifecycle.form_of(application), sheets.read(application.draft).answers
    teryt = authorities.of(procedure, form, answers, on=timezone.localdate()).teryt
    return _made(procedure, form, answers, teryt, _enclosures(application))


def _made(procedure: Procedure, form: Form, answers: Answers, teryt: str, enclosures: Sequence[str]) -> Printout:
    letter, voivode = procedure.letter, VOIVODES[teryt]
    boxes = [] if letter else list(walk.official(form, answers))
    is_through = letter is not None and bool(letter.to)
    return Printout(
        procedure=procedure,
        title=procedure.official_title if letter else form.official_title,
        to=letter.to if letter and letter.to else voivode,
        through=voivode if is_through else "",
        office=offices.office(teryt),
        sender=letters.said(letter.sender, form, answers) if letter else [],
        paragraphs=letters.said(letter.paragraphs, form, answers) if letter else [],
        details=letters.details(letter, form, answers) if letter else [],
        sections=application_pdf.sections(form, boxes),
        declarations=[each.official for each in form.declarations],
        enclosures=enclosures,
        last_day=_last_day(procedure, form, answers),
    )


def _last_day(procedure: Procedure, form: Form, answers: Answers) -> date | None:
    """By the law of the day from which the term runs."""
    if procedure.letter is None or (since := letters.counted_from(procedure.letter, form, answers)) is None:
        return None
    term = terms.of_letter(procedure, on=since)
    return letters.last_day(term, since) if term else None


def _enclosures(application: Application) -> list[str]:
    """What the law or the office asks to be added, by the official names."""
    return [each.document.official for each in charged.checklist_of(application) if each.document.required]
