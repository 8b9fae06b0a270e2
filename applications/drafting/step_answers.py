"""A step read and written as canonical JSON: the same form judges it as on the page."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from accounts.acting import Acting
from applications.answers import composing, forms, sheets, zones
from applications.answers.errors import NoSuchStep
from applications.answers.storage import keys_of
from applications.drafting import lifecycle
from applications.drafting.errors import InvalidAnswers, NotPossible
from applications.drafting.lifecycle import Saved
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from procedures.language import walk
from procedures.language.mrz import UnreadableZone
from procedures.language.schema import JSON, Answers, Form, Step


def find(application: Application, key: str) -> tuple[Form, Step]:
    """NoSuchStep when it is not asked with these answers."""
    form = lifecycle.form_of(application)
    for step in walk.steps(form, contents(application).answers):
        if step.key == key:
            return form, step
    raise NoSuchStep


def contents(application: Application) -> sheets.Contents:
    """Empty once the draft is gone."""
    return sheets.Contents() if application.draft is None else sheets.read(application.draft)


def read(application: Application, step: Step) -> dict[str, Any]:
    """Without what the procedure presets, so that what is read can be written."""
    answers, fixed = contents(application).answers, lifecycle.form_of(application).fixed
    return {each.key: answers[each.key] for each in step.fields if each.key in answers and each.key not in fixed}


def composed(application: Application, key: str, question: str, chosen: Any) -> Any:
    """The answer that these ready sentences make, stored nowhere. Raises InvalidAnswers or NoSuchStep."""
    form, step = find(application, key)
    return composed_of(form, step, question, chosen, contents(application).answers)


def composed_of(form: Form, step: Step, question: str, chosen: Any, answers: Answers) -> Any:
    """Likewise, of a form that need not be the application's own."""
    try:
        return composing.answer(form, step, question, chosen, answers)
    except composing.NotAsked as error:
        text = gettext("“%s” is not asked here") % question
        raise InvalidAnswers([{"field": "question", "code": "not-asked", "text": text}]) from error
    except ValidationError as error:
        raise InvalidAnswers([_problem(question, each) for each in error.error_list]) from error


def filled_in(application: Application, key: str, lines: str) -> list[tuple[Step, dict[str, JSON]]]:
    """What the machine readable lines of a document answer, stored nowhere: in this step all of it, in others what is
    not answered yet. Raises InvalidAnswers or NoSuchStep."""
    form, step = find(application, key)
    if not step.mrz:
        raise NoSuchStep
    try:
        filled = zones.read(form, step, lines)
    except UnreadableZone as error:
        raise InvalidAnswers([{"field": "lines", "code": error.code, "text": str(error)}]) from error
    answers = contents(application).answers
    found = [
        (each, {name: filled[name] for name in _own(each, filled) if each.key == key or name not in answers})
        for each in walk.steps(form, answers)
    ]
    return [(each, values) for each, values in found if values]


def _own(step: Step, filled: Mapping[str, JSON]) -> list[str]:
    return [field.key for field in step.fields if field.key in filled]


def _problem(question: str, error: ValidationError) -> dict[str, str]:
    return {"field": question, "code": error.code or "", "text": " ".join(error.messages)}


def write(application: Application, key: str, values: Mapping[str, Any], *, expected: int, acting: Acting) -> Saved:
    """Raises Stale, InvalidAnswers, NoSuchStep or NotPossible; nothing is written then."""
    if not application.is_editable:
        raise NotPossible(ApplicationState(application.state))
    form, step = find(application, key)
    before = contents(application)
    bound = forms.bind_json(form, step, values, before.answers)
    if not bound.is_valid():
        raise InvalidAnswers([{"field": each.field, "code": each.code, "text": each.text} for each in bound.problems()])
    after = before.with_answers(key, bound.answers(), replacing=keys_of(form, key))
    return lifecycle.save_step(application, after, step=key, expected=expected, acting=acting)
