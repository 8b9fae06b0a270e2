"""Spellings of one name, and of two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.signing.names import agree, shares_given_names


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
    ],
)
def test_agree_one_name_in_two_spellings(one: str, other: str) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Nowak", "Nowaczyk"), ("Nowak", "Nowak-Kowalska"), ("Nowak", ""), ("", "")]
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
