"""Where a postal code is, where it cannot be, and that a list which cannot be trusted breaks nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from procedures.tables import postal_codes, voivodeships


@pytest.mark.parametrize(
    ("code", "voivodeship", "may_be"),
    [
        ("00-624", "14", True),
        ("00-624", "10", False),
        ("05-800", "10", False),  # Pruszków, in an area that touches Łódzkie
        ("26-600", "14", True),  # Radom, in an area with Kielce
        ("26-600", "26", False),
        ("82-300", "28", True),  # Elbląg, in an area with Gdańsk
        ("82-300", "22", False),
        ("30-001", "24", False),
        ("00-000", "24", True),  # nobody knows this code: nothing is said, whatever its area
        ("79-000", "02", True),
        ("", "02", True),
        (None, "02", True),
    ],
)
def test_only_a_code_that_the_list_has_elsewhere_is_told(code: object, voivodeship: str, may_be: bool) -> None:
    assert postal_codes.may_be_in(code, voivodeship) is may_be


def test_the_list_is_whole_and_in_every_voivodeship() -> None:
    assert len(postal_codes.codes()) > 20_000
    assert {town.teryt for town in postal_codes.towns()} == set(voivodeships.NAMES)
    assert {voivodeships.SEATS[each] for each in voivodeships.NAMES} <= {town.name for town in postal_codes.towns()}


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, str]]]:
    """A list of our own; fill it before the first question."""
    rows: list[dict[str, str]] = []

    def files(_package: str) -> Path:
        (tmp_path / "list.json").write_text(json.dumps(rows))
        return tmp_path

    monkeypatch.setattr(postal_codes, "LIST", "list.json")
    monkeypatch.setattr("procedures.tables.postal_codes.resources.files", files)
    for cached in (postal_codes._by_code, postal_codes.codes):
        cached.cache_clear()
    yield rows
    for cached in (postal_codes._by_code, postal_codes.codes):
        cached.cache_clear()


def row(code: str, name: str, teryt: str) -> dict[str, str]:
    return {"code": code, "localityName": name, "stateCode": teryt}


def test_a_code_of_several_voivodeships_is_in_all_of_them(listed: list[dict[str, str]]) -> None:
    listed += [row("34-100", "Wadowice", "12"), row("34-100", "Kęty", "24")]
    assert [town.name for town in postal_codes.towns_of("34-100")] == ["Wadowice", "Kęty"]
    assert postal_codes.voivodeships_of("34-100") == ["12", "24"]
    assert [postal_codes.may_be_in("34-100", each) for each in ("12", "24", "10")] == [True, True, False]


def test_a_row_that_makes_no_sense_is_left_out(listed: list[dict[str, str]]) -> None:
    listed += [
        row("00-001", "Warszawa", "14"),
        row("00-002", "Praha", "CZ"),
        row("06-400", "[[w:Ciechanów|Ciechanów]", "14"),
    ]
    assert list(postal_codes.codes()) == ["00-001", "06-400"]
    assert [town.name for town in postal_codes.towns()] == ["Warszawa"]
    assert postal_codes.voivodeships_of("06-400") == ["14"]
