"""Check your answers: the reader's words beside the Polish that is filed."""

from pathlib import Path

from applications.answers import summary
from procedures.language import loader
from procedures.language.schema import Answers

FORM = loader.form(Path(__file__).parents[2] / "demo_files" / "demo-form" / "2026-01-01.toml")
ANSWERS: Answers = {"purpose": "work", "surname": "Kovalenko", "pesel": {"none": True}, "school": "left over"}


def test_each_question_that_applies_stands_with_its_answer_and_the_polish_that_is_filed() -> None:
    found = [
        (section.step.key, row.label, row.official, row.value, row.filed)
        for section in summary.of(FORM, ANSWERS, "en")
        for row in section.rows
    ]
    assert found == [
        ("person", "Purpose", "Cel pobytu", "Work", "praca"),
        ("person", "Surname", "Nazwisko", "Kovalenko", "Kovalenko"),
        ("person", "PESEL number", "Numer PESEL", "None", "brak"),
        ("work", "Employer", "Podmiot powierzający pracę", "", ""),
        ("stays", "Earlier stays in Poland", "Poprzednie pobyty", "", ""),
    ]


def test_what_is_filed_does_not_depend_on_the_readers_language() -> None:
    filed = {
        language: [row.filed for section in summary.of(FORM, ANSWERS, language) for row in section.rows]
        for language in ("pl", "en", "uk", "ar")
    }
    assert all(texts == filed["pl"] for texts in filed.values())
