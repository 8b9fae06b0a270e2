"""Counties and communes by their TERYT number: the list TERC of GUS, where its file stands beside these tables.

No package that can be installed has the list, so it is not here: who runs MOS puts the file that GUS publishes (TERC,
"urzędowy", as CSV) at `terc.csv`. Without it a number says its voivodeship alone, and places are found by towns.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from procedures.errors import DefinitionError
from procedures.tables import voivodeships
from procedures.tables.postal_codes import Town

FILE = Path(__file__).with_name("terc.csv")
REGION, COUNTY, COMMUNE, KIND, NAME, WHAT = COLUMNS = ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD")
A_COUNTY = "powiat"  # its name is an adjective; a city that is one of its own has another word
COMMUNE_DIGITS = 6  # the seventh says of what kind it is


@cache
def table() -> Mapping[str, Town]:
    """By number: four digits of a county, seven of a commune. Empty without the file."""
    if not FILE.exists():
        return {}
    try:
        with FILE.open(encoding="utf-8-sig", newline="") as file:
            return dict(_units(csv.DictReader(file, delimiter=";")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DefinitionError(str(error), file=FILE.name) from error


def numbered(code: str) -> Town | None:
    """None of a voivodeship, and of a number that the list does not have. Six digits are a commune of any kind."""
    if len(code) == COMMUNE_DIGITS:
        return next((unit for number, unit in table().items() if number.startswith(code)), None)
    return table().get(code)


def _units(rows: csv.DictReader[str]) -> Iterator[tuple[str, Town]]:
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise DefinitionError(f"not the list of GUS: no column {', '.join(missing)}", file=FILE.name)
    for number, row in enumerate(rows, 2):
        code = "".join(row[part] or "" for part in (REGION, COUNTY, COMMUNE, KIND))
        if row[REGION] not in voivodeships.NAMES or not row[NAME] or not code.isdecimal():
            raise DefinitionError("no county or commune of a voivodeship", file=FILE.name, step=f"row {number}")
        if row[COUNTY]:
            yield code, Town(name=_name(row), teryt=row[REGION], codes=0)


def _name(row: Mapping[str, str]) -> str:
    return f"{A_COUNTY} {row[NAME]}" if row[WHAT] == A_COUNTY else row[NAME]
