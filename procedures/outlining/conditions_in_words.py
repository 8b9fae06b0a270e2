"""A condition in the reader's language: questions and answers by what they are called, never by their keys."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.language import wording
from procedures.language.kinds import KINDS
from procedures.language.schema import JSON, AllOf, AnyOf, Condition, Field, Is, IsAnswered, Not

type Questions = Mapping[str, Field]  # by their keys

NO_ROW: Questions = {}
IS = {
    True: gettext_lazy("the answer to “%(question)s” is %(answers)s"),
    False: gettext_lazy("the answer to “%(question)s” is not %(answers)s"),
}
IS_AMONG = {  # of a question with several answers
    True: gettext_lazy("the answers to “%(question)s” include %(answers)s"),
    False: gettext_lazy("the answers to “%(question)s” do not include %(answers)s"),
}
IS_ANSWERED = {
    True: gettext_lazy("“%(question)s” is answered"),
    False: gettext_lazy("“%(question)s” is not answered"),
}
IS_ANSWERED_OR_NONE = {  # where the official formula "brak" may be chosen
    True: gettext_lazy("“%(question)s” is answered, and not with “none”"),
    False: gettext_lazy("“%(question)s” is not answered, or with “none”"),
}


def said(condition: Condition, asked: Questions, row: Questions = NO_ROW) -> str:
    """`row`: the questions of the list in whose rows the condition stands."""
    match condition:
        case Is() | IsAnswered():
            return _leaf(condition, asked, row, claim=True)
        case Not(Is() | IsAnswered() as part):
            return _leaf(part, asked, row, claim=False)
        case Not(part):
            return _("it is not so that (%(condition)s)") % {"condition": said(part, asked, row)}
        case AllOf(parts):
            return _(", and ").join(_part(part, condition, asked, row) for part in parts) or _("always")
        case AnyOf(parts):
            return _(", or ").join(_part(part, condition, asked, row) for part in parts) or _("never")


def answer(question: Field, value: JSON) -> str:
    """What an answer is called that a condition or a procedure names."""
    return KINDS[question.of or question.kind].display(question, value)


def _part(part: Condition, whole: Condition, asked: Questions, row: Questions) -> str:
    """In brackets, where what joins its own parts is not what joins it to the others."""
    words = said(part, asked, row)
    is_mixed = isinstance(part, AllOf | AnyOf) and type(part) is not type(whole)
    return f"({words})" if is_mixed else words


def _leaf(leaf: Is | IsAnswered, asked: Questions, row: Questions, *, claim: bool) -> str:
    question = (row if leaf.in_row else asked)[leaf.field]
    words = _is(leaf, question, claim) if isinstance(leaf, Is) else _is_answered(leaf, question, claim)
    return _("in the same row %(condition)s") % {"condition": words} if leaf.in_row else words


def _is(leaf: Is, question: Field, claim: bool) -> str:
    sentence = (IS_AMONG if question.kind == "several" else IS)[claim]
    answers = _either([_("“%(answer)s”") % {"answer": answer(question, value)} for value in leaf.values])
    return str(sentence) % {"question": wording.of_question(question), "answers": answers}


def _is_answered(leaf: IsAnswered, question: Field, claim: bool) -> str:
    sentence = (IS_ANSWERED_OR_NONE if question.none else IS_ANSWERED)[leaf.claim is claim]
    return str(sentence) % {"question": wording.of_question(question)}


def _either(answers: Sequence[str]) -> str:
    *others, last = answers
    return _("%(others)s or %(last)s") % {"others": ", ".join(others), "last": last} if others else last
