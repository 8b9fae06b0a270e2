"""Every date of every form takes whatever is typed into its three boxes: an answer or a sentence, never a failure."""

import pytest

from applications.answers import forms
from procedures import catalogue
from tests.procedures.typists import alone

FORMS = [catalogue.form("temporary-residence"), catalogue.form("annex1-employer")]
DATES = {
    f"{form.key}-{field.key}" + (f"-{sub.key}" if sub is not field else ""): (field, sub)
    for form in FORMS
    for _step, field in form.fields()
    for sub in (field, *field.fields)
    if sub.kind == "date" and sub.is_asked and not sub.carried
}
TYPED = {
    "nothing known": ("00", "00", "1968"),
    "month known": ("00", "5", "1968"),
    "day known": ("5", "00", "1968"),
    "all known": ("5", "3", "1968"),
    "all zeros": ("0", "00", "0000"),
    "no such day": ("31", "2", "1968"),
    "long": ("5" * 5000, "3", "1968"),
    "negative": ("-1", "3", "1968"),
    "not digits": ("x\x00", "\ud800", "²"),
}
GIVES = {
    "day": {"all known": "1968-03-05"},
    "month": {"all known": "1968-03-05", "month known": "1968-05"},
    "year": {"all known": "1968-03-05", "month known": "1968-05", "nothing known": "1968"},
}


@pytest.mark.parametrize("what", TYPED)
@pytest.mark.parametrize("name", DATES)
def test_every_date_is_an_answer_or_a_sentence_at_its_field(name: str, what: str) -> None:
    field, sub = DATES[name]
    form = alone(field)
    box = (f"{field.key}-0-{sub.key}" if sub is not field else field.key).replace(".", "-")
    posted = {f"{box}-{part}": [text] for part, text in zip(("day", "month", "year"), TYPED[what], strict=True)}
    if sub is not field:
        posted[f"{field.key}-count"] = ["1"]

    bound = forms.bound(form, form.steps[0], posted, answers={})
    refused = [problem.code for problem in bound.problems() if problem.target.startswith(f"id_{box}")]

    assert (TYPED[what][0] if what == "long" else TYPED[what][2]) in str(bound)  # what was typed stands there still
    if what in GIVES[sub.least]:
        assert "date" not in refused
    else:
        assert "date" in refused


def test_dates_of_both_forms_and_of_rows_are_tried() -> None:
    assert len(DATES) > 12
    assert {sub.least for _field, sub in DATES.values()} == {"day", "month", "year"}
