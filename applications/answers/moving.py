"""What is in a sheet, carried into another version of its form: each answer is judged by the question as it is there.

Nothing is lost. What a question refuses is kept as it was typed, and named; what no question takes is set aside and can
be read as long as the draft is there. Steps in which something changed are open until somebody has looked at them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace

from applications.answers import forms
from applications.answers.sheets import Contents
from applications.answers.storage import keys_of
from procedures.language import comparing
from procedures.language.comparing import Aspect, FormComparison
from procedures.language.schema import JSON, Answers, Form, Step
from procedures.outputs import json_schema

type Typed = Mapping[str, list[str]]

# After any of these a former answer may be none any more; after the first two its inputs have other names
ANOTHER_INPUT = frozenset({Aspect.KIND, Aspect.ROWS})
ANOTHER_ANSWER = ANOTHER_INPUT | {Aspect.OPTIONS, Aspect.LIMITS, Aspect.REQUIRED}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An answer, or strings as they were typed, to a question as it was in that version."""

    version: str
    question: str
    value: JSON = field(default=None, repr=False)
    typed: tuple[str, ...] = field(default=(), repr=False)


def carried(contents: Contents, *, before: Form, after: Form, revision: int) -> Contents:
    """The same under the later version; `revision` is the one it is written at."""
    comparison = comparing.compare(before, after)
    asked = {each.key for _step, each in after.fields()}
    known = {key: value for key, value in contents.answers.items() if key in asked}
    unfit = {key for step in after.steps for key in _unfit(step, known, comparison)}
    typed = {
        step.key: _typed(after, step, known, unfit, contents.typed.get(step.key, {}))
        for step in after.steps
        if step.key in contents.typed or unfit & keys_of(after, step.key)
    }
    dropped = {key for step in typed for key in keys_of(after, step)}
    lost = {key: value for key, value in contents.answers.items() if key not in asked or key in unfit}
    aside = [
        *(SetAside(version=before.version, question=key, value=value) for key, value in lost.items()),
        *_typed_elsewhere(contents.typed, comparison),
    ]
    again = {*contents.again, *comparison.to_look_at()} & {step.key for step in after.steps}
    return replace(
        contents,
        answers={key: value for key, value in known.items() if key not in dropped},
        typed=typed,
        left=[step for step in contents.left if step in typed],
        again=dict.fromkeys(sorted(again), revision),
        aside=[*contents.aside, *map(asdict, aside)],
    )


def set_aside(contents: Contents) -> list[SetAside]:
    return [SetAside(**{**each, "typed": tuple(each["typed"])}) for each in contents.aside]


def _unfit(step: Step, known: Answers, comparison: FormComparison) -> Iterator[str]:
    """The questions of the step that do not take the answers they had."""
    after = comparison.after
    reshaped = {each.key for each in comparison.questions if each.aspects & ANOTHER_ANSWER}
    own = {key: known[key] for key in keys_of(after, step.key) if key in known}
    misshapen = {key for key in own if key in reshaped and not json_schema.is_answer(after.field(key), own[key])}
    yield from misshapen
    fitting = {key: value for key, value in own.items() if key not in misshapen}
    if not fitting:
        return
    answers = {key: value for key, value in known.items() if key not in misshapen}
    errors = forms.bind_json(after, step, fitting, answers).errors.as_data()
    for key in fitting:
        if any(error.code != "not-asked" for error in errors.get(key, ())):
            yield key


def _typed(form: Form, step: Step, known: Answers, unfit: set[str], typed: Typed) -> dict[str, list[str]]:
    """What a browser would post for the answers, over which stands what was typed. Text shows itself in any input."""
    shown = {key: value for key, value in known.items() if key not in unfit or isinstance(value, str)}
    return {**forms.posted(form, step, shown, prefix=step.key), **{name: list(each) for name, each in typed.items()}}


def _typed_elsewhere(typed: Mapping[str, Typed], comparison: FormComparison) -> Iterator[SetAside]:
    """Strings of half-filled steps that no input of the same step takes any more."""
    renamed = {each.key for each in comparison.questions if each.aspects & ANOTHER_INPUT}
    there = {(step.key, each.key) for step, each in comparison.after.fields() if each.key not in renamed}
    for step, each in comparison.before.fields():
        if (step.key, each.key) in there:
            continue
        strings = tuple(_strings(typed.get(step.key, {}), f"{step.key}-{each.key}"))
        if strings:
            yield SetAside(version=comparison.before.version, question=each.key, typed=strings)


def _strings(typed: Typed, name: str) -> Iterator[str]:
    for each, values in typed.items():
        if each == name or each.startswith(f"{name}-"):
            yield from (value for value in values if value.strip())
