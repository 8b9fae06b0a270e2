"""The message contract stands once, in `protocol`: no room spells a part, a namespace or an element by itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from applications.exchange.protocol import parts, tags

ROOT = Path(__file__).resolve().parents[3]
PARTS = {parts.APPLICATION_XML, parts.PAYLOAD, parts.PDF, parts.NOTE, parts.BODY}
SAID = {name for names in parts.SCHEMAS.values() for name in names}
WORDS = PARTS | SAID | {tags.APPLICATION, tags.ANNEX} | {str(tag) for tag in tags.Tag}
OTHERS = {  # the same words in somebody else's language
    "applications/filing/downloads.py": {"wniosek", "pliki"},  # what a saved file is called
    "applications/exchange/connector/backends.py": {"pliki", "plik", "tresc"},  # the metadata of an EZD's package
    "applications/exchange/protocol/documents.py": {"pytania", "tresc", "odpowiedz"},  # keys of the register's list
    "applications/exchange/register_double/records.py": {"odpowiedz"},  # the same list
}


def spelled(module: Path) -> set[str]:
    tree = ast.parse(module.read_text())
    return WORDS & {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in WORDS}


def modules() -> Iterator[Path]:
    for floor in ("applications", "payments", "content", "procedures"):
        yield from (ROOT / floor).rglob("*.py")


def test_no_room_spells_a_word_of_the_contract() -> None:
    homes = {Path(str(parts.__file__)), Path(str(tags.__file__))}
    names = {str(module.relative_to(ROOT)): module for module in modules() if module not in homes}
    found = {name: spelled(module) - OTHERS.get(name, set()) for name, module in names.items()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("line", ['PART = "query.json"', 'add(root, "pouczenie")', 'SPACE = "urn:pobyt:mos:wniosek:1"'])
def test_a_word_that_is_spelled_again_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "room.py").write_text(line)
    assert len(spelled(tmp_path / "room.py")) == 1
