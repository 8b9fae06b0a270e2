"""What one person answers for each purpose of temporary residence, and the annexes that go with it."""

from dataclasses import dataclass, field

from procedures.language import walk
from procedures.language.schema import JSON, Answers, Form
from tests.journeys.answers import (
    BLUE_CARD,
    DIRECTOR,
    EMPLOYER,
    EMPLOYER_EMAIL,
    HOST_EMAIL,
    OLENA,
    OTHERWISE,
    RESEARCH,
    STUDIES,
    TRADER,
    TRAINEESHIP,
    UNIVERSITY_EMAIL,
    VOLUNTEERING,
    Step,
    of_purpose,
)

STATEMENTS: Step = {f"vi.{number}": "a" for number in range(1, 6)}  # part VI of annex 1, of the Blue Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """An annex and its answers; `email` where somebody else is asked for it by a link."""

    form: str
    steps: dict[str, Step]
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What goes with the application: the applicant's own annex, and the one of somebody else."""

    procedure: str = ""  # where it is not the key
    answers: dict[str, Step] = field(default_factory=lambda: OLENA)
    own: Filled | None = None
    other: Filled | None = None

    @property
    def annexes(self) -> list[Filled]:
        return [each for each in (self.own, self.other) if each]


PURPOSES = {
    "temporary-work": Purpose(other=Filled(form="annex1-employer", steps=EMPLOYER, email=EMPLOYER_EMAIL)),
    "research": Purpose(own=Filled(form="annex4-research", steps=RESEARCH)),
    "research-mobility": Purpose(own=Filled(form="annex4-research", steps=RESEARCH)),
    "blue-card": Purpose(
        own=Filled(form="annex2-bluecard", steps=BLUE_CARD),
        other=Filled(
            form="annex1-employer",
            steps={"employer": EMPLOYER["employer"], "job": EMPLOYER["job"], "blue-card-statements": STATEMENTS},
            email=EMPLOYER_EMAIL,
        ),
    ),
    "studies": Purpose(other=Filled(form="annex5-studies", steps=STUDIES, email=UNIVERSITY_EMAIL)),
    "volunteer": Purpose(other=Filled(form="annex3-host", steps=VOLUNTEERING, email=HOST_EMAIL)),
    "blue-card-mobility": Purpose(
        own=Filled(form="annex2-bluecard", steps=BLUE_CARD),
        other=Filled(  # parts V and VI are not of this purpose
            form="annex1-employer",
            steps={"employer": EMPLOYER["employer"], "job": EMPLOYER["job"]},
            email=EMPLOYER_EMAIL,
        ),
    ),
    "posted-worker": Purpose(),
    "business": Purpose(answers=TRADER),
    "business-company": Purpose(
        procedure="business",
        answers=DIRECTOR,
        other=Filled(form="annex1-employer", steps=EMPLOYER, email=EMPLOYER_EMAIL),
    ),
    **{key: Purpose(answers=of_purpose(key)) for key in OTHERWISE},
    "trainee": Purpose(other=Filled(form="annex3-host", steps=TRAINEESHIP, email=HOST_EMAIL)),
}


def answers_asked_for(form: Form, preset: Answers, given: dict[str, Step], email: str) -> dict[str, Step]:
    """Of the answers that one person has, those that this procedure asks for; the annex is asked of this address."""
    own = {**given, "reasons": {**given["reasons"], "thirdPartyEmail": [email]}}
    scope = walk.applicable(form, {**preset, **{key: value for step in own.values() for key, value in step.items()}})
    steps = {step.key for step in form.steps}
    asked = {step: answers for step, answers in own.items() if step in steps}
    return {
        step: {key: _in_rows(form, key, value) for key, value in answers.items() if key in scope}
        for step, answers in asked.items()
    }


def _in_rows(form: Form, key: str, value: JSON) -> JSON:
    """Of the rows of a list what this form asks for in each."""
    asked = {field.key for field in form.field(key).fields}
    if not asked or not isinstance(value, list):
        return value
    return [{name: each for name, each in row.items() if name in asked} for row in value if isinstance(row, dict)]
