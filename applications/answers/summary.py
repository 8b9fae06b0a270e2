"""Check your answers: every question that applies, the answer for the reader, and the Polish that is filed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _

from procedures.language import walk, wording
from procedures.language.kinds import KINDS, NONE_PL
from procedures.language.schema import JSON, NONE, Answers, Field, Form, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    field: Field
    label: str
    official: str
    value: str  # empty: not answered
    filed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySection:
    step: Step
    title: str
    rows: tuple[SummaryRow, ...]


def of(form: Form, answers: Answers, language: str) -> list[SummarySection]:
    """Step by step, in the language given; questions that do not apply are left out."""
    with translation.override(language):
        asked = groupby(walk.answered(form, answers), key=lambda each: each.step)
        return [_section(step, tuple(_row(each.field, each.value) for each in group)) for step, group in asked]


def shown(field: Field, value: JSON) -> str:
    """For the reader, in the active language."""
    if value is None:
        return ""
    return _("None") if value == NONE else KINDS[field.kind].display(field, value)


def filed(field: Field, value: JSON) -> str:
    """For the filed document, in Polish."""
    if value is None:
        return ""
    return NONE_PL if value == NONE else KINDS[field.kind].official(field, value)


def rows_of(fields: Iterator[Field], answers: Answers) -> Iterator[SummaryRow]:
    return (_row(field, answers.get(field.key)) for field in fields)


def _section(step: Step, rows: tuple[SummaryRow, ...]) -> SummarySection:
    return SummarySection(step=step, title=_(step.title) if step.title else "", rows=rows)


def _row(field: Field, value: JSON) -> SummaryRow:
    label = wording.of_question(field)
    return SummaryRow(
        field=field, label=label, official=field.official, value=shown(field, value), filed=filed(field, value)
    )
