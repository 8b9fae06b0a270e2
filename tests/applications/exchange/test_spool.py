"""A spool is a disk: whatever is killed, damaged or foreign there, the others go on and nothing is lost."""

import json
import logging
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.exchange.connector import spool
from applications.exchange.connector.errors import Damaged
from applications.exchange.connector.fetcher import Fetcher
from applications.exchange.connector.importer import Importer
from applications.exchange.portal.models import InboundMessage, OutboxMessage, Part
from applications.exchange.register_double.database import Connection
from tests.applications.exchange.both_halves import Government, Signer, queue_question, queue_submission
from tests.applications.exchange.exchange_processes import ROOT

KILLS = 20
NAMES = ("envelope.json", "0", "1", "2", "3")


def restarted(government: Government) -> None:
    """Both processes, from what is on the disk and in the databases."""
    government.fetcher = Fetcher(government.places, government.client, again=0)
    government.importer = Importer(government.places, government.connection, government.register, retry=0)


def cases_of_register(register: Connection) -> set[UUID]:
    return {row["case_id"] for row in register.execute("SELECT case_id FROM record")}


def names_set_aside(folder: Path) -> list[str]:
    where = folder / spool.SET_ASIDE
    return sorted(path.name for path in where.iterdir()) if where.exists() else []


def test_kills_in_the_middle_of_a_removal_stop_no_filing(
    government: Government, signer: Signer, register_url: str, tmp_path: Path
) -> None:
    filed = {queue_submission(signer).case_id for _ in range(KILLS + 4)}
    government.fetcher.once()
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "CONNECTOR_DATABASE_URL": register_url,
        "REGISTER_DATABASE_URL": register_url,
        "EXCHANGE_BACKEND": "applications.exchange.register_double.backend.Register",
        "EXCHANGE_PKI": str(django_settings.EXCHANGE_PKI),
        "SPOOL_IN": str(government.places.spool_in),
        "SPOOL_OUT": str(government.places.spool_out),
        "FETCHER_STATE": str(government.places.state),
        "SIGNATURE_TRUST": str(government.places.signature_trust),
        "POLL_SECONDS": "0.01",
    }
    dice = random.Random(11)  # noqa: S311  # no secret
    for _ in range(KILLS):
        command = [sys.executable, "-m", "tests.applications.exchange.killed_importer", str(dice.randint(1, 8))]
        ended = subprocess.run(command, env=environment, cwd=ROOT, timeout=60, check=False, capture_output=True)
        assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()[-2000:]
    restarted(government)
    government.settle()
    assert cases_of_register(government.connection) == filed
    assert spool.waiting(government.places.spool_in) == []
    assert list(government.places.spool_in.glob(".gone-*")) == []
    assert set(OutboxMessage.objects.values_list("verdict", flat=True)) == {"applied"}


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.sets(st.sampled_from(NAMES)), is_applied=st.booleans(), is_garbled=st.booleans())
def test_whichever_files_of_a_message_are_gone_every_filing_reaches_the_register(
    government: Government, signer: Signer, gone: set[str], is_applied: bool, is_garbled: bool
) -> None:
    """Applied or not yet; lacking or damaged."""
    filed = [queue_submission(signer, files={"photo-1.jpg": b"photo"}), queue_submission(signer)]
    government.fetcher.once()
    if is_applied:
        government.importer.once()
    folder = spool.waiting(government.places.spool_in)[0]
    for name in gone:
        (folder / name).write_bytes(b"{") if is_garbled else (folder / name).unlink()
    restarted(government)
    government.settle()
    assert {message.case_id for message in filed} <= cases_of_register(government.connection)
    assert spool.waiting(government.places.spool_in) == []
    for message in filed:
        message.refresh_from_db()
        assert message.verdict == "applied"


def nothing_in_it(folder: Path, other: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def no_json(folder: Path, other: Path) -> None:
    (folder / "envelope.json").write_bytes(b'{"specversion": "1.0", "id"')


def no_text(folder: Path, other: Path) -> None:
    (folder / "envelope.json").write_bytes(b"\xff\x00\xfe")


def no_envelope(folder: Path, other: Path) -> None:
    (folder / "envelope.json").write_text("[]")


def half_a_sign(folder: Path, other: Path) -> None:
    event = json.loads((folder / "envelope.json").read_bytes())
    (folder / "envelope.json").write_text(json.dumps(event | {"data": {"a": "\ud800"}}))


def a_folder_for_a_part(folder: Path, other: Path) -> None:
    (folder / "0").unlink()
    (folder / "0").mkdir()


def under_another_number(folder: Path, other: Path) -> None:
    folder.rename(folder.with_name("000000000009" + folder.name[spool.DIGITS :]))


def under_another_id(folder: Path, other: Path) -> None:
    folder.rename(folder.with_name(f"{folder.name[: spool.DIGITS]}-{uuid4()}"))


@pytest.mark.parametrize(
    "spoil",
    [
        nothing_in_it,
        no_json,
        no_text,
        no_envelope,
        half_a_sign,
        a_folder_for_a_part,
        under_another_number,
        under_another_id,
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_a_damaged_message_is_set_aside_named_and_fetched_again(
    government: Government, signer: Signer, caplog: pytest.LogCaptureFixture, spoil: Callable[[Path, Path], None]
) -> None:
    first, second = queue_submission(signer), queue_submission(signer)
    government.fetcher.once()
    folder, other = spool.waiting(government.places.spool_in)
    spoil(folder, other)
    (lying,) = set(spool.waiting(government.places.spool_in)) - {other}
    with caplog.at_level(logging.ERROR):
        government.importer.once()
    assert cases_of_register(government.connection) == {second.case_id}  # in the same run
    assert names_set_aside(government.places.spool_in) == [lying.name]
    assert f"{lying.name!r} set aside" in caplog.text
    shown = government.connection.execute("SELECT name, kept_as FROM set_aside").fetchall()
    assert shown == [{"name": lying.name, "kept_as": lying.name}]
    government.settle()
    assert cases_of_register(government.connection) == {first.case_id, second.case_id}


def test_strangers_in_the_spool_are_set_aside_and_named(government: Government, signer: Signer) -> None:
    message = queue_submission(signer)
    government.fetcher.once()
    place = government.places.spool_in
    (place / "notes.txt").write_text("x")
    (place / "000000000001").mkdir()
    (place / "000000000007-nobody").mkdir()
    (place / "partial-x").write_text("x")
    (place / "link").symlink_to(government.places.state)
    government.settle()
    assert cases_of_register(government.connection) == {message.case_id}
    assert names_set_aside(place) == ["000000000001", "000000000007-nobody", "link", "notes.txt", "partial-x"]
    assert sorted(path.name for path in place.iterdir()) == ["acknowledged.json", "set-aside"]


def test_a_kill_between_setting_aside_and_asking_again_loses_nothing(government: Government, signer: Signer) -> None:
    message = queue_submission(signer)
    government.fetcher.once()
    (folder,) = spool.waiting(government.places.spool_in)
    spool.set_aside(folder, "as if killed now")
    government.settle()
    assert cases_of_register(government.connection) == set()
    restarted(government)
    government.settle()
    assert cases_of_register(government.connection) == {message.case_id}
    restarted(government)
    assert spool.asked_again(government.places.spool_out) == []


def test_a_message_that_is_damaged_every_time_is_not_fetched_for_ever(
    government: Government, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, other = queue_submission(signer), queue_submission(signer)
    publish = spool.publish

    def damage(partial: Path, target: Path) -> None:
        if str(poison.id) in target.name:
            (partial / "0").write_bytes(b"bad disk")
        publish(partial, target)

    monkeypatch.setattr(spool, "publish", damage)
    government.settle()
    assert cases_of_register(government.connection) == {other.case_id}
    assert len(names_set_aside(government.places.spool_in)) == 4  # as it came, and three more times


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"gov_seq":"1"}', b'{"seq":true,"hash":1}', b"\xff"])
def test_a_garbled_cursor_or_acknowledgement_is_set_aside_and_everything_goes_on(
    government: Government, signer: Signer, content: bytes
) -> None:
    first = queue_submission(signer)
    government.settle()
    government.fetcher.cursor_path.write_bytes(content)
    government.fetcher.acknowledged_path.write_bytes(content)
    second = queue_submission(signer)
    restarted(government)
    government.settle()
    assert cases_of_register(government.connection) == {first.case_id, second.case_id}
    assert OutboxMessage.objects.filter(verdict="applied").count() == 2
    assert names_set_aside(government.places.state) == ["cursor.json"]
    assert spool.read(government.fetcher.cursor_path)["seq"] == 2
    assert spool.read(government.fetcher.acknowledged_path) == {"gov_seq": InboundMessage.objects.count()}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"kind":"receipt","signed":"x"}'])
def test_a_damaged_file_to_the_portal_is_laid_out_again(government: Government, signer: Signer, content: bytes) -> None:
    first, second = queue_submission(signer), queue_submission(signer)
    government.fetcher.once()
    government.importer.once()
    damaged, *_whole = spool.outgoing(government.places.spool_out)
    damaged.write_bytes(content)
    (government.places.spool_out / "foreign").mkdir()
    (government.places.spool_out / "000000000000.json").mkdir()
    government.settle()
    assert set(OutboxMessage.objects.values_list("verdict", flat=True)) == {"applied"}
    assert OutboxMessage.objects.count() == len([first, second])
    assert names_set_aside(government.places.spool_out) == ["000000000000.json", damaged.name, "foreign"]


def test_a_bad_row_to_the_portal_stops_no_other_row(
    government: Government, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        queue_submission(signer)
    government.fetcher.once()
    write = spool.write

    def fail_at_second(path: Path, value: dict[str, object]) -> None:
        if path.name == "000000000002.json":
            raise ValueError
        write(path, value)

    with monkeypatch.context() as patched:
        patched.setattr(spool, "write", fail_at_second)
        government.importer.once()
    assert [path.name for path in spool.outgoing(government.places.spool_out)] == [
        "000000000001.json",
        "000000000003.json",
    ]
    government.settle()
    assert set(OutboxMessage.objects.values_list("verdict", flat=True)) == {"applied"}


def test_a_message_the_portal_can_t_give_stops_no_other_and_is_asked_for_again(
    government: Government, signer: Signer, tmp_path: Path
) -> None:
    first, second = queue_submission(signer), queue_submission(signer)
    path = tmp_path / "sealed" / Part.objects.filter(message_id=first.id).order_by("name")[0].path
    sealed = path.read_bytes()
    path.unlink()
    with pytest.raises(Damaged):
        government.fetcher.once()
    government.importer.once()
    assert cases_of_register(government.connection) == {second.case_id}
    path.write_bytes(sealed)
    restarted(government)
    government.settle()
    assert cases_of_register(government.connection) == {first.case_id, second.case_id}


def test_something_foreign_where_a_message_is_written_stops_nothing(government: Government, signer: Signer) -> None:
    messages = [queue_submission(signer) for _ in range(3)]
    government.client.get("head", at_most=10**6)
    for message in messages:
        message.refresh_from_db()
    place = government.places.spool_in
    (place / f"partial-{messages[0].id}").write_text("a file")
    (place / f"partial-{messages[1].id}" / "0").mkdir(parents=True)
    (place / f"{3:012d}-{messages[2].id}").write_text("a file")
    with pytest.raises(Damaged, match="something foreign"):
        government.fetcher.once()
    government.settle()
    assert cases_of_register(government.connection) == {message.case_id for message in messages}


def test_a_settled_message_s_name_does_not_remove_another_message(government: Government, signer: Signer) -> None:
    settled = queue_submission(signer)
    government.settle()
    queue_question(settled.case_id)
    government.fetcher.once()
    (folder,) = spool.waiting(government.places.spool_in)
    folder.rename(folder.with_name(f"{1:012d}-{settled.id}"))
    government.settle()
    assert set(OutboxMessage.objects.values_list("verdict", flat=True)) == {"applied"}
