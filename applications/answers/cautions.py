"""What is unusual in the answers of a form and refused nowhere: said once more before somebody signs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from procedures.language import walk
from procedures.language.kinds import KINDS
from procedures.language.kinds.composing import OUTDATED, is_outdated
from procedures.language.rules import RULES, is_broken, law_of
from procedures.language.schema import NONE, Answers, Field, Form, RuleUse, Step
from procedures.law.citations import Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """At which question of which step, why, and by which law; of a row the question is the list it stands in."""

    code: str  # the rule's name
    step: Step
    field: Field
    text: str
    law: Citations
    verified: bool


def of(form: Form, answers: Answers) -> Iterator[Caution]:
    """In the order of the form, of the questions that are asked with these answers."""
    scope = walk.applicable(form, answers)
    for step in walk.steps(form, answers):
        for rule in _broken(step.rules, scope):
            if rule.mark in scope:
                yield told(step, form.field(rule.mark), rule)
        for field in step.fields:
            yield from _of_rows(step, field, scope)
            if is_outdated(field, scope.get(field.key), scope, KINDS):
                yield _outdated(step, field)


def _of_rows(step: Step, field: Field, scope: Answers) -> Iterator[Caution]:
    """A rule that several rows break is said once."""
    rows = scope.get(field.key)
    if not isinstance(rows, list) or not field.rules:
        return
    broken = [rule for row in rows if isinstance(row, dict) and row != NONE for rule in _broken(field.rules, row)]
    yield from (told(step, field, rule) for rule in dict.fromkeys(broken))


def _broken(rules: Iterable[RuleUse], answers: Answers) -> Iterator[RuleUse]:
    return (rule for rule in rules if rule.warn and is_broken(rule, answers))


def told(step: Step, field: Field, use: RuleUse) -> Caution:
    rule = RULES[use.name]
    return Caution(
        code=use.name, step=step, field=field, text=str(rule.message), law=law_of(use), verified=rule.verified
    )


def _outdated(step: Step, field: Field) -> Caution:
    """No law is behind it: the Polish says what was answered before."""
    return Caution(code="outdated", step=step, field=field, text=str(OUTDATED), law=(), verified=True)
