"""What a prepared draft prints: the letter of its procedure, or the boxes of an official form, and who it goes to."""

from collections.abc import Iterator, Sequence
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

COPIES = "%s – %d szt."


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """`to` is the addressee; `through` the voivode it goes through, where that is another. Sections are of a form.

    `office` is None where no voivode decides: of other authorities nobody here knows the addresses. `face` says that
    it stands in for an official form; `about` what a cover letter goes with.
    """

    procedure: Procedure
    title: str
    about: str
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
    return _made(procedure, form, answers, decider, list(_enclosures(application, form, answers)))


def _made(procedure: Procedure, form: Form, answers: Answers, decider: Decider, enclosures: Sequence[str]) -> Printout:
    letter, decides = procedure.letter, decider.addressee
    boxes = [] if letter else list(walk.official(form, answers))
    is_through = letter is not None and bool(letter.to)
    return Printout(
        procedure=procedure,
        title=_title(procedure, form),
        about=procedure.official_title if letter and letter.heading else "",
        to=letter.to if letter and letter.to else decides,
        through=decides if is_through else "",
        office=offices.office(decider.teryt) if decider.teryt else None,
        face=letters.said(procedure.face, form, answers),
        sender=letters.said(letter.sender, form, answers) if letter else [],
        paragraphs=letters.said(letter.text, form, answers) if letter else [],
        details=letters.details(letter, form, answers) if letter else [],
        sections=application_pdf.sections(form, boxes),
        declarations=[each.official for each in form.declarations],
        enclosures=enclosures,
        deadline=letters.deadline(procedure.running, form, answers),
    )


def _title(procedure: Procedure, form: Form) -> str:
    if procedure.letter is None:
        return form.official_title
    return procedure.letter.heading or procedure.official_title


def _enclosures(application: Application, form: Form, answers: Answers) -> Iterator[str]:
    """What the law or the office asks to be added, by the official names, and the papers that the person names."""
    letter = catalogue.procedure(application.procedure).letter
    named = letters.papers(letter, form, answers) if letter else []
    for document in (each.document for each in charged.checklist_of(application)):
        if letter and named and document.key == letter.in_place_of:
            yield from named
        elif document.required:
            yield COPIES % (document.official, document.copies) if document.copies > 1 else document.official
