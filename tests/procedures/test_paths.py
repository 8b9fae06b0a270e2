"""Every condition of every published form is walked both ways."""

from collections.abc import Iterator

import pytest

from procedures import catalogue
from procedures.language import conditions, walk
from procedures.language.schema import JSON, AllOf, Answers, AnyOf, Condition, Field, Form, Is, IsAnswered, Not

FORMS = catalogue.forms()


def conditional(form: Form) -> Iterator[tuple[Field, Condition]]:
    for step in form.steps:
        for field in step.fields:
            both = [condition for condition in (step.when, field.when) if condition is not None]
            if both:
                yield field, both[0] if len(both) == 1 else AllOf(tuple(both))


def answers_for(condition: Condition, form: Form, *, claim: bool) -> dict[str, JSON]:
    """Answers that make the condition true (or false), with those that its questions need to be asked at all."""
    match condition:
        case Is():
            value = condition.values[0] if claim else another(form.field(condition.field), condition.values)
            own = form.field(condition.field).when
            before = {} if own is None else answers_for(own, form, claim=True)
            return before | {condition.field: value}
        case IsAnswered():
            return {condition.field: "text"} if condition.claim is claim else {}
        case AllOf(parts) | AnyOf(parts):
            wanted = parts if isinstance(condition, AllOf) is claim else parts[:1]
            found: dict[str, JSON] = {}
            for part in wanted:
                found = answers_for(part, form, claim=claim) | found
            return found
        case Not(part):
            return answers_for(part, form, claim=not claim)


def another(field: Field, values: tuple[JSON, ...]) -> JSON:
    every: list[JSON] = [option.code for option in field.options] or [True, False]
    return next(value for value in every if value not in values)


def is_asked(form: Form, field: Field, answers: Answers) -> bool:
    return field in [each.field for each in walk.answered(form, answers)]


@pytest.mark.parametrize("key", FORMS)
def test_every_question_is_asked_when_its_condition_holds_and_not_otherwise(key: str) -> None:
    form = catalogue.form(key)
    walked = 0
    for field, condition in conditional(form):
        asked, unasked = (answers_for(condition, form, claim=claim) for claim in (True, False))
        assert conditions.holds(condition, walk.applicable(form, asked)), field.key
        assert is_asked(form, field, asked), field.key
        assert not is_asked(form, field, unasked), field.key
        walked += 1
    print(f"{key}: {walked} conditional questions walked both ways")  # noqa: T201  # the count, with `pytest -s`
    assert walked == sum(
        field.when is not None or step.when is not None for step in form.steps for field in step.fields
    )


@pytest.mark.parametrize("key", FORMS)
def test_every_option_with_a_condition_fits_sometimes(key: str) -> None:
    form = catalogue.form(key)
    for _step, field in form.fields():
        for option in field.options:
            if option.when is None:
                continue
            fits = {**answers_for(option.when, form, claim=True), field.key: option.code}
            misses = {**answers_for(option.when, form, claim=False), field.key: option.code}
            assert field not in walk.missing(form, fits)
            assert field in walk.missing(form, misses)


def test_purpose_of_work_asks_for_annex_1_and_the_address_of_the_employer() -> None:
    form, preset = catalogue.form_of("temporary-work"), catalogue.procedure("temporary-work").preset

    assert [annex.form for annex in walk.annexes(form, preset)] == ["annex1-employer"]
    assert "thirdPartyEmail" in [field.key for field in walk.missing(form, preset)]
    assert [step.key for step in walk.steps(form, preset)] == [
        "name",
        "birth",
        "about-you",
        "contact",
        "origin",
        "previous",
        "passport",
        "place",
        "family",
        "stays",
        "journeys",
        "means",
        "legal",
        "reasons",
    ]


@pytest.mark.parametrize(
    ("purpose", "annexes"),
    [
        ("2", ["annex1-employer", "annex2-bluecard"]),
        ("3", ["annex1-employer", "annex2-bluecard"]),
        ("4", []),
        ("6", ["annex5-studies"]),
        ("7", ["annex4-research"]),
        ("8", ["annex4-research"]),
        ("9", ["annex3-host"]),
        ("17", []),
    ],
)
def test_annexes_follow_the_purpose(purpose: str, annexes: list[str]) -> None:
    form = catalogue.form("temporary-residence")

    assert [annex.form for annex in walk.annexes(form, {"purpose": purpose})] == annexes
    business: Answers = {"purpose": "5", "businessByOffice": True}
    assert [annex.form for annex in walk.annexes(form, business)] == ["annex1-employer"]
