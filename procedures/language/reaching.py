"""Whether a question can be reached at all: a condition that no answers fulfil hides it from everybody."""

from collections.abc import Iterator, Sequence
from itertools import product

from procedures.language import conditions
from procedures.language.schema import JSON, NONE, AllOf, Answers, Condition, Field, Form, Is, IsAnswered, Step
from procedures.tables import countries, voivodeships

ANYTHING: JSON = "*"  # stands for whatever a question without a closed list is answered with
MOST = 200_000  # sets of answers that are tried; a condition over more is taken to hold for one of them


def never_answered(field: Field, values: Sequence[JSON]) -> list[JSON]:
    """Of these values, the ones that are no answer to this question; empty where its answers are no closed list."""
    possible = closed(field) or _listed(field)
    if not possible:
        return []
    return [value for value in values if not any(_same(value, answer) for answer in possible)]


def unreachable(form: Form) -> Iterator[tuple[Step, Field | None]]:
    """Each step, and each question of a step, that no answers lead to."""
    hidden: dict[str, tuple[Condition, ...]] = {}  # by question, all that has to hold for it to be asked
    for step in form.steps:
        if not _can_hold(_with_all_before(step.when, hidden), form):
            yield step, None
        for field in step.fields:
            whole = _with_all_before(_both(step.when, field.when), hidden)
            if field.when is not None and not _can_hold(whole, form):
                yield step, field
            hidden[field.key] = whole


def is_possible(condition: Condition, form: Form, preset: Answers) -> bool:
    """Whether some answers that begin with the preset ones fulfil it, among the questions that are asked then."""
    return _can_hold((*_beforehand(form, preset), *_with_all_before(condition, _hidden(form))), form)


def _hidden(form: Form) -> dict[str, tuple[Condition, ...]]:
    """By question, all that has to hold for it to be asked."""
    hidden: dict[str, tuple[Condition, ...]] = {}
    for step in form.steps:
        for field in step.fields:
            hidden[field.key] = _with_all_before(_both(step.when, field.when), hidden)
    return hidden


def _beforehand(form: Form, preset: Answers) -> tuple[Condition, ...]:
    return tuple(Is(field=key, values=(value,)) for key, value in preset.items() if key in form.index)


def _with_all_before(condition: Condition | None, hidden: dict[str, tuple[Condition, ...]]) -> tuple[Condition, ...]:
    """The condition with those of every question it relies on."""
    if condition is None:
        return ()
    before = (part for leaf in conditions.references(condition) for part in hidden.get(leaf.field, ()))
    return tuple(dict.fromkeys((condition, *before)))


def _both(first: Condition | None, second: Condition | None) -> Condition | None:
    parts = tuple(part for part in (first, second) if part is not None)
    return AllOf(parts) if parts else None


def _can_hold(whole: tuple[Condition, ...], form: Form) -> bool:
    leaves = [leaf for condition in whole for leaf in conditions.references(condition)]
    names = list(dict.fromkeys(leaf.field for leaf in leaves))
    possible = [answers(form.index[name], leaves) for name in names]
    for tried, values in enumerate(product(*possible), 1):
        given = dict(zip(names, values, strict=True))
        if tried > MOST or all(conditions.holds(condition, given) for condition in whole):
            return True
    return False


def answers(field: Field, leaves: Sequence[Is | IsAnswered]) -> list[JSON]:
    """Of a closed list all; else those that are asked about, alone and together, and one that is not."""
    wanted = [value for leaf in leaves if isinstance(leaf, Is) and leaf.field == field.key for value in leaf.values]
    together = [wanted] if field.kind == "several" else []
    return [*(closed(field) or [*wanted, *together, ANYTHING]), NONE, None]


def closed(field: Field) -> list[JSON] | None:
    """The answers of a closed list; None where anything may be answered."""
    if field.kind == "yes-no":
        return [True, False]
    if field.kind == "choice" and not field.other:
        return [option.code for option in field.options]
    return None


def _listed(field: Field) -> list[JSON]:
    """Of a long list that everybody knows; nothing where the answers are no list."""
    if field.kind == "country":
        return list(countries.codes(field.also))
    return list(voivodeships.NAMES) if field.kind == "voivodeship" else []


def _same(value: JSON, answer: JSON) -> bool:
    return value == answer and isinstance(value, bool) == isinstance(answer, bool)
