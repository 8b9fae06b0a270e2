"""Which questions apply to these answers, in order: the one walk that wizard, summary, document and payload share."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from procedures.language.conditions import holds, may_hold, references, required
from procedures.language.kinds import KINDS, NO_ANSWER, NONE_PL
from procedures.language.rules import DERIVATIONS
from procedures.language.schema import JSON, NONE, Annex, Answers, Condition, Field, Form, Section, Step

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question that applies, with its answer (None: not answered)."""

    step: Step
    field: Field
    value: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the official form and what stands in it, in Polish; a list has rows instead of an answer."""

    key: str
    number: str
    text: str
    answer: str
    section: Section
    group: str = ""
    rows: tuple[tuple["Box", ...], ...] = ()


def applicable(form: Form, answers: Answers) -> dict[str, JSON]:
    """The answers whose questions still apply; an answer to a question that fell away counts for nothing."""
    found: dict[str, JSON] = {}
    for step in form.steps:
        if not holds(step.when, found):
            continue
        for field in step.fields:
            value = answers.get(field.key)
            if value is not None and holds(field.when, found):
                found[field.key] = value
    return found


def decided(form: Form, scope: Answers) -> Iterator[str]:
    """The questions of which nothing is open: they are answered, or no answer that is missing can bring them."""
    seen: set[str] = set()
    for step in form.steps:
        for field in step.fields:
            if field.key in scope or not (may_hold(step.when, scope, seen) and may_hold(field.when, scope, seen)):
                seen.add(field.key)
                yield field.key


def steps(form: Form, answers: Answers) -> list[Step]:
    """The steps in which something is asked."""
    return _steps(form, applicable(form, answers))


def may_grow(form: Form, answers: Answers) -> bool:
    """Whether an answer that is still missing could bring a step that is not asked now."""
    scope = applicable(form, answers)
    open_keys, asked = {field.key for field in _missing(form, scope)}, {step.key for step in _steps(form, scope)}

    def is_open(condition: Condition | None) -> bool:
        return any(leaf.field in open_keys for leaf in references(condition))

    return any(
        is_open(step.when) or (holds(step.when, scope) and any(is_open(field.when) for field in step.fields))
        for step in form.steps
        if step.key not in asked
    )


def possible(form: Form, preset: Answers) -> list[Step]:
    """The steps that some answers ask for, when the preset ones are what they are."""
    return [
        step
        for step in form.steps
        if _may_hold(form, step.when, preset)
        and any(field.key not in form.fixed and _may_hold(form, field.when, preset) for field in step.fields)
    ]


def possible_annexes(form: Form, preset: Answers) -> list[Annex]:
    """The annexes that some answers ask for, when the preset ones are what they are."""
    return [annex for annex in form.annexes if _may_hold(form, annex.when, preset)]


def answered(form: Form, answers: Answers) -> Iterator[Answered]:
    """What applies, in the order of the steps, with its answer; presets included."""
    yield from _answered(form, applicable(form, answers))


def missing(form: Form, answers: Answers, among: Set[str] | None = None) -> list[Field]:
    """Questions that apply, must be answered and are not, or whose answer no longer fits the others.

    `among`: only these are looked at, which costs less than all of them.
    """
    return _missing(form, applicable(form, answers), among)


def annexes(form: Form, answers: Answers) -> list[Annex]:
    """The annexes these answers ask for."""
    scope = applicable(form, answers)
    return [annex for annex in form.annexes if holds(annex.when, scope)]


def _may_hold(form: Form, condition: Condition | None, preset: Answers) -> bool:
    return may_hold(condition, preset, form.fixed)


def official(form: Form, answers: Answers, given: Mapping[str, str] = NOTHING) -> Iterator[Box]:
    """Every box of the official form that applies, in its order. `given`: Polish text of what the filing room knows."""
    scope = applicable(form, answers)
    sections = {section.key: section for section in form.sections}
    asked = [each.field for each in answered(form, answers) if not each.field.helper]
    for field in sorted([*form.derived, *asked], key=lambda field: field.seq):
        box = _box(field, scope, given, sections)
        if box is not None:
            yield box


def text(field: Field, value: JSON) -> str:
    """One answer as it is filed, in Polish."""
    if value is None:
        return NO_ANSWER
    return NONE_PL if value == NONE else KINDS[field.kind].official(field, value)


def payload(field: Field, value: JSON) -> JSON:
    """One answer as the register is told it: "none" is null."""
    return None if value == NONE else KINDS[field.kind].payload(field, value)


def _steps(form: Form, scope: Answers) -> list[Step]:
    return [step for step in form.steps if holds(step.when, scope) and any(_asked(form, step, scope))]


def _answered(form: Form, scope: Answers, among: Set[str] | None = None) -> Iterator[Answered]:
    for step in form.steps:
        if not holds(step.when, scope):
            continue
        for field in step.fields:
            if (among is None or field.key in among) and holds(field.when, scope):
                yield Answered(step=step, field=field, value=scope.get(field.key))


def _missing(form: Form, scope: Answers, among: Set[str] | None = None) -> list[Field]:
    return [each.field for each in _answered(form, scope, among) if _is_missing(each, scope)]


def _asked(form: Form, step: Step, scope: Answers) -> Iterator[Field]:
    """Questions of the step to show: those whose condition lies in the step itself always stand there."""
    own = {field.key for field in step.fields} - form.fixed
    for field in step.fields:
        if field.key not in form.fixed and (depends_on(field, own) or holds(field.when, scope)):
            yield field


def depends_on(field: Field, keys: set[str]) -> bool:
    """Does the question's condition look at one of these questions?"""
    return any(not leaf.in_row and leaf.field in keys for leaf in references(field.when))


def _is_missing(each: Answered, scope: Answers) -> bool:
    field, value = each.field, each.value
    if value is None:
        return required(field.required, scope)
    if field.options and isinstance(value, str):
        return not any(option.code == value and holds(option.when, scope) for option in field.options)
    if field.kind == "list" and value != NONE and isinstance(value, list):
        return any(_row_lacks(field, scope, row) for row in value if isinstance(row, dict))
    return False


def _row_lacks(field: Field, scope: Answers, row: Answers) -> bool:
    return any(
        holds(sub.when, scope, row) and sub.key not in row and required(sub.required, scope, row)
        for sub in field.fields
    )


def _box(field: Field, scope: Answers, given: Mapping[str, str], sections: Mapping[str, Section]) -> Box | None:
    section = sections[field.section]
    if field.given:
        return _plain(field, given[field.key], section) if field.key in given else None
    if field.derived is not None:
        values = [scope.get(key) for key in field.derived.fields]
        answer = NO_ANSWER if None in values else DERIVATIONS[field.derived.rule](*values)
        return _plain(field, answer, section)
    value = scope.get(field.key)
    if field.kind == "list" and isinstance(value, list):
        rows = tuple(_row(field, row, scope, section) for row in value if isinstance(row, dict))
        return replace(_plain(field, "", section), rows=rows)
    return _plain(field, text(field, value), section)


def _row(field: Field, row: dict[str, JSON], scope: Answers, section: Section) -> tuple[Box, ...]:
    asked = (sub for sub in field.fields if not sub.helper and holds(sub.when, scope, row))
    return tuple(_plain(sub, text(sub, row.get(sub.key)), section) for sub in asked)


def _plain(field: Field, answer: str, section: Section) -> Box:
    return Box(
        key=field.key, number=field.number, text=field.official, answer=answer, section=section, group=field.group
    )
