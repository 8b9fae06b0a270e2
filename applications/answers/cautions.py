"""What is unusual in the answers of a form and refused nowhere: said once more before somebody signs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from procedures.language import walk
from procedures.language.kinds import KINDS
from procedures.language.kinds.composing import OUTDATED, is_outdated
from procedures.language.rules import RULES, is_broken
from procedures.language.schema import NONE, Answers, Field, Form, RuleUse, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """At which question of which step, and why; of a row the question is the list it stands in."""

    step: Step
    field: Field
    text: str


def of(form: Form, answers: Answers) -> Iterator[Caution]:
    """In the order of the form, of the questions that are asked with these answers."""
    scope = walk.applicable(form, answers)
    for step in walk.steps(form, answers):
        for rule in _broken(step.rules, scope):
            if rule.mark in scope:
                yield _caution(step, form.field(rule.mark), rule)
        for field in step.fields:
            yield from _of_rows(step, field, scope)
            if is_outdated(field, scope.get(field.key), scope, KINDS):
                yield Caution(step=step, field=field, text=str(OUTDATED))


def _of_rows(step: Step, field: Field, scope: Answers) -> Iterator[Caution]:
    """A rule that several rows break is said once."""
    rows = scope.get(field.key)
    if not isinstance(rows, list) or not field.rules:
        return
    broken = [rule for row in rows if isinstance(row, dict) and row != NONE for rule in _broken(field.rules, row)]
    yield from (_caution(step, field, rule) for rule in dict.fromkeys(broken))


def _broken(rules: Iterable[RuleUse], answers: Answers) -> Iterator[RuleUse]:
    return (rule for rule in rules if rule.warn and is_broken(rule, answers))


def _caution(step: Step, field: Field, rule: RuleUse) -> Caution:
    return Caution(step=step, field=field, text=str(RULES[rule.name].message))
