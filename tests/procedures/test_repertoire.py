"""The one cleaning of texts, and the letters each repertoire has."""

import re

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.errors import ProceduresError
from procedures.language import repertoire
from procedures.language.repertoire import Unprintable


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Źdźbło ", "Źdźbło"),
        ("Z\u0301", "Ź"),
        ("\u202bAhmed\u202c\u200f", "Ahmed"),
        ("Nguyễn Thị Hằng", "Nguyễn Thị Hằng"),
        ("O’Neill-Ștefănescu", "O’Neill-Ștefănescu"),
        ("Jan\u00a0\u200bMaria  ", "Jan Maria"),
        ("Jan  Maria", "Jan Maria"),
        ("Nowak\u2011Kowalska", "Nowak-Kowalska"),
        ("G‘ulomov", "Gʻulomov"),
        ("O´Neill", "O’Neill"),
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
        ("a\x07b", "U+0007"),
        ("Jan 2", "“2”"),
        ("Олександрівна-Коваленко", "“О”, “л”, “е”, “к”, “с”, “а”, “н”, “д”, “р”, “і”…"),
    ],
)
def test_letter_that_cannot_be_printed_is_named(typed: str, named: str) -> None:
    with pytest.raises(Unprintable) as caught:
        repertoire.clean(typed, repertoire="name")

    assert isinstance(caught.value, ProceduresError)
    assert caught.value.named == named


@pytest.mark.parametrize(
    "own",
    [
        "Працюю кухарем.\nأعمل طباخًا\nΔουλεύω – 100 %",
        "მე ვმუშაობ მზარეულად",
        "Ես աշխատում եմ",
        "मैं रसोइया हूँ",
        "আমি রাঁধুনি",
        "我是厨师。",
        "ฉันเป็นพ่อครัว",
        "می\u200cخواهم کار کنم",
        "\ufefb\ufe8e",
        "👩\u200d🍳 ☺\ufe0f",
    ],
)
def test_own_words_are_of_any_script(own: str) -> None:
    assert repertoire.clean(own, repertoire="text", lines=True) == own
    assert re.search(repertoire.pattern("text", lines=True), own)


def test_letters_are_named_apart_where_one_reads_from_the_right() -> None:
    with translation.override("ar"):
        assert repertoire.named(("О", "2")) == "\u2068“О”\u2069, \u2068“2”\u2069"


def test_lines_stay_in_a_long_text_and_are_blanks_in_a_short_one() -> None:
    assert repertoire.clean("one\r\n\ttwo\vthree", repertoire="text", lines=True) == "one\n two\nthree"
    assert repertoire.clean("one\r\n\ttwo\vthree", repertoire="text") == "one two three"


def test_nothing_can_be_read_in_controls_and_half_pairs() -> None:
    with pytest.raises(Unprintable) as caught:
        repertoire.clean("a\x00b\ud800", repertoire="text", lines=True)
    assert caught.value.named == "U+0000, U+D800"
    assert not re.search(repertoire.pattern("text"), "a\x00b")


@pytest.mark.parametrize(
    ("text", "claim"),
    [("Jan", True), ("’t Hooft", True), ("ʿAbd al-Raḥmān", True), ("R\u0306u", True)]
    + [(text, False) for text in ("-", ".", "’", "·", "\u0301", "Jan \u0303", "- -")],
)
def test_name_has_a_letter_and_every_accent_its_own(text: str, claim: bool) -> None:
    assert repertoire.is_name(text) is claim
    assert bool(re.search(repertoire.pattern("name"), text)) is claim


def test_letters_that_look_latin_and_are_not_are_found() -> None:
    assert repertoire.not_latin("FНo6ο") == ("Н", "ο")
    assert repertoire.not_latin("Gʻulomov Źdźbło ª") == ()


@settings(derandomize=True, deadline=None)
@given(st.text(), st.sampled_from(["name", "latin", "text"]))
def test_cleaning_twice_changes_nothing(text: str, name: str) -> None:
    try:
        once = repertoire.clean(text, repertoire=name)
    except Unprintable:
        return
    assert repertoire.clean(once, repertoire=name) == once
    assert once == "" or re.search(repertoire.pattern(name), once) or not repertoire.is_name(once)
