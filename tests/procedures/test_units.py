"""Every unit of the law that a table or definition cites is in force; `law_units.json` has those of the articles."""

import json
import re
from pathlib import Path

import pytest

from procedures import catalogue
from procedures.tables import statements

UNITS = json.loads((Path(__file__).parent / "law_units.json").read_text(encoding="utf-8"))["units"]
CITED = re.compile(r"\b(\d+[a-z]*)((?:\(\w+\))*)(?: § (\d+\w*))?")


def claims() -> list[str]:
    procedure = catalogue.procedure("temporary-work")
    claims = (*procedure.conditions, *procedure.terms, procedure.deadline, procedure.authority)
    documents = [each.law for each in procedure.documents]
    return [row.law for row in statements.table()] + [each.law for each in claims] + documents


def act_of(part: str) -> str:
    """Empty for acts whose text was not read, and for regulations."""
    if "KPA" in part:
        return "kpa"
    if "20 March 2025" in part:
        return "work"
    return "" if "Act of" in part or "regulation" in part else "foreigners"


def missing(law: str) -> list[str]:
    found = []
    for part in law.split(";"):
        if act := act_of(part):
            for article, below, section in CITED.findall(part.split(" of the")[0]):
                unit = f"{article}({section})" if section else article + below
                if unit not in UNITS[act].get(article, {}).get("in force", []):
                    found.append(f"{act}:{unit}")
    return found


@pytest.mark.parametrize("law", sorted(set(claims())))
def test_every_unit_that_is_cited_is_in_force(law: str) -> None:
    assert missing(law) == []


def test_a_repealed_unit_and_one_that_does_not_exist_are_found() -> None:
    assert missing("art. 114(1)(2), 99(1a)") == ["foreigners:114(1)(2)", "foreigners:99(1a)"]
