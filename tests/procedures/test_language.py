"""One tiny definition for each feature of the definition language, and what it means."""

import re
from pathlib import Path
from typing import Any

import pytest
import time_machine

from applications.answers import forms
from applications.answers.forms import StepForm
from procedures import catalogue
from procedures.errors import DefinitionError
from procedures.language import conditions, loader, walk
from procedures.language.schema import JSON, Form
from procedures.outputs import json_schema

HERE = Path(__file__).parent / "definitions"
NONE: JSON = {"none": True}


def tiny(name: str) -> Form:
    return loader.form(HERE / name / "2026-01-01.toml")


def bound(form: Form, value: dict[str, JSON]) -> StepForm:
    return forms.bind_json(form, form.steps[0], value, {})


def refusals(form: Form, value: dict[str, JSON]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in bound(form, value).problems()]


def filed(form: Form, answers: dict[str, Any], **given: str) -> dict[str, str]:
    return {box.key: box.answer for box in walk.official(form, answers, given)}


def test_none_is_an_answer_and_a_gap_is_not() -> None:
    form = tiny("none")

    assert refusals(form, {}) == [("street", "required")]
    assert bound(form, {"street": NONE}).answers() == {"street": NONE}
    assert filed(form, {"street": NONE}) == {"street": "brak"}
    assert filed(form, {}) == {"street": "—"}
    both = forms.bound(form, form.steps[0], {"street": ["Długa"], "street-none": ["none"]}, answers={})
    assert [problem.code for problem in both.problems()] == ["none-and-value"]


def test_composite_is_one_box_with_parts() -> None:
    form = tiny("composite")
    answers: dict[str, JSON] = {
        "issued": {"name": "Ministry of Foreign Affairs", "country": "GEO"},
        "seat": {"street": "Długa", "houseNo": "5", "flatNo": "2", "city": "Łódź", "country": "POL"},
    }

    assert bound(form, answers).answers() == answers
    assert filed(form, answers) == {
        "issued": "Ministry of Foreign Affairs, Gruzja",
        "seat": "Długa 5/2, Łódź, Polska",
    }
    village: dict[str, JSON] = {"houseNo": "12", "postalCode": "05-123", "city": "Dąbrówka", "country": "POL"}
    assert filed(form, {"seat": village})["seat"] == "05-123 Dąbrówka 12, Polska"
    made = forms.bound(form, form.steps[0], {"issued-name": ["Ministry"]}, answers={})
    first = next(made.problems())
    assert (first.target, first.code) == ("id_issued-country", "part-missing")


@pytest.mark.parametrize("value", ["1992", "1992-03", "1992-03-05"])
def test_date_may_be_known_only_in_part(value: str) -> None:
    form = tiny("partial-date")

    assert bound(form, {"birth": value, "left": "2020-05"}).answers() == {"birth": value, "left": "2020-05"}
    assert refusals(form, {"birth": value, "left": "2020"}) == [("left", "date")]


def test_options_depend_on_another_answer() -> None:
    form = tiny("filtered-options")

    assert bound(form, {"sex": "K", "married": "mężatka"}).is_valid()
    assert refusals(form, {"sex": "M", "married": "mężatka"}) == [("married", "option-excluded")]
    assert [field.key for field in walk.missing(form, {"sex": "M", "married": "mężatka"})] == ["married"]


def test_answer_is_required_under_a_condition() -> None:
    form = tiny("required-when")

    assert refusals(form, {"agency": True}) == [("number", "required")]
    assert bound(form, {"agency": False}).answers() == {"agency": False}


@pytest.mark.parametrize(
    ("a", "b", "asked"),
    [
        (True, True, ["both", "either"]),
        (True, False, ["either"]),
        (False, True, ["either"]),
        (False, False, ["neither"]),
    ],
)
def test_conditions_all_any_not_answered(a: bool, b: bool, asked: list[str]) -> None:
    form = tiny("conditions")

    missing = walk.missing(form, {"a": a, "b": b})

    assert [field.key for field in missing] == asked
    value: dict[str, JSON] = {"a": a, "b": b, **dict.fromkeys(asked, "text")}
    assert bound(form, value).answers() == value
    applies = [each.field.key for each in walk.answered(form, value)]
    assert ("told" in applies) is ("both" in asked)


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        ({"from": "2020-01-01", "to": "2020-02-01", "visa": False}, []),
        ({"from": "2020-01-01", "to": "2020-02-01", "visa": True, "number": "A1"}, []),
        ({"from": "2020-01-01", "to": "2020-02-01", "visa": True}, ["required"]),
        ({"from": "2020-01-01", "to": "2019-02-01", "visa": False}, ["in-order"]),
    ],
)
def test_rows_have_conditions_and_rules_of_their_own(row: dict[str, JSON], refused: list[str]) -> None:
    form = tiny("rows")

    made = bound(form, {"stays": [row]})

    assert [problem.code for problem in made.problems()] == refused
    if refused:
        assert [problem.target.split("-")[1] for problem in made.problems()] == ["0"]
    else:
        assert made.answers() == {"stays": [row]}


def test_row_answer_that_does_not_apply_is_not_kept() -> None:
    form = tiny("rows")
    posted = forms.posted(
        form, form.steps[0], {"stays": [{"from": "2020-01-01", "to": "2020-02-01", "visa": False, "number": "A1"}]}
    )

    made = forms.bound(form, form.steps[0], posted, answers={})

    assert made.answers() == {"stays": [{"from": "2020-01-01", "to": "2020-02-01", "visa": False}]}


def test_rule_refuses_at_the_marked_field_and_a_warning_does_not() -> None:
    form = tiny("rules")

    assert refusals(form, {"issued": "2026-01-01", "expires": "2025-01-01"}) == [("expires", "expiry-after-issue")]
    with time_machine.travel("2026-11-22 12:00"):
        made = bound(form, {"issued": "2020-01-01", "expires": "2025-01-01"})
        assert made.is_valid()
        assert [field for field, _text in made.warnings()] == ["expires"]


def test_derived_and_given_boxes_are_filed_but_never_asked() -> None:
    form = tiny("derived")

    assert list(forms.form_for(form, form.steps[0])().fields) == ["voivodeship"]
    assert filed(form, {"voivodeship": "14"}, signDate="2026-11-22") == {
        "authority": "Wojewoda Mazowiecki",
        "voivodeship": "mazowieckie",
        "signDate": "2026-11-22",
    }
    assert "signDate" not in filed(form, {"voivodeship": "14"})


def test_annexes_follow_the_answers_and_helpers_are_not_filed() -> None:
    form = tiny("annexes")
    answers: dict[str, JSON] = {"work": True, "email": ["hr@example.com"]}

    assert [(each.form, each.by) for each in walk.annexes(form, answers)] == [
        ("annex1-employer", "third-party"),
        ("annex2-bluecard", "applicant"),
    ]
    assert [each.form for each in walk.annexes(form, {"work": False})] == ["annex2-bluecard"]
    assert filed(form, answers) == {"work": "Tak"}


def test_register_has_a_path_of_its_own_and_carried_answers_are_not_asked() -> None:
    form = tiny("register")

    assert form.field("surname").path == "person.names.surname"
    assert form.field("surname").identity == "surname"
    assert form.field("purpose").source == "purpose"
    assert list(forms.form_for(form, form.steps[0])().fields) == ["surname"]


def test_only_polish_is_filed_and_the_own_words_are_kept() -> None:
    form = tiny("polish")
    words: JSON = {"pl": "Pracuję jako kucharz.", "own": "Працюю кухарем.", "language": "uk"}
    answers: dict[str, JSON] = {"reasons": words, "colour": {"other": {"pl": "zielony"}}}

    assert bound(form, answers).answers() == answers
    assert filed(form, answers) == {"reasons": "Pracuję jako kucharz.", "colour": "zielony"}
    assert walk.payload(form.field("reasons"), words) == "Pracuję jako kucharz."
    only_own = forms.bound(form, form.steps[0], {"reasons-own": ["Працюю."], "colour-choice": ["a"]}, answers={})
    assert [(each.field, each.code) for each in only_own.problems()] == [("reasons", "polish")]


def test_several_values_stand_once_each() -> None:
    form = tiny("several")

    assert bound(form, {"citizenships": ["UKR", "POL"]}).answers() == {"citizenships": ["UKR", "POL"]}
    posted = {"citizenships": ["UKR", "", "UKR"]}
    made = forms.bound(form, form.steps[0], posted, answers={})
    assert [each.code for each in made.problems()] == ["repeated"]


def test_group_is_one_box_whose_parts_the_definition_names() -> None:
    form = tiny("group")
    answers: dict[str, JSON] = {
        "basis": {"register": "krs", "krs": "0000123456"},
        "reach": {"phone": "+48600700800", "email": NONE},
    }

    assert bound(form, answers).answers() == answers
    assert filed(form, answers) == {"basis": "KRS, 0000123456", "reach": "+48 600 700 800, brak"}
    assert walk.payload(form.field("reach"), answers["reach"]) == {"phone": "+48600700800", "email": None}
    entered: JSON = {"register": "ceidg", "number": "5260250274"}
    assert filed(form, {"basis": entered})["basis"] == "CEIDG, 5260250274"
    cases: tuple[tuple[JSON, str, str], ...] = (
        ({"register": "krs"}, "part-missing", "krs"),
        ({"register": "krs", "krs": "123"}, "krs", "krs"),
        ({"register": "ceidg"}, "part-missing", "number"),
    )
    for wrong, code, part in cases:
        [problem] = bound(form, {"basis": wrong}).problems()
        assert (problem.code, problem.target) == (code, f"id_basis-{part}")
    assert refusals(form, {"basis": {"register": "ceidg", "krs": "0000123456", "number": "1"}}) == [("basis", "schema")]


def test_of_a_group_without_a_required_part_any_one_is_enough_and_none_is_no_answer() -> None:
    form = tiny("group")
    basis: JSON = {"register": "ceidg", "number": "1"}

    assert bound(form, {"basis": basis, "reach": {"email": "a@example.com"}}).is_valid()
    assert bound(form, {"basis": basis}).is_valid()
    assert refusals(form, {"basis": basis, "reach": {}}) == [("reach", "schema")]


@pytest.mark.usefixtures("english")
def test_part_of_a_group_says_when_it_is_asked() -> None:
    form = tiny("group")

    page = str(forms.form_for(form, form.steps[0])(answers={}))

    assert "Only if you answered “court register” to “register”" in page
    assert 'data-when="{&quot;row&quot;: &quot;basis-register&quot;, &quot;is&quot;: [&quot;krs&quot;]}"' in page


def test_several_codes_of_a_closed_list_are_ticked() -> None:
    form = tiny("ticks")

    ticked: dict[str, JSON] = {"sex": "K", "means": ["cash", "dowry"]}
    assert bound(form, ticked).answers() == ticked
    assert filed(form, ticked)["means"] == "gotówka, posag"
    assert refusals(form, {"sex": "M", "means": ["dowry"]}) == [("means", "option-excluded")]
    assert refusals(form, {"sex": "K", "means": ["gold"]}) == [("means", "option")]
    assert refusals(form, {"sex": "K", "means": ["cash", "cash"]}) == [("means", "repeated")]
    assert refusals(form, {"sex": "K", "means": ["cash", "card", "cheque"]}) == [("means", "too-many")]
    assert refusals(form, {"sex": "K"}) == [("means", "required")]
    page = str(forms.form_for(form, form.steps[0])(answers=ticked))
    boxes = re.findall(r'type="checkbox"\s+id="id_means-(\w+)"\s+name="means"\s+value="\1"\s+(checked)?', page)
    assert boxes == [("cash", "checked"), ("card", ""), ("cheque", ""), ("dowry", "checked")]


@pytest.mark.usefixtures("english")
def test_at_least_one_of_two_is_wanted_and_named() -> None:
    form = tiny("one-of")

    assert bound(form, {"phone": "+48600700800"}).is_valid()
    assert bound(form, {"email": "a@example.com"}).is_valid()
    [problem] = bound(form, {}).problems()
    assert (problem.field, problem.code) == ("email", "required")
    assert problem.text.startswith("Answer at least one of these: “e-mail”")
    assert "“telephone" in problem.text
    assert [field.key for field in walk.missing(form, {})] == ["email"]
    assert walk.missing(form, {"phone": "+48600700800"}) == []


def test_numbers_of_registers_and_an_occupation_are_filed_as_they_are_written() -> None:
    form = tiny("register-numbers")
    answers: dict[str, JSON] = {
        "krs": "0000123456",
        "account": "PL61109010140000071219812874",
        "job": {"code": "512001", "name": "Kucharz"},
    }

    assert bound(form, answers).answers() == answers
    assert filed(form, answers) == {
        "krs": "0000123456",
        "account": "PL61 1090 1014 0000 0712 1981 2874",
        "job": "512001 Kucharz",
    }


def test_step_is_asked_only_when_its_condition_holds() -> None:
    form = tiny("steps")

    assert [step.key for step in walk.steps(form, {"abroad": False})] == ["only"]
    assert [step.key for step in walk.steps(form, {"abroad": True})] == ["only", "second"]
    assert walk.applicable(form, {"abroad": False, "country": "UKR"}) == {"abroad": False}


def test_schema_says_conditions_of_its_own_object() -> None:
    schema = json_schema.of(tiny("required-when"))

    assert schema["allOf"] == [
        {
            "if": {
                "properties": {
                    "agency": {"anyOf": [{"enum": [True]}, {"type": "array", "contains": {"enum": [True]}}]}
                },
                "required": ["agency"],
            },
            "then": {"required": ["number"]},
        }
    ]
    assert schema["required"] == ["agency"]


def test_a_button_takes_answers_over_by_their_names() -> None:
    form = tiny("copy")
    assert [(field.key, origin) for field, origin in form.step("before").copied()] == [
        ("before.city", "home.city"),
        ("before.street", "home.street"),
    ]
    assert list(form.step("home").copied()) == []


def test_a_button_takes_over_a_whole_address() -> None:
    form = catalogue.form("annex1-employer")
    assert [(field.key, origin) for field, origin in form.step("job").copied()] == [("j.place", "e.address")]


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('origin = "home"', 'origin = "office"', "copies 'office.city', which is not asked before in the same way"),
        ('target = "before"', 'target = "later"', "copies into 'later', which is not asked here"),
        ('key = "home.street"\nkind = "text"', 'key = "home.street"\nkind = "name"', "copies 'home.street'"),
    ],
)
def test_a_button_that_could_take_nothing_over_stops_the_start(
    tmp_path: Path, written: str, instead: str, said: str
) -> None:
    source = (HERE / "copy" / "2026-01-01.toml").read_text()
    assert written in source
    file = tmp_path / "2026-01-01.toml"
    file.write_text(source.replace(written, instead))
    with pytest.raises(DefinitionError, match=re.escape(said)):
        loader.form(file)


def test_a_group_of_countries_nobody_knows_stops_the_start(tmp_path: Path) -> None:
    source = (HERE / "copy" / "2026-01-01.toml").read_text()
    file = tmp_path / "2026-01-01.toml"
    file.write_text(source.replace('kind = "text"', 'kind = "country"\nalso = ["planets"]', 1))
    with pytest.raises(DefinitionError, match="no states or people called planets"):
        loader.form(file)


def test_the_number_of_steps_is_not_promised_while_an_answer_may_bring_another() -> None:
    form = catalogue.form("annex1-employer")
    carried: dict[str, JSON] = {"purpose": "1"}
    assert walk.may_grow(form, carried)
    known = {**carried, "employerKind": "ordinary", "entityKind": "naturalPerson"}
    assert not walk.may_grow(form, known)
    assert walk.may_grow(form, {key: value for key, value in known.items() if key != "entityKind"})


@pytest.mark.parametrize(
    ("condition", "could_be_true", "could_be_false"),
    [
        ({"field": "purpose", "is": ["7"]}, True, False),
        ({"field": "purpose", "is": ["1"]}, False, True),
        ({"field": "office", "is": [True]}, True, True),
        ({"any": [{"field": "purpose", "is": ["1"]}, {"field": "office", "is": [True]}]}, True, True),
        ({"all": [{"field": "purpose", "is": ["1"]}, {"field": "office", "is": [True]}]}, False, True),
        ({"any": [{"field": "purpose", "is": ["7"]}, {"field": "office", "is": [True]}]}, True, False),
        ({"not": {"all": [{"field": "purpose", "is": ["7"]}, {"field": "office", "answered": True}]}}, True, True),
    ],
)
def test_what_is_decided_rules_a_condition_out_or_in(
    condition: dict[str, Any], could_be_true: bool, could_be_false: bool
) -> None:
    """Purpose 7 never asks for annex 1, whatever is answered later."""
    found = [
        conditions.may_hold(conditions.read(condition), {"purpose": "7"}, {"purpose"}, claim=claim)
        for claim in (True, False)
    ]
    assert found == [could_be_true, could_be_false]
