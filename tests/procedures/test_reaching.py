"""A question that nobody reaches is refused; one that somebody reaches is not, whatever kind of answer leads to it."""

from pathlib import Path

import pytest

from procedures.errors import DefinitionError
from procedures.language import loader

FORM = """
title = "T"
official_title = "T"
law = ["foreigners:105"]
[[sections]]
key = "A"
heading = "A"
[[steps]]
key = "one"
title = "One"
[[steps.fields]]
key = "asked"
seq = 1
section = "A"
official = "Pytanie"
label = "Asked"
{kind}
[[steps.fields]]
key = "more"
kind = "text"
seq = 2
section = "A"
official = "Więcej"
label = "More"
when = {when}
"""
TWO = 'options = [{ code = "a", official = "A", label = "A" }, { code = "b", official = "B", label = "B" }]'
CHOICE, OPEN = f'kind = "choice"\n{TWO}', f'kind = "choice"\nother = "Another"\n{TWO}'
COUNTRY, SEVERAL = 'kind = "country"', 'kind = "several"\nof = "country"'
IS_A, IS_B = '{ field = "asked", is = ["a"] }', '{ field = "asked", is = ["b"] }'
UKRAINE, POLAND = '{ field = "asked", is = ["UKR"] }', '{ field = "asked", is = ["POL"] }'


def load(tmp_path: Path, kind: str, when: str) -> None:
    path = tmp_path / "tiny" / "2026-01-01.toml"
    path.parent.mkdir()
    path.write_text(FORM.format(kind=kind, when=when))
    loader.form(path)


@pytest.mark.parametrize(
    ("kind", "when"),
    [
        (CHOICE, IS_A),
        (CHOICE, f"{{ not = {IS_A} }}"),
        (OPEN, IS_A),
        (OPEN, f"{{ not = {{ any = [{IS_A}, {IS_B}] }} }}"),
        (COUNTRY, UKRAINE),
        (COUNTRY, f"{{ not = {UKRAINE} }}"),
        (SEVERAL, UKRAINE),
        (SEVERAL, f"{{ all = [{UKRAINE}, {POLAND}] }}"),
        ('kind = "text"', '{ field = "asked", answered = true }'),
        ('kind = "text"\nrequired = false', '{ field = "asked", answered = false }'),
        ('kind = "voivodeship"', '{ field = "asked", is = ["14"] }'),
    ],
)
def test_what_somebody_reaches_loads(tmp_path: Path, kind: str, when: str) -> None:
    load(tmp_path, kind, when)


@pytest.mark.parametrize(
    ("kind", "when"),
    [
        (CHOICE, f"{{ all = [{IS_A}, {IS_B}] }}"),
        (CHOICE, f"{{ all = [{IS_A}, {{ not = {IS_A} }}] }}"),
        (COUNTRY, f"{{ all = [{UKRAINE}, {POLAND}] }}"),
        ('kind = "text"', '{ all = [{ field = "asked", answered = true }, { field = "asked", answered = false }] }'),
    ],
)
def test_what_nobody_reaches_is_refused(tmp_path: Path, kind: str, when: str) -> None:
    with pytest.raises(DefinitionError, match=r"tiny/2026-01-01\.toml, step 'one', field 'more': nobody is ever asked"):
        load(tmp_path, kind, when)
