"""Lists inside a step: buttons, rows, "none", all without JavaScript."""

from django.http import QueryDict

from applications.answers import forms, lists
from procedures import catalogue
from procedures.language.schema import JSON

FORM = catalogue.form("temporary-residence")
STAYS = FORM.step("stays")
FIRST: JSON = {"from": "2019-06-02", "to": "2019-08-30", "basis": "visa-free"}
SECOND: JSON = {"from": "2020-10", "to": "2021-04-10", "basis": {"other": {"pl": "ochrona czasowa"}}}
ANSWERS: dict[str, JSON] = {"previousStays": [FIRST, SECOND], "inPoland": False}


def form_post(answers: dict[str, JSON], **buttons: str) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in forms.posted(FORM, STAYS, answers, prefix="stays").items():
        query.setlist(name, values)
    for name, value in buttons.items():
        query[name.replace("__", "-")] = value
    return query


def rows_after(query: QueryDict) -> JSON:
    acted = lists.acted(STAYS, query, prefix="stays")
    assert acted is not None
    bound = forms.bound(FORM, STAYS, acted.posted, answers={}, prefix="stays")
    bound.is_valid()
    return bound.cleaned_data.get("previousStays")


def test_no_button_means_nothing_was_acted() -> None:
    assert lists.acted(STAYS, form_post(ANSWERS), prefix="stays") is None


def test_adding_opens_a_blank_row_that_counts_for_nothing() -> None:
    query = form_post(ANSWERS, **{"stays-previousStays-add": "1"})
    acted = lists.acted(STAYS, query, prefix="stays")

    assert acted is not None
    assert acted.posted["stays-previousStays-count"] == ["3"]
    assert acted.anchor == "#id_stays-previousStays-2"
    assert rows_after(query) == [FIRST, SECOND]


def test_removing_closes_the_gap() -> None:
    assert rows_after(form_post(ANSWERS, **{"stays-previousStays-remove": "0"})) == [SECOND]
    assert rows_after(form_post(ANSWERS, **{"stays-previousStays-remove": "1"})) == [FIRST]


def test_adding_takes_none_back() -> None:
    acted = lists.acted(
        STAYS, form_post({"previousStays": {"none": True}}, **{"stays-previousStays-add": "1"}), prefix="stays"
    )

    assert acted is not None
    assert "stays-previousStays-none" not in acted.posted


def test_none_and_rows_contradict_each_other() -> None:
    query = form_post(ANSWERS, **{"stays-previousStays-none": "none"})
    bound = forms.bound(FORM, STAYS, dict(query.lists()), answers={}, prefix="stays")

    assert [(each.target, each.code) for each in bound.problems()] == [
        ("id_stays-previousStays", "none-and-value"),
    ]


def test_every_error_of_a_row_is_named_with_its_row_and_control() -> None:
    bad: JSON = {"from": "2020-05-01", "to": "2020-04-01"}
    bound = forms.bound(
        FORM,
        STAYS,
        forms.posted(FORM, STAYS, {"previousStays": [FIRST, bad], "inPoland": False}, prefix="stays"),
        answers={},
        prefix="stays",
    )

    assert [(each.target, each.code) for each in bound.problems()] == [
        ("id_stays-previousStays-1-basis-choice", "required"),
        ("id_stays-previousStays-1-to-day", "in-order"),
    ]
    assert "2. " in next(bound.problems()).text


def test_more_rows_than_allowed_are_refused_and_a_wild_count_is_no_load() -> None:
    posted = forms.posted(FORM, STAYS, {"previousStays": [FIRST] * 301, "inPoland": False}, prefix="stays")
    bound = forms.bound(FORM, STAYS, posted, answers={}, prefix="stays")
    assert "too-many" in [each.code for each in bound.problems()]

    wild = forms.bound(FORM, STAYS, {"stays-previousStays-count": ["999999999"]}, answers={}, prefix="stays")
    assert [each.code for each in wild.problems()] == ["required", "required"]


def test_another_input_of_several_is_added_by_a_button() -> None:
    about = FORM.step("about-you")
    query = QueryDict("about-you-citizenships=UKR&about-you-citizenships=&about-you-citizenships-add=1", mutable=True)

    acted = lists.acted(about, query, prefix="about-you")

    assert acted is not None
    assert acted.posted["about-you-citizenships"] == ["UKR", ""]


def test_quiet_form_shows_and_judges_nothing() -> None:
    quiet = forms.form_for(FORM, STAYS)(form_post({}), answers={}, prefix="stays", quiet=True)

    assert not quiet.is_valid()
    assert quiet.errors == {}
    assert 'name="stays-previousStays-count"' in str(quiet)
