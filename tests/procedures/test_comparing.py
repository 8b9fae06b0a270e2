"""Two versions of a form: nothing differs from itself, and every change that is planted is found, with its part."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from procedures import catalogue
from procedures.language import comparing, loader
from procedures.language.comparing import Aspect, FormComparison, compare
from procedures.language.schema import Annex, Declaration, Field, Form, IsAnswered, Option, RuleUse, Section, Step

FORMS = [(key, version) for key in catalogue.forms() for version in catalogue.versions(key)]
OTHER: dict[Any, Any] = {bool: lambda value: not value, str: lambda value: f"{value}x", int: lambda value: value + 1}
KNOWN_BY = {Annex: "form", Option: "code"}
PLANTED: dict[str, Any] = {  # of what may be nothing
    "when": IsAnswered(field="nothing"),
    "low": -7,
    "high": 99_999,
    "most": 77,
    "bank": "another",
    "derived": "another",
    "copy": "another",
    "signing": "another",
    "required": IsAnswered(field="nothing"),
    "roles": "another",
    "compared": "another",
    "fields": (Field(key="another", kind="text"),),
}

FORM = """
title = "Form"
official_title = "Formularz"
law = ["foreigners:106(1)"]

[[sections]]
key = "A"
heading = "Dane"

[[declarations]]
key = "true"
official = "Oświadczam"
label = "I declare"
law = ["foreigners:106(8)"]

[[steps]]
key = "one"
title = "One"

[[steps.fields]]
key = "name"
kind = "text"
official = "Imię"
label = "Name"
section = "A"
seq = 1

[[steps.fields]]
key = "why"
kind = "choice"
official = "Cel"
label = "Why"
section = "A"
seq = 2
required = false
options = [
  { code = "1", official = "praca", label = "work" },
  { code = "2", official = "nauka", label = "study" },
]

[[steps]]
key = "two"
title = "Two"
when = { field = "why", is = ["1"] }

[[steps.fields]]
key = "from"
kind = "date"
official = "Od"
label = "From"
section = "A"
seq = 3

[[steps.fields]]
key = "stays"
kind = "list"
official = "Pobyty"
label = "Stays"
section = "A"
seq = 4
fields = [{ key = "where", kind = "text", official = "Gdzie", label = "Where" }]
"""


def other(name: str, value: Any) -> Any:
    """Another value than this one, of an attribute of this name."""
    if isinstance(value, tuple):
        return value[:-1] if value else PLANTED.get(name, ("another",))
    if isinstance(value, frozenset):
        return value | {"another"}
    return PLANTED[name] if name in PLANTED else OTHER[type(value)](value)


def changed(part: Any, name: str) -> Any:
    return replace(part, **{name: other(name, getattr(part, name))})


def with_field(form: Form, new: Field) -> Form:
    steps = tuple(
        replace(step, fields=tuple(new if each.key == new.key else each for each in step.fields)) for step in form.steps
    )
    return replace(form, steps=steps)


def read(tmp_path: Path, text: str, version: str) -> Form:
    path = tmp_path / "tiny" / f"{version}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return loader.form(path)


def compared(tmp_path: Path, old: str, new: str) -> FormComparison:
    """The form, and a later version of it in which this stands instead of that."""
    assert FORM.count(old) == 1
    return compare(read(tmp_path, FORM, "2026-01-01"), read(tmp_path, FORM.replace(old, new), "2027-01-01"))


@pytest.mark.parametrize(("key", "version"), FORMS)
def test_a_form_does_not_differ_from_itself(key: str, version: str) -> None:
    form = catalogue.form(key, version)
    later = replace(form, version="2099-01-01", digest="of another file")
    assert compare(form, form).is_same
    assert compare(form, later).is_same
    assert compare(form, later).to_look_at() == frozenset()


@pytest.mark.parametrize("name", [each.name for each in fields(Field) if each.name != "key"])
def test_every_attribute_of_a_question_is_compared(name: str) -> None:
    form = catalogue.form("temporary-residence")
    question = next(field for _step, field in form.fields() if field.kind == "choice")
    (found,) = compare(form, with_field(form, changed(question, name))).questions
    assert (found.key, found.before) == (question.key, question)
    assert found.aspects == {comparing.ASPECTS[Field].get(name, Aspect.WORKING)}


@pytest.mark.parametrize(
    ("part", "of", "name"),
    [
        (part, of, each.name)
        for part, of in (("steps", Step), ("sections", Section), ("declarations", Declaration), ("annexes", Annex))
        for each in fields(of)
        if each.name not in {KNOWN_BY.get(of, "key"), "fields"}
    ],
)
def test_every_attribute_of_a_part_is_compared(part: str, of: type, name: str) -> None:
    form = catalogue.form("temporary-residence")
    first, *rest = getattr(form, part)
    parts: dict[str, Any] = {part: (changed(first, name), *rest)}
    (difference,) = getattr(compare(form, replace(form, **parts)), part)
    assert (difference.before, difference.is_new, difference.is_gone) == (first, False, False)
    assert difference.aspects == {comparing.ASPECTS[of].get(name, Aspect.WORKING)}


@pytest.mark.parametrize(
    "name", [each.name for each in fields(Form) if each.name not in {"version", "digest", "fixed", "index", "former"}]
)
def test_every_attribute_of_a_form_is_compared(name: str) -> None:
    form = catalogue.form("temporary-residence")
    assert not compare(form, changed(form, name)).is_same


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('official = "Imię"', 'official = "Imiona"', {"name": {Aspect.OFFICIAL}}),
        ('label = "Name"', 'label = "Names"', {"name": {Aspect.WORDING}}),
        ('kind = "text"\nofficial = "Imię"', 'kind = "name"\nofficial = "Imię"', {"name": {Aspect.KIND}}),
        ("required = false", "required = true", {"why": {Aspect.REQUIRED}}),
        ("required = false", 'required_when = { field = "name", is = ["Jan"] }', {"why": {Aspect.REQUIRED}}),
        ('is = ["1"]', 'is = ["2"]', {"from": {Aspect.CONDITION}, "stays": {Aspect.CONDITION}}),
        ('  { code = "2", official = "nauka", label = "study" },\n', "", {"why": {Aspect.OPTIONS}}),
        ('official = "Gdzie"', 'official = "Miejsce"', {"stays": {Aspect.ROWS}}),
        ('key = "from"\nkind', 'key = "since"\nkind', {"since": set(), "from": set()}),
    ],
)
def test_a_planted_change_is_found_at_its_question(
    tmp_path: Path, old: str, new: str, said: dict[str, set[Aspect]]
) -> None:
    found = compared(tmp_path, old, new)
    assert {each.key: set(each.aspects) for each in found.questions} == said
    assert not found.is_same


def test_what_is_new_and_what_is_gone_are_told_apart(tmp_path: Path) -> None:
    found = compared(tmp_path, 'key = "from"\nkind', 'key = "since"\nkind')
    new, gone = found.questions
    assert (new.is_new, new.is_gone, new.step and new.step.key) == (True, False, "two")
    assert (gone.is_new, gone.is_gone, gone.before and gone.before.official) == (False, True, "Od")
    assert found.to_look_at() == {"two"}


def test_an_option_is_named(tmp_path: Path) -> None:
    found = compared(tmp_path, '{ code = "2", official = "nauka"', '{ code = "3", official = "badania"')
    (question,) = found.questions
    assert [(each.key, each.is_new, each.is_gone) for each in question.options] == [
        ("3", True, False),
        ("2", False, True),
    ]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('official = "Oświadczam"', 'official = "Oświadczam, że"', "declarations"),
        ('heading = "Dane"', 'heading = "Dane osobowe"', "sections"),
        ('title = "Two"', 'title = "The second"', "steps"),
    ],
)
def test_a_planted_change_of_a_part_is_found(tmp_path: Path, old: str, new: str, part: str) -> None:
    assert [each.is_read for each in getattr(compared(tmp_path, old, new), part)] == [True]


def reordered_steps(form: Form) -> Form:
    return replace(form, steps=tuple(reversed(form.steps)))


def reordered_questions(form: Form) -> Form:
    first, *rest = form.steps
    return replace(form, steps=(replace(first, fields=tuple(reversed(first.fields))), *rest))


def reordered_annexes(form: Form) -> Form:
    return replace(form, annexes=tuple(reversed(form.annexes)))


@pytest.mark.parametrize("other_order", [reordered_steps, reordered_questions, reordered_annexes])
def test_another_order_is_a_difference(other_order: Callable[[Form], Form]) -> None:
    form = catalogue.form("temporary-residence")
    assert not compare(form, other_order(form)).is_same


def test_a_question_in_another_step_is_found_there() -> None:
    form = catalogue.form("temporary-residence")
    first, second, *rest = form.steps
    question = first.fields[0]
    later = replace(
        form,
        steps=(replace(first, fields=first.fields[1:]), replace(second, fields=(*second.fields, question)), *rest),
    )
    (found,) = compare(form, later).questions
    assert (found.key, found.step and found.step.key, Aspect.PLACE in found.aspects) == (question.key, second.key, True)


def test_what_nobody_reads_brings_nobody_back_to_the_step() -> None:
    form = catalogue.form("temporary-residence")
    question = next(field for _step, field in form.fields())
    assert compare(form, with_field(form, changed(question, "register"))).to_look_at() == frozenset()


def test_a_warning_that_changed_is_one_of_limits() -> None:
    form = catalogue.form("temporary-residence")
    first, *rest = form.steps
    warned = replace(first, rules=(*first.rules, RuleUse(name="in-order", fields=("a", "b"), mark="a", warn=True)))
    (found,) = compare(form, replace(form, steps=(warned, *rest))).steps
    assert found.aspects == {Aspect.LIMITS}
