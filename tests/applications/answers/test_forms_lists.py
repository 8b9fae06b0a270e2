"""Lists inside a step: buttons, rows, "none", all without JavaScript."""

from typing import Any

from django.http import QueryDict
from django.utils import translation
from lxml import html

from applications.answers import forms, lists
from procedures import catalogue
from procedures.language.schema import JSON
from tests.whitespace import without_unseen

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


JOURNEYS = FORM.step("journeys")
MANY = lists.MOST_OPEN + 5


def journeys(count: int) -> dict[str, Any]:
    """Each another one, so that a row that is lost or doubled is seen."""
    rows = [
        {"country": "UKR", "from": f"20{10 + place // 28:02}-01-{1 + place % 28:02}", "to": "2026-01"}
        for place in range(count)
    ]
    return {"inPoland": False, "travels5y": rows}


def page_of(data: QueryDict | None, answers: dict[str, Any]) -> str:
    made = forms.form_for(FORM, JOURNEYS)
    return str(made(answers=answers, prefix="journeys") if data is None else made(data, prefix="journeys"))


def found_in(page: str, path: str) -> list[Any]:
    found: Any = html.fromstring(f"<div>{page}</div>").xpath(path)
    return list(found)


def sent_by(page: str, **buttons: str) -> QueryDict:
    """What a browser posts of it."""
    query = QueryDict(mutable=True)
    for control in found_in(page, "//input|//select"):
        if control.tag == "select":
            query.appendlist(control.name, control.value or "")
        elif control.get("type") != "checkbox" or control.get("checked") is not None:
            query.appendlist(control.name, control.get("value", ""))
    for name, value in buttons.items():
        query[f"journeys-travels5y-{name}"] = value
    return query


def read(query: QueryDict) -> JSON:
    bound = forms.bound(FORM, JOURNEYS, dict(query.lists()), answers={}, prefix="journeys")
    assert bound.is_valid(), bound.errors
    return bound.answers()["travels5y"]


def pressed(page: str, **buttons: str) -> QueryDict:
    """The page is shown again with what the button did."""
    acted = lists.acted(JOURNEYS, sent_by(page, **buttons), prefix="journeys")
    assert acted is not None
    query = QueryDict(mutable=True)
    for name, values in acted.posted.items():
        query.setlist(name, values)
    return query


def opened(page: str) -> list[int]:
    rows = found_in(page, '//li[contains(@class, "mos-row")]')
    return [place for place, row in enumerate(rows) if "mos-row--open" in row.get("class")]


def test_a_long_list_is_folded_and_posts_every_row_as_it_was() -> None:
    answers = journeys(300)
    page = page_of(None, answers)
    assert opened(page) == []
    assert len(page) < 500_000
    assert read(sent_by(page)) == answers["travels5y"]


def test_a_short_list_stands_open() -> None:
    assert opened(page_of(None, journeys(lists.MOST_OPEN))) == list(range(lists.MOST_OPEN))


def test_a_folded_row_says_what_stands_in_it() -> None:
    with translation.override("en"):
        assert "3. <bdi>Ukraine, 3 January 2010, January 2026</bdi>" in without_unseen(page_of(None, journeys(MANY)))


def test_a_row_is_opened_to_be_changed_and_no_other_is_touched() -> None:
    answers = journeys(MANY)
    query = pressed(page_of(None, answers), change="3")
    page = page_of(query, answers)
    assert opened(page) == [3]
    changed = sent_by(page)
    changed["journeys-travels5y-3-country"] = "DEU"
    expected = [dict(row) for row in answers["travels5y"]]
    expected[3]["country"] = "DEU"
    assert read(changed) == expected
    again = page_of(pressed(page_of(changed, answers), change="7"), answers)
    assert opened(again) == [3, 7]
    assert read(sent_by(again)) == expected


def test_what_is_removed_before_an_open_row_leaves_it_open() -> None:
    answers = journeys(MANY + 1)
    query = pressed(page_of(None, answers), change="5")
    query = pressed(page_of(query, answers), remove="2")
    page = page_of(query, answers)
    assert opened(page) == [4]
    assert read(sent_by(page)) == [row for place, row in enumerate(answers["travels5y"]) if place != 2]
    assert opened(page_of(pressed(page, remove="4"), answers)) == []


def test_a_new_row_and_a_wrong_one_stand_open() -> None:
    answers = journeys(MANY)
    query = pressed(page_of(None, answers), add="1")
    assert opened(page_of(query, answers)) == [MANY]
    query["journeys-travels5y-6-from-month"] = "13"
    assert opened(page_of(query, answers)) == [6, MANY]


def test_strange_numbers_of_rows_open_none() -> None:
    query = sent_by(page_of(None, journeys(MANY)))
    query.setlist("journeys-travels5y-open", ["x", "-1", "99999", "²", str(MANY)])
    assert opened(page_of(query, journeys(MANY))) == []
