"""Conditions in words: every one that there is, and each kind of one, planted."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from django.utils import translation

from procedures import catalogue
from procedures.language import conditions, wording
from procedures.language.schema import AllOf, AnyOf, Condition, Field, Is, IsAnswered, Not, Option
from procedures.outlining.conditions_in_words import NO_ROW, Questions, answer, said

# All that a sentence says by itself, once the questions and the answers are taken out
OWN_WORDS = set(
    re.findall(r"\S+", "the answer answers to is not or and include do in same row it so that answered with “none”")
)
JOB, VISIT = Option(code="1", official="praca", label="Work"), Option(code="2", official="wizyta", label="Visit")
PURPOSE = Field(key="purpose", kind="choice", official="Cel pobytu", label="Purpose", options=(JOB, VISIT))
INSIDE = Field(key="inPoland", kind="yes-no", label="Are you in Poland?")
PHONE = Field(key="phone", kind="text", label="Telephone")
CITIZENSHIPS = Field(key="citizenships", kind="several", of="country", label="Citizenships")
REASONS = Field(key="reasons", kind="free-text", label="Reasons", none=True)
ASKED = {each.key: each for each in (PURPOSE, INSIDE, PHONE, CITIZENSHIPS, REASONS)}
WORK, ABROAD = Is(field="purpose", values=("1",)), Is(field="inPoland", values=(False,))
PLANTED: list[tuple[Condition, str]] = [
    (WORK, "the answer to “Purpose” is “Work”"),
    (Is(field="purpose", values=("1", "2")), "the answer to “Purpose” is “Work” or “Visit”"),
    (Not(WORK), "the answer to “Purpose” is not “Work”"),
    (ABROAD, "the answer to “Are you in Poland?” is “No”"),
    (Is(field="citizenships", values=("UKR",)), "the answers to “Citizenships” include “Ukraine”"),
    (Not(Is(field="citizenships", values=("UKR",))), "the answers to “Citizenships” do not include “Ukraine”"),
    (IsAnswered(field="phone"), "“Telephone” is answered"),
    (IsAnswered(field="phone", claim=False), "“Telephone” is not answered"),
    (Not(IsAnswered(field="phone")), "“Telephone” is not answered"),
    (Not(IsAnswered(field="phone", claim=False)), "“Telephone” is answered"),
    (IsAnswered(field="reasons"), "“Reasons” is answered, and not with “none”"),
    (IsAnswered(field="reasons", claim=False), "“Reasons” is not answered, or with “none”"),
    (Is(field="purpose", values=("2",), in_row=True), "in the same row the answer to “Purpose” is “Visit”"),
    (AllOf(()), "always"),
    (AnyOf(()), "never"),
    (AllOf((WORK,)), "the answer to “Purpose” is “Work”"),
    (
        AllOf((WORK, ABROAD)),
        "the answer to “Purpose” is “Work”, and the answer to “Are you in Poland?” is “No”",
    ),
    (
        AnyOf((WORK, AllOf((WORK, ABROAD)))),
        "the answer to “Purpose” is “Work”, or (the answer to “Purpose” is “Work”, and the answer to "
        "“Are you in Poland?” is “No”)",
    ),
    (
        Not(AnyOf((WORK, ABROAD))),
        "it is not so that (the answer to “Purpose” is “Work”, or the answer to “Are you in Poland?” is “No”)",
    ),
]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def conditions_in(part: object, asked: Questions, row: Questions = NO_ROW) -> Iterator[tuple[Condition, Questions]]:
    """Wherever it stands, with the questions of the list that it stands in."""
    if isinstance(part, Is | IsAnswered | AllOf | AnyOf | Not):
        yield part, row
    elif isinstance(part, tuple):
        for each in part:
            yield from conditions_in(each, asked, row)
    elif is_dataclass(part):
        inner = {each.key: each for each in part.fields} if isinstance(part, Field) and part.fields else row
        for each in fields(part):
            yield from conditions_in(getattr(part, each.name), asked, inner)


def everywhere() -> Iterator[tuple[str, Condition, Questions, Questions]]:
    for key in catalogue.forms():
        for version in catalogue.versions(key):
            form = catalogue.form(key, version)
            yield from ((key, found, form.index, row) for found, row in conditions_in(form, form.index))
    for procedure in catalogue.procedures():
        asked = catalogue.form_of(procedure.key).index if procedure.form else {}
        yield from ((procedure.key, found, asked, row) for found, row in conditions_in(procedure, asked))


EVERYWHERE = list(everywhere())


def titles(condition: Condition, asked: Questions, row: Questions) -> set[str]:
    """What the condition may call by its name."""
    found = set()
    for leaf in conditions.references(condition):
        question = (row if leaf.in_row else asked)[leaf.field]
        found |= {wording.of_question(question)}
        found |= {answer(question, value) for value in (leaf.values if isinstance(leaf, Is) else ())}
    return found


@pytest.mark.parametrize(("condition", "sentence"), PLANTED)
def test_each_kind_of_condition_is_a_sentence(condition: Condition, sentence: str) -> None:
    assert said(condition, ASKED, ASKED) == sentence


def test_every_condition_says_only_words_questions_and_answers() -> None:
    assert len(EVERYWHERE) > 300
    for where, condition, asked, row in EVERYWHERE:
        sentence = said(condition, asked, row)
        rest = sentence
        for title in sorted(titles(condition, asked, row), key=len, reverse=True):
            assert f"“{title}”" in rest, (where, sentence)
            rest = rest.replace(f"“{title}”", "")
        assert set(re.sub(r"[(),]", " ", rest).split()) <= OWN_WORDS, (where, sentence)


def test_no_question_or_answer_of_a_condition_is_called_by_its_key() -> None:
    for where, condition, asked, row in EVERYWHERE:
        for leaf in conditions.references(condition):
            question = (row if leaf.in_row else asked)[leaf.field]
            names = [(leaf.field, wording.of_question(question))]
            names += [(str(code), answer(question, code)) for code in (leaf.values if isinstance(leaf, Is) else ())]
            assert [name for key, name in names if not name or name == key] == [], where


@pytest.mark.parametrize("language", ["pl", "uk", "ar"])
def test_every_language_has_its_own_words_for_conditions(language: str) -> None:
    for condition, english in PLANTED:
        with translation.override(language):
            assert said(condition, ASKED, ASKED) != english
