"""The test authority of a data folder."""

from pathlib import Path
from typing import Any

from launch import authority


def test_authority_is_made_once(tmp_path: Path, people: dict[str, Any]) -> None:
    folder = authority.ensure(tmp_path)
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert authority.ensure(tmp_path) == folder
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made
    assert set(made) == {"lock", "ca.key", *(f"{key}.pem" for key in people)}


def test_authority_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    folder = authority.ensure(tmp_path)
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir() if path.name != "lock"} == {0}
