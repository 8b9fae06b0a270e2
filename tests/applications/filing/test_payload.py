"""What the register is told."""

import pytest

from procedures.language.schema import NONE, Field, Form, Step
from procedures.outputs import payload
from tests.applications.filing.conftest import ANSWERS

SNAPSHOT = {
    "osoba": {"nazwisko": "Kovalenko", "imiona": "Olena", "pesel": "92030512343"},
    "married": False,
    "stays": [{"from": "2020-01-02", "to": "2021-02-03"}, {"from": "2022-03-04", "to": "2023-04-05"}],
}


def test_payload_is_the_answers_under_the_paths_of_the_register(form: Form) -> None:
    assert payload.of(form, ANSWERS) == SNAPSHOT


def test_payload_tells_none_as_null_and_leaves_out_what_does_not_apply(form: Form) -> None:
    answers = {**ANSWERS, "pesel": NONE, "stays": NONE, "spouse": "Taras"}
    assert payload.of(form, answers) == {
        "osoba": {"nazwisko": "Kovalenko", "imiona": "Olena", "pesel": None},
        "married": False,
        "stays": None,
    }


@pytest.mark.parametrize("path", ["a", "a.b", "a.b.c"])
def test_payload_refuses_two_fields_on_one_path(path: str) -> None:
    fields = (Field(key="one", kind="text", register="a.b"), Field(key="two", kind="text", register=path))
    wrong = Form(
        key="x", version="1", title="", official_title="", law=(), steps=(Step(key="s", title="", fields=fields),)
    )
    with pytest.raises(ValueError, match="two"):
        payload.of(wrong, {"one": "1", "two": "2"})
