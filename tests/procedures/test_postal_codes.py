"""Which voivodeship a postal code cannot be in."""

import pytest

from procedures.tables import postal_codes, voivodeships


@pytest.mark.parametrize(
    ("code", "voivodeship", "may_be"),
    [
        ("00-624", "14", True),
        ("00-624", "10", False),  # a code of Warsaw, whatever the city touches
        ("05-800", "10", True),  # the country around it touches Łódzkie
        ("05-800", "12", False),
        ("26-600", "14", True),  # Radom, in an area with Kielce
        ("26-400", "24", True),
        ("82-300", "28", True),
        ("30-001", "24", False),
        ("79-000", "02", True),  # nobody knows such an area: nothing is said
    ],
)
def test_only_what_is_certainly_elsewhere_is_told(code: str, voivodeship: str, may_be: bool) -> None:
    assert postal_codes.may_be_in(code, voivodeship) is may_be


def test_the_table_fits_itself_and_the_voivodeships() -> None:
    known = set(voivodeships.NAMES)
    assert set(postal_codes.BORDERS) == known
    assert all(here in postal_codes.BORDERS[there] for here in known for there in postal_codes.BORDERS[here])
    assert {each for found in postal_codes.AREAS.values() for each in found} == known
    assert postal_codes.CITIES.issubset(postal_codes.AREAS)
    assert all(len(postal_codes.AREAS[code]) == 1 for code in postal_codes.CITIES)
