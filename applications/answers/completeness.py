"""Which steps of a form are not finished: asked before anything is frozen or signed."""

from applications.answers import forms
from applications.answers.sheets import Contents
from procedures.language import walk
from procedures.language.schema import Form, Step


def unfinished(form: Form, contents: Contents) -> list[Step]:
    """The steps with a question unanswered, an answer that fits no longer, something typed and not valid, or questions
    that changed since."""
    missing = {field.key for field in walk.missing(form, contents.answers)}
    unsound = {step.key for step, _form in forms.unsound(form, contents.answers)}
    return [
        step
        for step in walk.steps(form, contents.answers)
        if step.key in contents.typed.keys() | contents.again.keys() | unsound
        or any(field.key in missing for field in step.fields)
    ]
