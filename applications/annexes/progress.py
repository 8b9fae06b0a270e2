"""How far the third party is with an annex, step by step. Computed, never stored."""

from dataclasses import dataclass

from applications.annexes import prefill
from applications.annexes.models import AnnexRequest
from applications.answers import completeness
from applications.answers.sheets import Contents
from procedures.language import walk
from procedures.language.schema import Answers, Step

NOT_BEGUN, BEGUN, COMPLETE, KEPT = "not-begun", "begun", "complete", "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress:
    key: str
    title: str  # a msgid
    state: str


def of(annex: AnnexRequest, contents: Contents) -> list[StepProgress]:
    lacking = _lacking(annex, contents.answers)
    return [
        StepProgress(key=step.key, title=step.title, state=_as_asked(annex, _state(step, contents, lacking)))
        for step in steps(annex, contents.answers)
    ]


def steps(annex: AnnexRequest, answers: Answers) -> list[Step]:
    """Those in which the third party is asked something."""
    return walk.steps(prefill.form_of(annex), answers)


def next_step(annex: AnnexRequest, contents: Contents) -> str:
    """The first one that is not complete; empty when all are."""
    return next((each.key for each in of(annex, contents) if each.state != COMPLETE), "")


def unfinished(annex: AnnexRequest, contents: Contents) -> list[Step]:
    return completeness.unfinished(prefill.form_of(annex), contents)


def _as_asked(annex: AnnexRequest, state: str) -> str:
    """What is complete is only kept while nobody began to look at it again."""
    return KEPT if annex.is_sent and state == COMPLETE else state


def _state(step: Step, contents: Contents, lacking: set[str]) -> str:
    if step.key in contents.typed or step.key in contents.again:
        return BEGUN
    if step.key not in contents.changed:
        return NOT_BEGUN
    return BEGUN if lacking & {field.key for field in step.fields} else COMPLETE


def _lacking(annex: AnnexRequest, answers: Answers) -> set[str]:
    return {field.key for field in walk.missing(prefill.form_of(annex), answers)}
