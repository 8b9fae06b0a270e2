"""Two versions of one step side by side, when a save came too late."""

from collections.abc import Mapping
from dataclasses import dataclass

from applications.answers import forms, summary
from applications.answers.sheets import Contents
from procedures.language import wording
from procedures.language.schema import JSON, Answers, Field, Form, Step

type Posted = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    label: str
    official: str
    mine: str
    theirs: str


def differences(form: Form, step: Step, *, mine: Posted, theirs: Contents) -> list[Difference]:
    """The questions that the posted strings and the saved contents answer differently, in words."""
    saved = theirs.typed.get(step.key)
    own = _texts(form, step, mine, theirs.answers)
    other = _texts(form, step, saved, theirs.answers) if saved else _answered(step, theirs.answers)
    return [
        Difference(
            label=wording.of_question(field),
            official=field.official,
            mine=own[field.key],
            theirs=other[field.key],
        )
        for field in step.fields
        if field.is_asked and own[field.key] != other[field.key]
    ]


def is_same(form: Form, step: Step, *, mine: Posted, theirs: Contents) -> bool:
    """Whether what was posted is what is saved already: a button pressed twice is nobody's second version."""
    saved = theirs.typed.get(step.key)
    if saved is not None and _written(saved) == _written(mine):
        return True
    own = _valid(form, step, mine, theirs.answers)
    if own is None:
        return False
    return own == (_valid(form, step, saved, theirs.answers) if saved is not None else _own(form, step, theirs.answers))


def _written(posted: Posted) -> dict[str, list[str]]:
    return {name: list(values) for name, values in posted.items() if any(values)}


def _valid(form: Form, step: Step, posted: Posted, answers: Answers) -> dict[str, JSON] | None:
    bound = forms.bound(form, step, posted, answers=answers, prefix=step.key)
    return bound.answers() if bound.is_valid() else None


def _own(form: Form, step: Step, answers: Answers) -> dict[str, JSON]:
    keys = {field.key for field in step.fields} - form.fixed
    return {key: value for key, value in answers.items() if key in keys}


def _answered(step: Step, answers: Answers) -> dict[str, str]:
    return {field.key: summary.shown(field, answers.get(field.key)) for field in step.fields}


def _texts(form: Form, step: Step, posted: Posted, answers: Answers) -> dict[str, str]:
    """What is valid as the reader knows it, anything else as it was typed."""
    bound = forms.bound(form, step, posted, answers=answers, prefix=step.key)
    bound.full_clean_once()
    valid = bound.cleaned_data
    return {
        field.key: summary.shown(field, valid[field.key]) if field.key in valid else _typed(step, field, posted)
        for field in step.fields
    }


def _typed(step: Step, field: Field, posted: Posted) -> str:
    name = f"{step.key}-{field.key}".replace(".", "-")
    return ", ".join(
        text for key, values in posted.items() if key == name or key.startswith(f"{name}-") for text in values if text
    )
