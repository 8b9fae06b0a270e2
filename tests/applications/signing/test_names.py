"""Spellings of one name, and of two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.signing.names import agree, contains, is_placeholder, shares_given_names
from writing import signs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wiśniewska", "WISNIEWSKA"),
        ("Łukasz", "Lukasz"),
        ("Müller", "MUELLER"),
        ("Müller", "Muller"),
        ("Коваленко", "Kovalenko"),
        ("Гончар", "Honchar"),
        ("Гончар", "Gonchar"),
        ("Щербак", "Shcherbak"),
        ("Nguyễn", "Nguyen"),
        ("O’Brien", "OBrien"),
        ("Nowak-Kowalska", "Kowalska Nowak"),
        ("Nowak\u2011Kowalska", "NOWAK KOWALSKA"),
        ("Gʻulomov", "GULOMOV"),
        ("Gʻulomov", "G ULOMOV"),
        ("O’Brien", "O BRIEN"),
        ("ʿAbd al-Raḥmān", "ABD AL-RAHMAN"),
        ("Abd\u200bullah\u00a0", "ABDULLAH"),
    ]
    + [("Gʻulomov", f"G{sign}ulomov") for sign in signs.APOSTROPHES],
)
def test_agree_one_name_in_two_spellings(one: str, other: str) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nowak", "Nowaczyk"),
        ("Nowak", "Nowak-Kowalska"),
        ("Nowak", ""),
        ("", ""),
        ("-", "-"),
        ("’", "'"),
        ("Gʻulomov", "Gulyamov"),
        ("Gʻulomov", "Ulomov"),
        ("O’Brien", "Brien"),
    ],
)
def test_agree_two_names_do_not(one: str, other: str) -> None:
    assert not agree(one, other)


def test_shares_given_names_a_left_out_second_name_does_not_matter() -> None:
    assert shares_given_names("Thi Lan", "Lan")
    assert shares_given_names("Олена", "Olena Maria")
    assert not shares_given_names("Thi Lan", "Thi Hoa")
    assert not shares_given_names("", "Lan")


@given(st.text(st.characters(categories=["L"]), min_size=1), st.text(st.characters(categories=["L"]), min_size=1))
def test_agree_is_symmetric_and_reflexive(one: str, other: str) -> None:
    assert agree(one, other) == agree(other, one)
    assert agree(one, one) or not one.strip()


def test_contains_every_word_of_the_part() -> None:
    assert contains("Olena Gʻulomova", "GULOMOVA")
    assert contains("ANNA MUELLER", "Müller")
    assert not contains("Olena Kovalenko", "Kovalchuk")
    assert not contains("Olena Kovalenko", "")


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("-", True),
        ("BRAK", True),
        ("brak.", True),
        ("---", True),
        ("", False),
        ("Brakowska", False),
        ("Suharto", False),
    ],
)
def test_placeholder_says_that_there_is_no_such_name(text: str, claim: bool) -> None:
    assert is_placeholder(text) is claim
