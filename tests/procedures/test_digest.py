"""The digest of a published form covers its logic as well as its wording; only the words of the screen may change."""

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from procedures.language import digest, loader, schema

FORM = """
title = "Form"
official_title = "Formularz"
instructions = ["Pouczenie"]
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
high = 40
register = "person.name"

[[steps.fields]]
key = "why"
kind = "choice"
official = "Cel"
label = "Why"
hint = "Choose one"
section = "A"
seq = 2
required = false
when = { field = "name", answered = true }
options = [
  { code = "1", official = "praca", label = "work" },
  { code = "2", official = "nauka", label = "study", when = { all = [{ field = "name", is = ["Jan"] }] } },
]

[[steps]]
key = "two"
title = "Two"
when = { field = "why", is = ["1"] }
rules = [{ name = "in-order", fields = ["from", "to"] }]

[[steps.fields]]
key = "from"
kind = "date"
official = "Od"
label = "From"
section = "A"
seq = 3

[[steps.fields]]
key = "to"
kind = "date"
official = "Do"
label = "To"
section = "A"
seq = 4

[[annexes]]
form = "annex1-employer"
by = "third-party"
when = { field = "why", is = ["1"] }
law = ["foreigners:106(2)"]
"""


def digest_of(tmp_path: Path, text: str) -> str:
    path = tmp_path / "tiny" / "2026-01-01.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return loader.form(path).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('when = { field = "name", answered = true }', 'when = { field = "name", answered = false }'),
        ('when = { field = "name", answered = true }\n', ""),
        ("when = { all =", "when = { any ="),
        ('is = ["Jan"]', 'is = ["Anna"]'),
        ('title = "Two"\nwhen = { field = "why", is = ["1"] }', 'title = "Two"\nwhen = { field = "why", is = ["2"] }'),
        ("required = false", "required = true"),
        ("required = false", 'required_when = { field = "name", is = ["Jan"] }'),
        ('register = "person.name"', 'register = "person.firstName"'),
        ('fields = ["from", "to"]', 'fields = ["to", "from"]'),
        ('fields = ["from", "to"] }', 'fields = ["from", "to"], warn = true }'),
        ('rules = [{ name = "in-order", fields = ["from", "to"] }]\n', ""),
        ('kind = "text"', 'kind = "free-text"'),
        ("high = 40", "high = 80"),
        ('by = "third-party"\nwhen = { field = "why", is = ["1"] }', 'by = "third-party"'),
        ('by = "third-party"', 'by = "applicant"'),
        ('official = "Imię"', 'official = "Imiona"'),
        ("Oświadczam", "Nie oświadczam"),
        ("Pouczenie", "Inne pouczenie"),
    ],
)
def test_changed_logic_is_another_digest(tmp_path: Path, old: str, new: str) -> None:
    assert FORM.count(old) == 1
    assert digest_of(tmp_path, FORM.replace(old, new)) != digest_of(tmp_path, FORM)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('label = "Name"', 'label = "Your name"'),
        ('label = "work"', 'label = "to work"'),
        ('hint = "Choose one"', 'hint = "Choose"'),
        ('title = "Two"', 'title = "The second"'),
        ('label = "I declare"', 'label = "I say"'),
        ("[[steps]]\n", "\n# a remark\n[[steps]]\n"),
    ],
)
def test_other_words_of_the_screen_are_the_same_digest(tmp_path: Path, old: str, new: str) -> None:
    assert digest_of(tmp_path, FORM.replace(old, new)) == digest_of(tmp_path, FORM)


WARNING = '{ name = "not-in-future", fields = ["from"], mark = "to", warn = true }'
RULES = 'rules = [{ name = "in-order", fields = ["from", "to"] }'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{RULES}]", f"{RULES}, {WARNING}]"),
        ('title = "One"\n', 'title = "One"\nrules = [{ name = "not-in-future", fields = ["name"], warn = true }]\n'),
    ],
)
def test_a_warning_can_be_added_to_a_published_form(tmp_path: Path, old: str, new: str) -> None:
    """It refuses nothing, and nothing of it is signed or filed."""
    assert old in FORM
    assert digest_of(tmp_path, FORM.replace(old, new)) == digest_of(tmp_path, FORM)


@pytest.mark.parametrize("part", digest.SCREEN)
def test_what_is_left_out_is_an_attribute(part: type) -> None:
    assert digest.SCREEN[part] <= {each.name for each in fields(part)}


def test_how_many_are_written_to_is_signed_and_filed_nowhere() -> None:
    host = schema.Annex(form="annex3-host", by="third-party", emails="mail", law=())
    assert digest.canonical(replace(host, most=1)) == digest.canonical(host)


def test_conditions_of_the_same_parts_are_told_apart() -> None:
    part = schema.Is(field="name", values=("Jan",))
    made = [digest.canonical(each) for each in (schema.AllOf((part,)), schema.AnyOf((part,)), schema.Not(part))]
    assert made == [
        {"AllOf": {"parts": [{"Is": {"field": "name", "values": ["Jan"]}}]}},
        {"AnyOf": {"parts": [{"Is": {"field": "name", "values": ["Jan"]}}]}},
        {"Not": {"part": {"Is": {"field": "name", "values": ["Jan"]}}}},
    ]


@pytest.mark.parametrize("name", sorted({each.name for each in fields(schema.Field)} - digest.SCREEN[schema.Field]))
def test_every_attribute_of_a_question_counts(name: str) -> None:
    """One that is added to the language counts by itself, and changes no digest where nobody uses it."""
    question = schema.Field(key="name", kind="text")
    assert digest.canonical(question) == {"key": "name", "kind": "text"}
    other: dict[str, Any] = {name: "other"}
    assert digest.canonical(replace(question, **other)) != digest.canonical(question)
