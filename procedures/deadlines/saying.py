"""A last day and its working in the words of the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from procedures.deadlines import rules
from procedures.deadlines.counting import Counted, WorkingStep
from procedures.deadlines.engine import CannotCount
from procedures.law import citations
from procedures.law.citations import Citation
from procedures.tables import counted

FIRST_STRONG, POP = "\u2068", "\u2069"  # a Polish name keeps its direction in an Arabic sentence
REFUSED: Mapping[str, str | Promise] = {
    "required": gettext_lazy("Enter it: the term is counted from it"),
    "out-of-bounds": gettext_lazy("This is outside of what can be counted"),
    "before-the-other": gettext_lazy("This day is before the day it has to follow"),
}


@dataclass(frozen=True, slots=True)
class SaidStep:
    """One line of the working."""

    key: str
    day: date
    text: str
    law: tuple[Citation, ...]

    @property
    def cited(self) -> str:
        return citations.said(self.law)


def working(counted: Counted) -> list[SaidStep]:
    return [_said(step) for step in counted.steps]


def refusal(error: CannotCount) -> str:
    return str(REFUSED[error.code])


def day(named: date) -> str:
    return date_format(named, "j E Y")


def _said(step: WorkingStep) -> SaidStep:
    sentence = rules.sentences()[step.key]
    name = f"{FIRST_STRONG}{step.name}{POP}" if step.name else ""
    number = ("months", step.months) if step.months else ("days", step.days)
    said = counted.plural(sentence.text, *number) % {"day": day(step.day), "name": name}
    return SaidStep(step.key, step.day, said, sentence.law)
