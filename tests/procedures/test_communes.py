"""Where the list of GUS stands, counties and communes have numbers and names; where it does not, nothing breaks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from procedures import places
from procedures.errors import DefinitionError
from procedures.tables import communes, towns

HEAD = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"
LIST = f"""\ufeff{HEAD}
24;;;;ŚLĄSKIE;województwo;2026-01-01
24;17;;;żywiecki;powiat;2026-01-01
24;17;01;1;Żywiec;gmina miejska;2026-01-01
24;17;10;2;Radziechowy-Wieprz;gmina wiejska;2026-01-01
24;69;;;Katowice;miasto na prawach powiatu;2026-01-01
"""


def forget() -> None:
    for made in (communes.table, towns._all, towns._index, towns._by_name):
        made.cache_clear()


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def write(text: str) -> None:
        (tmp_path / "terc.csv").write_text(text, encoding="utf-8")
        forget()

    monkeypatch.setattr(communes, "FILE", tmp_path / "terc.csv")
    forget()
    yield write
    forget()


def told(typed: str) -> list[str]:
    return [f"{each.town} {each.office.voivodeship}".strip() for each in places.suggested(typed).items]


@pytest.mark.parametrize(
    ("typed", "places_found"),
    [
        ("2417", ["powiat żywiecki śląskie"]),
        ("2469", ["Katowice śląskie"]),
        ("241710", ["Radziechowy-Wieprz śląskie"]),
        ("2417102", ["Radziechowy-Wieprz śląskie"]),
        ("2417103", ["śląskie"]),  # of no commune of the list
        ("24", ["śląskie"]),
        ("zywiecki", ["powiat żywiecki śląskie"]),
        ("powiat żywiecki", ["powiat żywiecki śląskie"]),
    ],
)
def test_counties_and_communes_have_names(listed: Callable[[str], None], typed: str, places_found: list[str]) -> None:
    listed(LIST)
    assert told(typed) == places_found


def test_a_commune_without_a_postal_code_of_its_own_is_found_by_name(listed: Callable[[str], None]) -> None:
    assert "Radziechowy-Wieprz śląskie" not in told("Radziechowy-Wieprz")
    listed(LIST)
    assert told("radziechowy wieprz") == ["Radziechowy-Wieprz śląskie"]


def test_a_town_that_is_a_commune_stands_once(listed: Callable[[str], None]) -> None:
    listed(LIST)
    assert told("Żywiec").count("Żywiec śląskie") == 1


def test_without_the_list_a_number_says_its_voivodeship(listed: Callable[[str], None]) -> None:
    assert told("2417011") == ["śląskie"]


def test_a_file_that_is_no_text_stops_the_start_and_is_named(listed: Callable[[str], None]) -> None:
    communes.FILE.write_bytes(f"{HEAD}\n24;17;;;żywiecki;powiat;\n".encode("cp1250"))
    with pytest.raises(DefinitionError, match=r"^terc\.csv: 'utf-8' codec"):
        communes.table()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a;b\n1;2\n", "terc.csv: not the list of GUS: no column WOJ, POW, GMI, RODZ, NAZWA, NAZWA_DOD"),
        (f"{HEAD}\n99;01;;;x;powiat;\n", "terc.csv, step 'row 2': no county or commune of a voivodeship"),
        (f"{HEAD}\n24;1x;;;x;powiat;\n", "terc.csv, step 'row 2': no county or commune of a voivodeship"),
        (f"{HEAD}\n24\n", "terc.csv, step 'row 2': no county or commune of a voivodeship"),
    ],
)
def test_another_file_stops_the_start(listed: Callable[[str], None], text: str, said: str) -> None:
    listed(text)
    with pytest.raises(DefinitionError) as wrong:
        communes.table()
    assert str(wrong.value) == said
