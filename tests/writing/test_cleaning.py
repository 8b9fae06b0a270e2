"""Signs that nobody sees or means count for nothing, whatever is cleaned."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writing import cleaning, signs

type Clean = Callable[[str], str]
EVERY: dict[str, Clean] = {
    "line": cleaning.line,
    "lines": cleaning.lines,
    "latin": cleaning.latin,
    "name": cleaning.name,
    "code": cleaning.code,
}
NOBODY_SEES = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202e\u2066\u2069\u061c\ufffc\ufe0f\U000e0041"


@pytest.mark.parametrize("sign", NOBODY_SEES, ids=lambda sign: f"U+{ord(sign):04X}")
@pytest.mark.parametrize("clean", EVERY.values(), ids=EVERY)
def test_what_nobody_sees_counts_for_nothing(clean: Clean, sign: str) -> None:
    assert clean(f"{sign}FN{sign}48{sign}{sign}") == "FN48"


@pytest.mark.parametrize("sign", signs.SPACES, ids=lambda sign: f"U+{ord(sign):04X}")
@pytest.mark.parametrize("clean", EVERY.values(), ids=EVERY)
def test_every_blank_is_a_space(clean: Clean, sign: str) -> None:
    assert clean(f"{sign}Nowa{sign}Wola{sign}") == "Nowa Wola"


@pytest.mark.parametrize("sign", signs.LINE_ENDS + "\u2028", ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_ends_a_line_ends_it_in_a_long_text_only(sign: str) -> None:
    assert cleaning.lines(f"one{sign}two{sign}") == "one\ntwo"
    assert cleaning.line(f"one{sign}two{sign}") == "one two"
    assert cleaning.code(f"{sign}00-624{sign}") == "00-624"


@pytest.mark.parametrize("sign", signs.HYPHENS, ids=lambda sign: f"U+{ord(sign):04X}")
@pytest.mark.parametrize("clean", EVERY.values(), ids=EVERY)
def test_every_hyphen_is_a_hyphen(clean: Clean, sign: str) -> None:
    assert clean(f"Bielsko{sign}Biała") == "Bielsko-Biała"


@pytest.mark.parametrize("sign", signs.DASHES, ids=lambda sign: f"U+{ord(sign):04X}")
def test_dash_is_a_hyphen_where_no_dash_can_be_meant(sign: str) -> None:
    assert cleaning.code(f"00{sign}624") == "00-624"
    assert cleaning.name(f"Nowak{sign}Kowalska") == "Nowak-Kowalska"


def test_dash_of_prose_stays() -> None:
    assert cleaning.line("kucharz – szef") == cleaning.latin("kucharz – szef") == "kucharz – szef"
    assert cleaning.latin("3\u20125 dni, \u22125 °C \u2015 tak") == "3–5 dni, –5 °C — tak"


@pytest.mark.parametrize("digits", ["٢٠٢٤", "۲۰۲۴", "२०२४", "２０２４", "𝟐𝟎𝟐𝟒"])
def test_digits_of_every_script_are_digits(digits: str) -> None:
    assert cleaning.code(digits) == cleaning.latin(digits) == "2024"
    assert cleaning.line(digits) == digits


def test_wide_letters_and_ligatures_are_letters() -> None:
    assert cleaning.name("ＷＡＮＧ　Ｗｅｉ") == "WANG Wei"
    assert cleaning.latin("oﬃce ﬁrma") == "office firma"
    assert cleaning.code("ｏｌｅｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ") == "olena@example.com"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("G‘ulomov", "Gʻulomov"),
        ("G`ulomov", "Gʻulomov"),
        ("Lukʼyan", "Lukʼyan"),
        ("O´Neill", "O’Neill"),
        ("D′Arc", "D’Arc"),
    ],
)
def test_apostrophe_of_a_name_is_one_that_names_have(typed: str, kept: str) -> None:
    assert cleaning.name(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم کار کنم",  # Persian: without its non-joiner the word is misspelt
        "क्\u200dषमा",
        "👩\u200d🍳 кухар ❤\ufe0f",
        "ქართული, Հայերեն, हिन्दी, বাংলা, 中文、ไทย",
        "\ufefb\ufe8d",  # Arabic presentation forms
    ],
)
def test_own_words_of_any_script_stay_as_they_are(text: str) -> None:
    assert cleaning.line(text) == cleaning.lines(text) == text


def test_accent_typed_after_an_invisible_sign_finds_its_letter() -> None:
    assert cleaning.line("Z\u200b\u0301dz\u0301blo") == "Źdźblo"


def test_what_no_text_holds_is_named_once() -> None:
    assert signs.cannot_be_text("a\x00b\x07\x00\ud800\uffff\n–") == ("\x00", "\x07", "\ud800", "\uffff")


def test_names_are_compared_without_their_apostrophes() -> None:
    assert {signs.without_apostrophes(f"G{sign}ulomov") for sign in signs.APOSTROPHES} == {"Gulomov"}


ANY = st.text(st.one_of(st.characters(), st.sampled_from(NOBODY_SEES + signs.SPACES + signs.APOSTROPHES + "ا\u0301\n")))


@pytest.mark.parametrize("clean", EVERY.values(), ids=EVERY)
@settings(max_examples=300, derandomize=True, deadline=None)
@given(text=ANY)
def test_cleaning_twice_changes_nothing(clean: Clean, text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
