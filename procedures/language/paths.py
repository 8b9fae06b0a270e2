"""The paths through a form: each set of questions and options a step can show, with the answers that lead there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from procedures.language import conditions, reaching, walk
from procedures.language.reaching import ANYTHING
from procedures.language.schema import JSON, NONE, Answers, Condition, Field, Form, Is, IsAnswered, Step

NOTHING: Answers = {}

type Leaf = Is | IsAnswered
type Shown = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """`shown`: each question with those of its options that fit; ANYTHING among the answers stands for any answer.

    `unanswered`: questions that are left out on this path.
    """

    step: Step
    shown: Shown
    answers: Answers
    unanswered: frozenset[str]


def every(form: Form, preset: Answers = NOTHING) -> list[Path]:
    """What is preset is answered on all of them; a step that shows nothing has none."""
    return [path for step in form.steps for path in _of_step(form, step, preset)]


def shown(form: Form, step: Step, answers: Answers) -> Shown:
    """What the step shows to somebody with these answers."""
    scope = walk.applicable(form, answers)
    return tuple(
        (each.field.key, tuple(option.code for option in each.field.options if conditions.holds(option.when, scope)))
        for each in walk.answered(form, answers)
        if each.step is step and each.field.key not in form.fixed
    )


def _of_step(form: Form, step: Step, preset: Answers) -> list[Path]:
    found: dict[Shown, Path] = {}
    for answers, unanswered in _deciding(form, step, preset):
        if seen := shown(form, step, answers):
            found.setdefault(seen, Path(step=step, shown=seen, answers=answers, unanswered=unanswered))
    return list(found.values())


def _deciding(form: Form, step: Step, preset: Answers) -> Iterator[tuple[dict[str, JSON], frozenset[str]]]:
    """All answers to the questions that decide what the step shows, and which of those stay unanswered."""
    leaves = _leaves(form, step)
    names = [name for name in dict.fromkeys(leaf.field for leaf in leaves) if name not in preset]
    for values in product(*(_answers(form.field(name), leaves) for name in names)):
        given = dict(zip(names, values, strict=True))
        answers = {**preset, **{name: value for name, value in given.items() if value is not None}}
        if all(_fits(form.field(name), answers) for name in names):
            yield answers, frozenset(given.keys() - answers.keys())


def _fits(field: Field, answers: Answers) -> bool:
    """Is the option that is chosen one of those that may be chosen with these answers?"""
    chosen = (option.when for option in field.options if option.code == answers.get(field.key))
    return all(conditions.holds(condition, answers) for condition in chosen)


def _leaves(form: Form, step: Step) -> list[Leaf]:
    """What conditions of the step look at, and those of the questions that they rely on."""
    steps = {field.key: step for step in form.steps for field in step.fields}
    found: dict[Leaf, None] = {}
    waiting = list(_conditions(step, step.fields))
    while waiting:
        for leaf in conditions.references(waiting.pop()):
            if leaf.in_row or leaf in found:
                continue
            found[leaf] = None
            waiting += _conditions(steps[leaf.field], [form.field(leaf.field)])
    return list(found)


def _conditions(step: Step, fields: Sequence[Field]) -> Iterator[Condition | None]:
    yield step.when
    for field in fields:
        yield field.when
        yield from (option.when for option in field.options)


def _answers(field: Field, leaves: Sequence[Leaf]) -> list[JSON]:
    """Answers the question takes: of a closed list all, else those that are asked about and any other."""
    named = [value for leaf in leaves if isinstance(leaf, Is) and leaf.field == field.key for value in leaf.values]
    wanted: list[JSON] = [[value] for value in named] if field.kind == "several" else named
    taken = reaching.closed(field) or [*wanted, ANYTHING]
    return [*taken, *([NONE] if field.none else []), *([None] if field.required is not True else [])]
