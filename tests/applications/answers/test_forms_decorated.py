"""What a copy from Word, a web page or another keyboard puts into a text never changes an answer, nor refuses one.

Every field of both official forms and of the tests' own, as it is posted and as it is sent to the API.
"""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from applications.answers import forms
from procedures import catalogue
from procedures.language import loader
from procedures.language.kinds import KINDS
from procedures.language.schema import Field
from tests.procedures.typists import Typist, alone
from writing import signs

TESTS = Path(__file__).parents[2]
FORMS = [
    catalogue.form("temporary-residence"),
    catalogue.form("annex1-employer"),
    *(loader.form(path) for path in sorted((TESTS / "procedures" / "definitions").rglob("*.toml"))),
    *(loader.form(path) for path in sorted((TESTS / "demo_files" / "demo-form").glob("*.toml"))),
]
PROSE = {"text", "free-text", "phrase", "choice", "address", "authority", "group", "occupation"}
NOBODY_SEES = "\u00ad\u034f\u061c\u200b\u200e\u200f\u202a\u202c\u202e\u2060\u2066\u2069\ufeff\ufffc"
BLANKS = signs.SPACES
AT_THE_ENDS = NOBODY_SEES + BLANKS + signs.LINE_ENDS + signs.JOINERS
GENTLY = settings(
    max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate]
)


FIELDS = {f"{form.key}-{field.key}": field for form in FORMS for _step, field in form.fields() if field.is_asked}
EVERY_FIELD = pytest.mark.parametrize("name", FIELDS)


@EVERY_FIELD
@GENTLY
@given(data=st.data())
def test_decorated_text_gives_the_same_answer(name: str, data: st.DataObject) -> None:
    field = FIELDS[name]
    form = alone(field)
    posted = data.draw(Typist(careful=True).field(field, field.key.replace(".", "-")))
    plain = forms.bound(form, form.steps[0], posted, answers={})
    assume(plain.is_valid())  # one too long for its field, say, is nothing to compare with
    counted = {key: values for key, values in posted.items() if key.endswith("-count")}  # nobody types it
    worn = {key: [data.draw(decorated(each, field)) for each in values] for key, values in posted.items()} | counted

    bound = forms.bound(form, form.steps[0], worn, answers={})

    assert [problem.text for problem in bound.problems()] == []
    assert bound.answers() == plain.answers()


@EVERY_FIELD
@GENTLY
@given(data=st.data())
def test_decorated_json_gives_the_same_answer(name: str, data: st.DataObject) -> None:
    field = FIELDS[name]
    form = alone(field)
    posted = data.draw(Typist(careful=True).field(field, field.key.replace(".", "-")))
    plain = forms.bound(form, form.steps[0], posted, answers={})
    assume(plain.is_valid())
    worn = {key: data.draw(decorated_json(value, field)) for key, value in plain.answers().items()}

    bound = forms.bind_json(form, form.steps[0], worn, {})

    assert [problem.text for problem in bound.problems()] == []
    assert bound.answers() == plain.answers()


def test_both_forms_and_the_small_ones_are_tried() -> None:
    assert {field.kind for field in FIELDS.values()} == set(KINDS)
    assert len(FIELDS) > 130


@st.composite
def decorated(draw: st.DrawFn, text: str, field: Field) -> str:
    """Signs at both ends and between letters, other blanks for blanks, other hyphens for hyphens."""
    hyphens = signs.HYPHENS + ("" if field.kind in PROSE or field.of in PROSE else signs.DASHES)
    blank, hyphen, between = (draw(st.sampled_from(each)) for each in (BLANKS, hyphens, NOBODY_SEES))
    place = draw(st.integers(0, len(text)))
    inside = text[:place] + between + text[place:]
    inside = inside.replace(" ", blank).replace("-", hyphen)
    return draw(st.text(AT_THE_ENDS, max_size=4)) + inside + draw(st.text(AT_THE_ENDS, max_size=4))


@st.composite
def decorated_json(draw: st.DrawFn, value: Any, field: Field) -> Any:
    if isinstance(value, str):
        return draw(decorated(value, field))
    if isinstance(value, list):
        return [draw(decorated_json(each, field)) for each in value]
    if isinstance(value, dict):
        inner = {sub.key: sub for sub in field.fields}
        return {key: draw(decorated_json(each, inner.get(key, field))) for key, each in value.items()}
    return value
