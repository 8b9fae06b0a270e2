"""Ready sentences put together: for the button that shows the Polish text, and for a client of the API."""

from collections.abc import Iterator

from django.http import QueryDict

from applications.answers import forms
from applications.answers.lists import Acted
from procedures.language import banks, walk
from procedures.language.kinds.composing import offered
from procedures.language.kinds.sentences import SentencesField
from procedures.language.schema import Answers, Field, Form, Sentence, Step

BUTTON = "-compose"


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


def field_of(form: Form, step: Step, key: str, answers: Answers) -> SentencesField | None:
    """The question as it is asked with these answers; None when it is not, or has no sentences."""
    found = forms.form_for(form, step)(answers=answers).fields.get(key)
    return found if isinstance(found, SentencesField) else None


def choices(form: Form, step: Step, answers: Answers) -> Iterator[tuple[str, Field, list[Sentence]]]:
    """What can be chosen at each question of the step with these answers."""
    scope = walk.applicable(form, answers)
    for name, field in banks.banked(step.fields):
        if field.bank is not None and name not in form.fixed:
            yield name, field, offered(field.bank, scope)
