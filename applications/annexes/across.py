"""What is unusual between an application and its annexes: told to the applicant before they sign, never a refusal."""

from collections.abc import Iterator

from applications.annexes import needs, reading
from applications.annexes.status import AnnexStatus
from applications.answers import cautions, sheets
from applications.answers.cautions import Caution
from applications.drafting import lifecycle
from procedures.language import walk
from procedures.language.rules import is_broken
from procedures.language.schema import OF_ANNEX, Answers, Form, RuleUse


def of(status: AnnexStatus) -> list[Caution]:
    """Of one annex that somebody signed; each stands at a question of the application."""
    theirs = reading.signed_answers(status)
    if not theirs or status.request is None or (application := status.request.application).draft is None:
        return []
    form = lifecycle.form_of(application)
    said = walk.applicable(form, sheets.read(application.draft).answers)
    both = {**said, **{f"{OF_ANNEX}{key}": value for key, value in theirs.items()}}
    wanted = [annex for annex in needs.by_others(application) if annex.form == status.key]
    return [each for annex in wanted for each in _told(form, annex.rules, both)]


def _told(form: Form, rules: tuple[RuleUse, ...], both: Answers) -> Iterator[Caution]:
    steps = {field.key: step for step, field in form.fields()}
    for rule in rules:
        if rule.mark in both and is_broken(rule, both):
            yield cautions.told(steps[rule.mark], form.field(rule.mark), rule)
