"""A typed place finds the office, however it is written; what is not known finds nothing."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from procedures import places
from procedures.tables import offices, postal_codes, towns, voivodeships


def found(typed: str) -> str:
    """The offices, the likeliest first."""
    return " ".join(dict.fromkeys(each.office.teryt for each in places.suggested(typed).items))


def told(typed: str) -> list[str]:
    """The towns, and what is a whole voivodeship, each with its voivodeship."""
    return [f"{each.town} {each.office.voivodeship}".strip() for each in places.suggested(typed).items]


@pytest.mark.parametrize(
    ("typed", "teryt"),
    [
        ("24", "24"),
        ("2466", "24"),
        ("246601", "24"),
        ("2466011", "24"),
        ("40-001", "24"),
        ("40001", "24"),
        (" 40 001 ", "24"),
        ("40–001", "24"),
        ("40-001 Katowice", "24"),
        ("40-001, Katowice", "24"),
        ("34-300", "24"),
        ("34-999", "12 24"),  # nobody has it: other codes begin so in both
        ("34-3", "24"),
        ("34", "12 24"),
        ("99", "10"),  # of no voivodeship as TERYT
        ("9912", "10"),
        ("123", "28"),
        ("Łódź", "10"),
        ("lodz", "10"),
        ("ŁÓDZKIE", "10"),
        ("województwo śląskie", "24"),
        ("woj. lubelskie", "06"),
        ("województwo Katowice", "24"),
        ("Dolnośląski Urząd Wojewódzki", "02"),
        ("gorzow wielkopolski", "08"),
        ("bielsko biala", "24"),
        ("czestochowa", "24"),
        ("Koszalin", "32"),
        ("warminsko", "28"),
        ("Opole Lubelskie", "06"),
        ("Bielsk Podlaski", "20"),
        ("Nowy Sacz", "12"),
        ("no sacz", "12"),
        ("zywiec", "24"),
        ("Osiek małopolskie", "12"),
    ],
)
def test_a_place_finds_its_office(typed: str, teryt: str) -> None:
    assert found(typed) == teryt


@pytest.mark.parametrize(
    "typed", ["", "  ", "-", "79", "79-000", "7912", "123456789", "woj", "urząd", "\x00", "Atlantis"]
)
def test_what_is_not_known_here_finds_nothing(typed: str) -> None:
    assert places.suggested(typed) == places.Suggestions()


def test_it_says_by_what_it_was_found() -> None:
    typed = ("14", "00-001", "00-000", "Warszawa", "Warsaw")
    assert [places.suggested(each).items[0].by for each in typed] == list(places.WAYS)


def test_a_postal_code_tells_its_town() -> None:
    assert told("34-300") == ["Żywiec śląskie"]


def test_towns_of_one_name_are_all_told_before_longer_names() -> None:
    assert sorted(told("osiek")[:4]) == [
        f"Osiek {each}" for each in ("kujawsko-pomorskie", "małopolskie", "pomorskie", "świętokrzyskie")
    ]
    assert "Osiek Jasielski podkarpackie" in told("osiek")[4:]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("war", ["warmińsko-mazurskie", "Warszawa mazowieckie"]),
        ("biala", ["Biała łódzkie", "Biała mazowieckie", "Biała opolskie", "Biała Podlaska lubelskie"]),
        ("śląskie", ["śląskie", "Piekary Śląskie śląskie"]),
        ("radom", ["Radom mazowieckie", "Radomsko łódzkie"]),
        ("Варшава", ["Warszawa mazowieckie"]),
        ("Любл", ["Lublin lubelskie"]),
        ("Щецин", ["Szczecin zachodniopomorskie"]),
        ("Білосток", ["Białystok podlaskie"]),
        ("Ченстохова", ["Częstochowa śląskie"]),
    ],
)
def test_the_likeliest_comes_first(typed: str, first: list[str]) -> None:
    assert told(typed)[: len(first)] == first


def test_of_many_only_the_first_are_told_with_their_number() -> None:
    many = places.suggested("b")
    assert (len(many.items), many.count > 200, many.are_cut) == (places.SHOWN, True, True)
    assert not places.suggested("Bydgoszcz").are_cut


def test_a_branch_outside_the_list_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postal_codes, "towns", tuple)
    for cached in (towns._all, towns._index, towns._by_name):
        monkeypatch.setattr(towns, cached.__name__, cached.__wrapped__)
    assert told("koszalin") == ["Koszalin zachodniopomorskie"]


def test_the_name_in_the_reader_s_language_finds_it_too() -> None:
    with translation.override("en"):
        assert found("lower silesian") == "02"
        assert found("Dolnośląski Urząd Wojewódzki") == "02"
        assert found("office") == ""


def test_every_code_finds_an_office() -> None:
    assert [code for code in postal_codes.codes() if not places.suggested(code).items] == []


def test_every_town_is_found_by_its_own_name_without_accents() -> None:
    def is_found(town: postal_codes.Town) -> bool:
        typed = f"{' '.join(towns.words(town.name))} {voivodeships.NAMES[town.teryt]}"
        return any((each.town, each.office.teryt) == (town.name, town.teryt) for each in places.suggested(typed).items)

    assert [town for town in postal_codes.towns() if not is_found(town)] == []


@given(town=st.sampled_from(postal_codes.towns()), upper=st.booleans())
def test_towns_of_a_name_are_the_first_that_it_finds(town: postal_codes.Town, upper: bool) -> None:
    plain = " ".join(towns.words(town.name))
    first = places.suggested(plain.upper() if upper else plain).items
    same = [each for each in postal_codes.towns() if towns.words(each.name) == towns.words(town.name)]
    assert {(each.name, each.teryt) for each in same} <= {(each.town, each.office.teryt) for each in first}


@given(typed=st.text(max_size=places.MOST))
def test_nonsense_is_no_error(typed: str) -> None:
    many = places.suggested(typed)
    assert len(many.items) == min(many.count, places.SHOWN)
    assert {each.office.teryt for each in many.items} <= {each.teryt for each in offices.all()}
