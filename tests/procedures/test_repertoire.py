"""The one cleaning of texts, and the letters each repertoire has."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures import repertoire
from procedures.errors import ProceduresError
from procedures.repertoire import Unprintable


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Źdźbło ", "Źdźbło"),
        ("Z\u0301", "Ź"),
        ("\u202bAhmed\u202c\u200f", "Ahmed"),
        ("Nguyễn Thị Hằng", "Nguyễn Thị Hằng"),
        ("O’Neill-Ștefănescu", "O’Neill-Ștefănescu"),
    ],
)
def test_names_are_cleaned(typed: str, clean: str) -> None:
    assert repertoire.clean(typed, repertoire="name") == clean


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Олена", "“О”, “л”, “е”, “н”, “а”"),
        ("漢", "“漢”"),
        ("a\x00b", "U+0000"),
        ("a\ud800b", "U+D800"),
        ("a\tb", "U+0009"),
        ("a\u200bb", "ZERO WIDTH SPACE"),
        ("Jan 2", "“2”"),
    ],
)
def test_letter_that_cannot_be_printed_is_named(typed: str, named: str) -> None:
    with pytest.raises(Unprintable) as caught:
        repertoire.clean(typed, repertoire="name")

    assert isinstance(caught.value, ProceduresError)
    assert caught.value.named == named


def test_long_text_keeps_its_lines_and_many_scripts() -> None:
    text = "Працюю кухарем.\r\nأعمل طباخًا\nΔουλεύω – 100 %"

    assert repertoire.clean(text, repertoire="text", lines=True) == text.replace("\r\n", "\n")
    with pytest.raises(Unprintable):
        repertoire.clean("a\nb", repertoire="text")


@given(st.text(), st.sampled_from(["name", "latin", "text"]))
def test_cleaning_twice_changes_nothing(text: str, name: str) -> None:
    try:
        once = repertoire.clean(text, repertoire=name)
    except Unprintable:
        return
    assert repertoire.clean(once, repertoire=name) == once
    assert once == "" or re.search(repertoire.pattern(name), once)
