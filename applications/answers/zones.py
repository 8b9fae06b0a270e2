"""What the machine readable zone of a document fills in: this step's answers, and those of others where none stands."""

from collections.abc import Iterable

from applications.answers import forms
from applications.answers.sheets import Contents
from applications.answers.storage import keys_of
from procedures.language import mrz
from procedures.language.schema import JSON, Form, Step

type Posted = dict[str, list[str]]
type Filled = dict[str, JSON]


def read(form: Form, step: Step, typed: str) -> Filled:
    """Answers by question; mrz.UnreadableZone says what is wrong with the lines."""
    zone = mrz.read(typed)
    use = next((each for each in step.mrz if zone.document in each.documents), None)
    if use is None:
        raise mrz.UnreadableZone(mrz.ANOTHER, code="another-document")
    answers = {key: mrz.answer(zone, part, form.field(key)) for part, key in use.fills.items()}
    return {key: value for key, value in [*use.chooses.items(), *answers.items()] if value is not None}


def posted(form: Form, filled: Filled, step: str) -> Posted:
    """What a browser would post of them for this step."""
    made = forms.form_for(form, form.step(step))(answers={}, prefix=step)
    sent: Posted = {}
    for name, field in made.asked():
        if name in filled:
            sent |= field.widget.posted(made.add_prefix(name), filled[name])
    return sent


def with_blanks_filled(form: Form, contents: Contents, filled: Filled, *, steps: Iterable[str]) -> Contents:
    """The other steps: nothing that was typed there is lost."""
    for key in steps:
        if added := _blanks(form, contents, filled, key):
            before = contents.typed.get(key) or forms.posted(form, form.step(key), contents.answers, prefix=key)
            own = keys_of(form, key)
            contents = contents.with_typed(key, {**before, **added}, replacing=own, left=True)
    return contents


def _blanks(form: Form, contents: Contents, filled: Filled, key: str) -> Posted:
    """What this step can be filled in with."""
    step = form.step(key)
    typed = contents.typed.get(key) or forms.posted(form, step, contents.answers, prefix=key)
    made = forms.bound(form, step, typed, answers=contents.answers, prefix=key)
    sent: Posted = {}
    for name, question, field in made.questions():
        if name in filled and field.is_untouched(question.data):
            sent |= field.widget.posted(made.add_prefix(name), filled[name])
    return sent
