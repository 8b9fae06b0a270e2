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
from procedures import authorities, catalogue
from procedures.authorities import Decider
from procedures.deadlines.engine import Deadline
from procedures.language import letters, walk
from procedures.language.letters import PrintedFact, PrintedSentence
from procedures.language.schema import Answers, Form, Procedure
from procedures.tables import offices
from procedures.tables.offices import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """`to` is the addressee; `through` the voivode it goes through, where that is another. Sections are of a form.

    `office` is None where no voivode decides: of other authorities nobody here knows the addresses. `face` says that
    it stands in for an official form.
    """

    procedure: Procedure
    title: str
    to: str
    through: str
    office: Office | None
    face: Sequence[PrintedSentence]
    sender: Sequence[PrintedSentence]
    paragraphs: Sequence[PrintedSentence]
    details: Sequence[PrintedFact]
    sections: Sequence[dict[str, Any]]
    declarations: Sequence[str]
    enclosures: Sequence[str]
    deadline: Deadline | None

    @property
    def last_day(self) -> date | None:
        """By which nobody can call it late."""
        return (self.deadline.counted.careful or self.deadline.day) if self.deadline else None


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
    decider = authorities.of(procedure, form, answers, on=timezone.localdate())
    return _made(procedure, form, answers, decider, _enclosures(application))


def _made(procedure: Procedure, form: Form, answers: Answers, decider: Decider, enclosures: Sequence[str]) -> Printout:
    letter, decides = procedure.letter, decider.addressee
    boxes = [] if letter else list(walk.official(form, answers))
    is_through = letter is not None and bool(letter.to)
    return Printout(
        procedure=procedure,
        title=procedure.official_title if letter else form.official_title,
        to=letter.to if letter and letter.to else decides,
        through=decides if is_through else "",
        office=offices.office(decider.teryt) if decider.teryt else None,
        face=letters.said(procedure.face, form, answers),
        sender=letters.said(letter.sender, form, answers) if letter else [],
        paragraphs=letters.said(letter.paragraphs, form, answers) if letter else [],
        details=letters.details(letter, form, answers) if letter else [],
        sections=application_pdf.sections(form, boxes),
        declarations=[each.official for each in form.declarations],
        enclosures=enclosures,
        deadline=letters.deadline(procedure.running, form, answers),
    )


def _enclosures(application: Application) -> list[str]:
    """What the law or the office asks to be added, by the official names."""
    return [each.document.official for each in charged.checklist_of(application) if each.document.required]
