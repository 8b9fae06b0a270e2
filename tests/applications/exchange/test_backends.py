"""A folder as an EZD takes it: whatever a kill or somebody else has left there, a message lies in it whole and once."""

from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from applications.exchange.connector import spool
from applications.exchange.connector.backends import METADATA_FILE, NAMESPACES, Folder, Memory, named
from applications.exchange.protocol.backend import OpenedMessage, RegisterNews
from applications.exchange.protocol.canonical import canonical
from applications.exchange.protocol.envelope import GENESIS, PORTAL, Envelope

ASKED = {"text": "Kiedy?", "asked_at": "2026-11-26T10:00:00Z", "language": "pl"}
NAME = f"000000000007-{UUID(int=1)}"


@pytest.fixture
def question() -> OpenedMessage:
    envelope = Envelope(
        id=UUID(int=1), kind="query", source=PORTAL, case_id=UUID(int=2), time="2026-11-26T10:00:00Z",
        case_seq=3, stream_seq=7, prev_hash=GENESIS,
    )  # fmt: skip
    return OpenedMessage(envelope=envelope, parts={"query.json": canonical(ASKED)}, body=ASKED)


def lies_whole(folder: Path) -> bool:
    root = etree.parse(folder / METADATA_FILE).getroot()
    said = {name: root.findtext(f"ezd:{name}", namespaces=NAMESPACES) for name in ("rodzaj", "numer", "tresc")}
    files = sorted(path.name for path in folder.iterdir())
    return (said, files) == (
        {"rodzaj": "query", "numer": "3", "tresc": canonical(ASKED).decode()},
        [METADATA_FILE, "query.json"],
    )


def test_a_backend_is_found_by_its_dotted_path() -> None:
    assert named("applications.exchange.connector.backends.Folder") is Folder


def test_a_package_that_is_replayed_lies_there_once(tmp_path: Path, question: OpenedMessage) -> None:
    folder = Folder(tmp_path)
    assert [folder.apply(question) for _time in range(2)] == [NAME, NAME]
    assert [path.name for path in folder.packages.iterdir()] == [NAME]
    assert lies_whole(folder.packages / NAME)


def test_a_package_that_was_half_made_is_made_anew(tmp_path: Path, question: OpenedMessage) -> None:
    folder = Folder(tmp_path)
    half = folder.packages / f".{NAME}.partial"
    half.mkdir()
    (half / "left").write_bytes(b"x")
    folder.apply(question)
    assert [path.name for path in folder.packages.iterdir()] == [NAME]
    assert lies_whole(folder.packages / NAME)


def test_what_lies_under_a_packages_name_is_set_aside(tmp_path: Path, question: OpenedMessage) -> None:
    folder = Folder(tmp_path)
    (folder.packages / NAME).mkdir()
    (folder.packages / NAME / "mine").write_bytes(b"x")
    folder.apply(question)
    assert lies_whole(folder.packages / NAME)
    assert (folder.packages / spool.SET_ASIDE / NAME / "mine").read_bytes() == b"x"


@pytest.mark.parametrize(("refused", "kept"), [("", {}), ("no such case", {UUID(int=9): "no such case"})])
def test_memory_remembers_what_could_not_be_told(refused: str, kept: dict[UUID, str]) -> None:
    memory = Memory()
    memory.told = [RegisterNews(id=UUID(int=9), kind="closed", case_id=UUID(int=2), body={})]
    memory.settled(UUID(int=9), refused=refused)
    assert (memory.told, memory.refused) == ([], kept)


def test_a_message_that_is_published_twice_lies_in_the_spool_as_it_came_first(tmp_path: Path) -> None:
    target = tmp_path / NAME
    for content in (b"first", b"second"):
        partial = tmp_path / "partial"
        partial.mkdir()
        (partial / "0").write_bytes(content)
        spool.publish(partial, target)
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert (target / "0").read_bytes() == b"first"


def test_files_that_were_never_finished_are_swept(tmp_path: Path) -> None:
    (tmp_path / ".1.json.partial").write_bytes(b"{")
    spool.write(tmp_path / "2.json", {"seq": 2})
    spool.sweep_partial(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["2.json"]
