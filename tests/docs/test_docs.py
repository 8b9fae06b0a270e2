"""The documents a newcomer reads say what is there: drawings as drawn, paths that exist, links that lead somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs import drawings

DOCS = drawings.ROOT / "docs"
MARKDOWN = sorted([*DOCS.rglob("*.md"), *drawings.ROOT.glob("*.md")])
LONGEST = 1200  # words of the architecture: what is read once, in five minutes
ROOTS = ("", "applications", "applications/exchange", "site", "site/config", "procedures", "docs")
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|toml|md|dot)|(?:[\w.-]+/)+)`")


def dead_links(text: str, folder: Path) -> list[str]:
    return [link for link in LINK.findall(text) if not (folder / link).exists()]


def missing_paths(text: str) -> list[str]:
    """Named in code type and nowhere in the house; a name alone may be of any folder."""
    return [path for path in PATH.findall(text) if not stands(path)]


def stands(path: str) -> bool:
    if "/" not in path:
        return any(drawings.ROOT.glob(path)) or any(True for root in FOLDERS for _ in root.rglob(path))
    return any((drawings.ROOT / root / path).exists() for root in ROOTS)


FOLDERS = [drawings.ROOT / name for name in ("applications", "content", "payments", "procedures", "site", "docs")]


@pytest.mark.parametrize("name", ["house", "life", "message"])
def test_drawing_is_as_new_as_what_it_shows(name: str) -> None:
    source = drawings.sources()[name]
    drawn = (drawings.FOLDER / f"{name}.svg").read_text()
    assert drawn.splitlines()[0].endswith(f"SHA-256 {drawings.digest(source)} -->"), "make drawings"


def test_every_room_of_the_contracts_says_a_sentence_in_the_house() -> None:
    rooms = [room for layer in drawings.layers("rooms") for room in layer]
    assert "drafting" in rooms
    assert [room for room in rooms if f"<b>{room}</b>" not in drawings.house()] == []


def test_a_room_without_a_sentence_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "quiet").mkdir()
    (tmp_path / "quiet" / "__init__.py").write_text("")
    monkeypatch.setattr(drawings, "ROOT", tmp_path)
    with pytest.raises(ValueError, match="has no sentence"):
        drawings.sentence("quiet")


def test_architecture_can_be_read_in_five_minutes() -> None:
    assert len((DOCS / "architecture.md").read_text().split()) <= LONGEST


def test_dead_links_and_paths_are_caught() -> None:
    text = (
        "[a](drawings/house.svg) [b](nowhere.md) `drafting/states.py` `drafting/gone.py` `procedures/tables/` `attic/`"
    )
    assert (dead_links(text, DOCS), missing_paths(text)) == (["nowhere.md"], ["drafting/gone.py", "attic/"])


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.relative_to(drawings.ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    assert dead_links(path.read_text(), path.parent) == []


def test_architecture_names_what_is_there() -> None:
    assert missing_paths((DOCS / "architecture.md").read_text()) == []
