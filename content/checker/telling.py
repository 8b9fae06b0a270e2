"""A question, and an outcome that explains itself, in the words of the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from content import law
from content.law import Law, LawLine
from procedures import catalogue
from procedures.language import trees
from procedures.language.trees import Chosen, Tree, TreeAnswer, TreeQuestion, Walked
from procedures.law import citations
from procedures.outputs.trees import label, title


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAnswer:
    """A question that was answered, by its number on the way; `note` is what the answer means, with its units."""

    number: int
    question: str
    answer: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What another answer to one question would have led to, at once or after more questions."""

    question: str
    answer: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOutcome:
    """`law` is of the procedure it is; an end that is none has `line` alone. `related` may help all the same."""

    key: str
    title: str
    checked_on: date
    answered: list[ToldAnswer]
    instead: list[Instead]
    line: LawLine | None
    law: Law | None
    related: list[tuple[str, str]]


def units(question: TreeQuestion) -> str:
    return law.held(citations.said(question.law))


def outcome(tree: Tree, walked: Walked) -> ToldOutcome:
    """Of a way that is at its end."""
    found = tree.outcomes.get(walked.end)
    return ToldOutcome(
        key=walked.end,
        title=title(tree, walked.end),
        checked_on=found.checked_on if found else tree.checked_on,
        answered=answered(tree, walked),
        instead=list(_instead(tree, walked)),
        line=law.line(found) if found else None,
        law=None if found else law.of(walked.end),
        related=[(key, _(catalogue.procedure(key).title)) for key in (found.procedures if found else ())],
    )


def answered(tree: Tree, walked: Walked) -> list[ToldAnswer]:
    return [
        ToldAnswer(
            number=number,
            question=_(question.title),
            answer=label(tree, answer),
            note=_note(tree, question, answer),
        )
        for number, (question, answer) in enumerate(walked.answered, 1)
    ]


def _note(tree: Tree, question: TreeQuestion, answer: TreeAnswer) -> str:
    """Of a barrier what it means and what helps instead; else the units the question rests on."""
    if answer.barrier:
        return law.barrier(tree.barriers[answer.barrier]).text
    return units(question)


def _instead(tree: Tree, walked: Walked) -> Iterator[Instead]:
    """By the last answer, the one that is easiest to have got wrong."""
    if not walked.answered:
        return
    question, given = walked.answered[-1]
    chosen: Chosen = {each.key: answer.code for each, answer in walked.answered}
    for other in question.answers:
        if other.to != given.to:
            there = trees.walk(tree, {**chosen, question.key: other.code})
            yield Instead(question=_(question.title), answer=label(tree, other), to=_end(tree, there))


def _end(tree: Tree, walked: Walked) -> str:
    if walked.question is not None:
        return _("More questions follow")
    return title(tree, walked.end)
