"""What a status means in law: which unit is named where, and that the office's terms follow the dated row."""

from datetime import date

import pytest
from django.utils import translation

from applications.cases.meanings import MEANINGS, coming
from applications.filing import instruction

UNITS = {
    "decision-refused": ["299(6)", "299(8a)", "113c", "art.\u00a0129"],
    "decision-discontinued": ["299(6)", "299(8a)", "113c", "art.\u00a0129"],
    "returned": ["art.\u00a0261"],
    "withdrawn": ["113c", "108(1)(2)"],
    "summoned": ["106i", "106h(1)", "art.\u00a064 §\u00a02"],
    "final": ["299(6)"],
}


@pytest.mark.parametrize("key", sorted(UNITS))
def test_a_status_names_the_units_it_rests_on(key: str) -> None:
    meaning = MEANINGS[key]
    with translation.override("en"):
        answers = [str(answer.why) for answer in (meaning.stay, meaning.work, meaning.travel)]
        said = " ".join([str(meaning.law), str(meaning.todo), *answers])
    assert [unit for unit in UNITS[key] if unit not in said] == []


def test_thirty_days_follow_a_discontinuance_as_well() -> None:
    assert MEANINGS["decision-discontinued"].stay == MEANINGS["decision-refused"].stay
    with translation.override("en"):
        assert str(MEANINGS["final"].stay.why).startswith("After a final refusal or discontinuance you have 30 days")


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (date(2026, 11, 26), "en", "until 4 March 2027 these terms do not run"),
        (date(2027, 3, 4), "pl", "do 4 marca 2027 te terminy nie biegną"),
        (date(2027, 3, 5), "en", "60 days (art. 112a(1)). We can't promise a date."),
    ],
)
def test_the_office_terms_follow_the_dated_row(day: date, language: str, words: str) -> None:
    with translation.override(language):
        assert words in str(coming(day).law).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pl", "nie krótszym niż 7 dni"),
        ("en", "in not less than 7 days"),
        ("uk", "у строк не коротший ніж 7 днів"),
        ("ar", "بمهلة لا تقل عن 7 أيام"),
    ],
)
def test_the_instruction_gives_a_term_of_not_less_than_seven_days(language: str, words: str) -> None:
    said = " ".join(instruction.sentences(language)).replace("\N{NO-BREAK SPACE}", " ")
    assert words in said
    assert "106h" in said
