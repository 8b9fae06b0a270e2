"""Ready sentences put together: for the button that shows the Polish text, and for a client of the API."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from applications.answers import forms
from applications.answers.lists import Acted
from procedures.language import banks, walk
from procedures.language.kinds import KINDS
from procedures.language.kinds.choices import OTHER, OtherField
from procedures.language.kinds.composing import offered
from procedures.language.kinds.sentences import SentencesField
from procedures.language.schema import JSON, Answers, Field, Form, Sentence, Step

BUTTON = "-compose"


class NotAsked(Exception):
    """The step does not ask this, or the question has no ready sentences."""


def acted(step: Step, post: QueryDict, *, prefix: str) -> Acted | None:
    """Was the button pressed? What was chosen is kept; a text that was shown before is confirmed no longer."""
    for field in step.fields:
        name = f"{prefix}-{field.key}".replace(".", "-")
        if field.bank is not None and name + BUTTON in post:
            left_out = {name + BUTTON, f"{name}-confirmed"}
            own = {key: values for key, values in post.lists() if key.startswith(f"{prefix}-") and key not in left_out}
            posted = {key: [str(value) for value in values] for key, values in own.items()}
            return Acted(posted=posted, anchor=f"#id_{name}-polish")
    return None


def answer(form: Form, step: Step, question: str, chosen: Any, answers: Answers) -> JSON:
    """The answer to this question that these sentences make: what the page keeps once they are confirmed.

    Raises NotAsked, or ValidationError with what cannot be put together.
    """
    field = _field_of(form, step, question, answers)
    if isinstance(field, SentencesField):
        return field.answer(chosen)
    if isinstance(field, OtherField) and isinstance(field.words, SentencesField):
        return {OTHER: field.words.answer(chosen)}
    raise NotAsked


def _field_of(form: Form, step: Step, name: str, answers: Answers) -> Any:
    """The question as it is asked with these answers; of a list or group, one of its parts."""
    asked = forms.form_for(form, step)(answers=answers).fields
    if name in asked:
        return asked[name]
    part = next((each for key, each in banks.banked(step.fields) if key == name), None)
    if part is None or name.removesuffix(f".{part.key}") not in asked:
        return None
    return KINDS[part.kind].form_field(part)


def choices(form: Form, step: Step, answers: Answers) -> Iterator[tuple[str, Field, list[Sentence]]]:
    """What can be chosen at each question of the step with these answers."""
    scope = walk.applicable(form, answers)
    for name, field in banks.banked(step.fields):
        if field.bank is not None and name not in form.fixed:
            yield name, field, offered(field.bank, scope)
