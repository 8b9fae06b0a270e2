"""A paper's words stand once, and a half that is forgotten stops the start with file and key."""

from pathlib import Path

import pytest

from procedures import catalogue
from procedures.errors import DefinitionError
from procedures.language import loader
from procedures.law.citations import Citation
from procedures.outputs import texts
from procedures.tables import dated, papers
from procedures.tables.papers import Paper

PAPER = """
[[papers]]
key = "diploma"
official = "Dyplom"
label = "Diploma"
icon = "file"
formats = ["PDF"]
max_bytes = 10_000_000
law = ["foreigners:106d(1)(2)"]
source = "https://example.org"
checked_on = 2026-01-01
valid_from = 2026-01-01
decided_by = "filing"
hints = [{ text = "Both sides.", law = ["r553:§6"] }]
"""
DEFINITION = Path(catalogue.DEFINITIONS / "temporary-residence" / "temporary-work.toml")


def load(tmp_path: Path, text: str) -> tuple[Paper, ...]:
    path = tmp_path / "papers.toml"
    path.write_text(text)
    return dated.rows(path, "papers", Paper)


def test_a_row_is_read_whole(tmp_path: Path) -> None:
    (row,) = load(tmp_path, PAPER)
    assert (row.key, row.formats, row.hints) == (
        "diploma",
        (papers.FORMATS["PDF"],),
        (papers.Hint(text="Both sides.", law=(Citation("r553", "§6"),)),),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["PDF"]', '["PDF", "TIFF"]', "no format TIFF"),
        ('["PDF"]', "[]", "a paper has formats, an official name and a label"),
        ('"Dyplom"', '""', "a paper has formats, an official name and a label"),
        ('icon = "file"\n', "", "lacks icon"),
        ('text = "Both sides."', 'text = "Both sides.", who = "x"', "unknown: who"),
    ],
)
def test_wrong_paper_is_refused_with_its_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=rf"papers\.toml, field 'diploma': {message}"):
        load(tmp_path, PAPER.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('purpose = "evidence"', 'purpose = "diploma"', "field 'evidence': papers.toml has no purpose 'diploma'"),
        (
            'purpose = "evidence"',
            'purpose = "evidence"\nlabel = "Evidence"',
            "field 'evidence': a file's label stands in papers.toml",
        ),
    ],
)
def test_definition_and_table_agree(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "temporary-work.toml"
    path.write_text(DEFINITION.read_text().replace(old, new))
    with pytest.raises(DefinitionError, match=rf"temporary-work\.toml, {message}"):
        loader.procedure(path)


def test_purposes_that_files_were_filed_for_stay() -> None:
    """Old applications name them for as long as they are kept: a row ends by its last day, it never goes."""
    assert {"photo", "passport", "evidence", "requested"} <= {row.key for row in papers.table()}


def test_translators_get_every_word() -> None:
    said = {text for row in papers.table() for text in (row.label, *(hint.text for hint in row.hints))}
    assert said <= set(texts.all_texts())
