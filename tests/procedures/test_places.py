"""A typed place finds the office, however it is written; what is not known finds nothing."""

import pytest
from django.utils import translation

from procedures import places


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("24", "24"),
        ("2466", "24"),
        ("246601", "24"),
        ("2466011", "24"),
        ("40-001", "24"),
        ("40001", "24"),
        (" 40 001 ", "24"),
        ("34-300", "12 24"),
        ("Łódź", "10"),
        ("lodz", "10"),
        ("ŁÓDZKIE", "10"),
        ("województwo śląskie", "24"),
        ("gorzow wielkopolski", "08"),
        ("bielsko biala", "24"),
        ("czestochowa", "24"),
        ("Koszalin", "32"),
        ("warminsko", "28"),
    ],
)
def test_a_place_finds_its_office(typed: str, found: str) -> None:
    assert " ".join(each.office.teryt for each in places.suggested(typed)) == found


@pytest.mark.parametrize(
    "typed", ["", "  ", "-", "99", "9912", "123", "123456789", "Opole Lubelskie", "Bielsk Podlaski", "woj", "\x00"]
)
def test_what_is_not_known_here_finds_nothing(typed: str) -> None:
    assert places.suggested(typed) == []


def test_it_says_by_what_it_was_found() -> None:
    assert [places.suggested(typed)[0].by for typed in ("14", "00-001", "Warszawa")] == ["teryt", "postal-code", "name"]


def test_the_name_in_the_reader_s_language_finds_it_too() -> None:
    with translation.override("en"):
        assert [each.office.teryt for each in places.suggested("lower silesian")] == ["02"]
