"""A tree in the reader's language: how answers and ends are called, and how far some answers lead."""

from typing import Any

from django.utils.translation import gettext as _

from procedures import catalogue
from procedures.language.trees import Tree, TreeAnswer, TreeQuestion, Walked


def label(tree: Tree, answer: TreeAnswer) -> str:
    """Its own words, those of a barrier, or the title of the procedure it leads to."""
    if answer.label:
        return _(answer.label)
    if answer.barrier:
        return _(tree.barriers[answer.barrier].title)
    return _(catalogue.procedure(answer.to).title)


def title(tree: Tree, end: str) -> str:
    """Of an outcome, or of the procedure that is one."""
    found = tree.outcomes.get(end)
    return _(found.title if found else catalogue.procedure(end).title)


def fills(walked: Walked) -> dict[str, Any]:
    """Canonical answers that may go on into the form."""
    return {key: value for _question, answer in walked.answered for key, value in (answer.fills or {}).items()}


def checked(tree: Tree, walked: Walked) -> dict[str, Any]:
    """What the API says; citations and texts as its serializers take them."""
    return {
        "title": _(tree.title),
        "checked_on": tree.checked_on,
        "answered": [_given(tree, question, answer) for question, answer in walked.answered],
        "question": _asked(tree, walked.question) if walked.question else None,
        "outcome": _outcome(tree, walked) if walked.end else None,
    }


def _given(tree: Tree, question: TreeQuestion, answer: TreeAnswer) -> dict[str, Any]:
    return {
        "question": question.key,
        "title": _(question.title),
        "answer": answer.code,
        "label": label(tree, answer),
        "law": tree.barriers[answer.barrier].law if answer.barrier else question.law,
    }


def _asked(tree: Tree, question: TreeQuestion) -> dict[str, Any]:
    return {
        "key": question.key,
        "title": _(question.title),
        "hint": _(question.hint) if question.hint else "",
        "law": question.law,
        "answers": [{"code": each.code, "label": label(tree, each)} for each in question.answers],
    }


def _outcome(tree: Tree, walked: Walked) -> dict[str, Any]:
    found = tree.outcomes.get(walked.end)
    return {
        "key": walked.end,
        "procedure": None if found else walked.end,
        "title": title(tree, walked.end),
        "text": _(found.text) if found else "",
        "law": found.law if found else catalogue.procedure(walked.end).law,
        "verified": found.verified
        if found
        else all(each.verified for each in catalogue.procedure(walked.end).claims()),
        "procedures": found.procedures if found else (),
        "fills": fills(walked),
    }
