"""The outline of a decision tree: its questions, where each answer leads and by which law, and its ends."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from procedures import catalogue
from procedures.language import reaching, trees, wording
from procedures.language.schema import Form
from procedures.language.trees import Tree, TreeAnswer, TreeOutcome, TreeQuestion
from procedures.outlining.conditions_in_words import answer
from procedures.outlining.outline import (
    PROCEDURE,
    TREE,
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
from procedures.outputs import trees as in_words


def of(tree: Tree) -> Outline:
    ways = sum(1 for _way in trees.paths(tree))
    return Outline(
        kind=TREE,
        key=tree.key,
        title=_(tree.title),
        lines=kept(
            [
                Line(name=_("Begins with"), text=_(tree.questions[tree.first].title), anchor=f"question-{tree.first}"),
                Line(name=_("Ways from the first question to an end"), text=str(ways)),
                Line(name=_("Source"), text=tree.source, note=date_format(tree.checked_on, "j E Y")),
            ]
        ),
        parts=(
            *group("questions", _("Questions"), (_question(each, tree) for each in tree.questions.values())),
            *group("outcomes", _("Ends that are no procedure"), map(_outcome, tree.outcomes.values())),
        ),
    )


def _question(question: TreeQuestion, tree: Tree) -> OutlinePart:
    return OutlinePart(
        anchor=f"question-{question.key}",
        number=_number(question, tree),
        title=_(question.title),
        lines=kept(
            [
                Line(name=_("Hint"), text=translated(question.hint)),
                law_line(question.law),
                *(_answer(each, tree) for each in question.answers),
            ]
        ),
    )


def _answer(given: TreeAnswer, tree: Tree) -> Line:
    barrier = tree.barriers.get(given.barrier)
    anchor, target = "", None
    if given.to in tree.questions:
        anchor = f"question-{given.to}"
    elif given.to in tree.outcomes:
        anchor = f"outcome-{given.to}"
    else:
        target = Target(kind=PROCEDURE, key=given.to)
    return Line(
        name=in_words.label(tree, given),
        text=_leads_to(given.to, tree),
        note="; ".join(dict.fromkeys(_fills(given, tree))),
        law=articles(barrier.law) if barrier else (),
        is_unverified=bool(barrier and not barrier.verified),
        anchor=anchor,
        target=target,
    )


def _leads_to(to: str, tree: Tree) -> str:
    if question := tree.questions.get(to):
        return _("on to %(number)s. %(title)s") % {"number": _number(question, tree), "title": _(question.title)}
    return _("ends with: %(title)s") % {"title": in_words.title(tree, to)}


def _number(question: TreeQuestion, tree: Tree) -> str:
    """Several questions are asked in the same words."""
    return str(list(tree.questions).index(question.key) + 1)


def _fills(given: TreeAnswer, tree: Tree) -> Iterator[str]:
    """What goes on into the forms that this answer can lead to, by what each of them calls it."""
    forms = {form.key: form for form in _forms_after(given.to, tree)}
    for key, value in (given.fills or {}).items():
        for form in forms.values():
            question = form.index.get(key)
            if question and not reaching.never_answered(question, [value]):
                said = {"question": wording.of_question(question), "answer": answer(question, value)}
                yield _("fills in “%(question)s”: “%(answer)s”") % said


def _forms_after(to: str, tree: Tree) -> Iterator[Form]:
    if question := tree.questions.get(to):
        for each in question.answers:
            yield from _forms_after(each.to, tree)
    elif to not in tree.outcomes and catalogue.procedure(to).form:
        yield catalogue.form(catalogue.procedure(to).form)


def _outcome(outcome: TreeOutcome) -> OutlinePart:
    return OutlinePart(
        anchor=f"outcome-{outcome.key}",
        title=_(outcome.title),
        is_unverified=not outcome.verified,
        lines=kept(
            [
                Line(name=_("Text"), text=translated(outcome.text)),
                *(_helpful(key) for key in outcome.procedures),
                law_line(outcome.law),
                Line(name=_("Source"), text=outcome.source, note=date_format(outcome.checked_on, "j E Y")),
            ]
        ),
    )


def _helpful(key: str) -> Line:
    return Line(name=_("May help"), text=_(catalogue.procedure(key).title), target=Target(kind=PROCEDURE, key=key))
