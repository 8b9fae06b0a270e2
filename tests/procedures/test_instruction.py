"""The instruction on rights that is confirmed before signing: its words belong to a version, and stay."""

import hashlib
from pathlib import Path

import pytest
from django.utils import translation

from procedures import catalogue
from procedures.errors import DefinitionError
from procedures.language import loader
from procedures.language.schema import Procedure
from procedures.tables import counted

WORK = catalogue.DEFINITIONS / "temporary-residence" / "temporary-work.toml"
# Of every version that anybody could confirm: the Polish as it is filed, and the words that others read
FILED = {"2026-11-26": "5b399138fa57ebbe655aa2cc907d8ca213c2562d2d18bd07b93d9daf455b016b"}
READ = {"2026-11-26": "dff0febfb4c0522c77fe34405e417d180be8f441d5af432cfa2af1375b76fe59"}
FILED["2026-11-27"] = "3994bd980a3ec384f0f2d32e4f5f0a149f5d0442c3496e1123ec205718dbe355"  # long-term residence
READ["2026-11-27"] = "b33b2b0914ac276df17a301dfdbd547aa52cd6ff4a4e90794e8c3bbd372e21d8"
FILED["2026-11-28"] = "db12c74a1cdc51fdec6708731ede138ff31abd65c895b6c860bcf769947153ed"  # permanent residence
READ["2026-11-28"] = "524d885b8ff492dc0fb54cfc3517d1de2d322de88ebaed9a526ef1ac3b768fb0"

FILED["2026-11-29"] = "1f784ab3e6b748fad5b0ad010545f0a235af9095cd1396c355c8f9173f200473"  # CUKR card
READ["2026-11-29"] = "58792ad1c00f41f92df14bec0540b3a16707b2f99e2842a3b7e0b76e6d0c2dd1"


def digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def version(procedure: Procedure) -> str:
    return str(procedure.instruction_version)


@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures() if each.is_filed_here])
def test_a_version_never_changes(key: str) -> None:
    """Its day and the SHA-256 of its Polish stand in signed documents: other words are another version."""
    found = catalogue.procedure(key)
    assert digest([counted.official(each.official) for each in found.instruction]) == FILED[version(found)]
    with translation.override("en"):
        assert digest([counted.said(each.text) for each in found.instruction]) == READ[version(found)]


def written(path: Path, added: str, rows: str = "") -> Path:
    made = path / "temporary-work.toml"
    made.write_text(WORK.read_text().replace("who = [\n", f"{added}\nwho = [\n", 1) + rows)
    return made


def test_a_definition_changes_and_leaves_out_sentences_in_a_version_of_its_own(tmp_path: Path) -> None:
    own = 'without = ["attorney"]\ninstruction_version = 2027-01-01'
    row = '\n[[instruction]]\nkey = "in-polish"\nofficial = "Po polsku."\ntext = "In Polish."\n'
    before = {each.key: each for each in catalogue.procedure("temporary-work").instruction}
    made = loader.procedure(written(tmp_path, own, row))
    assert [each.key for each in made.instruction] == [key for key in before if key != "attorney"]
    changed = {each.key: each for each in made.instruction if each != before[each.key]}
    assert [(each.official, each.text) for each in changed.values()] == [("Po polsku.", "In Polish.")]
    assert (list(changed), version(made)) == (["in-polish"], "2027-01-01")


def test_a_sentence_that_is_said_otherwise_is_not_verified_any_more(tmp_path: Path) -> None:
    row = '\n[[instruction]]\nkey = "attorney"\nofficial = "Inaczej."\n'
    made = loader.procedure(written(tmp_path, "instruction_version = 2027-01-01", row))
    assert [each.key for each in made.instruction if not each.verified] == ["in-polish", "attorney"]


def test_other_words_need_a_version_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"temporary-work\.toml, field 'instruction_version': other words"):
        loader.procedure(written(tmp_path, 'without = ["attorney"]'))
