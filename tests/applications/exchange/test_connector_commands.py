"""The connector as the machine inside the government's network runs it: its loop, and its quarantine's command."""

import json
import runpy
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings

from applications.exchange.connector import fetcher, importer, quarantine, spool
from applications.exchange.connector.backends import Folder, Memory
from applications.exchange.connector.importer import LONGEST_PAUSE, POLL_SECONDS
from applications.exchange.portal.models import OutboxMessage, RegisterReceipt
from applications.exchange.protocol.backend import OpenedMessage, RegisterNews
from tests.applications.exchange.both_halves import (
    Government,
    Signer,
    places,
    queue,
    queue_question,
    queue_submission,
    submission,
    unjudged,
)
from tests.applications.exchange.stopping import Stopping


@pytest.fixture
def environment(government: Government, register_url: str, monkeypatch: pytest.MonkeyPatch) -> Government:
    """What the command reads from the environment is this test's connector."""
    where = government.places
    monkeypatch.setenv("CONNECTOR_DATABASE_URL", register_url)
    monkeypatch.setenv("EXCHANGE_PKI", str(where.pki))
    monkeypatch.setenv("SPOOL_IN", str(where.spool_in))
    monkeypatch.setenv("SPOOL_OUT", str(where.spool_out))
    monkeypatch.setenv("FETCHER_STATE", str(where.state))
    monkeypatch.setenv("SIGNATURE_TRUST", str(where.signature_trust))
    return government


def queue_inapplicable(signer: Signer) -> tuple[UUID, UUID]:
    """A message of the portal that no importer may apply, and its case."""
    case_id, message_id = uuid4(), uuid4()
    parts = submission(signer, case_id, message_id) | {"payload.json": b"{}"}
    with unjudged():
        message = queue("submission", case_id, parts, message_id=message_id)
    return message.id, case_id


def quarantine_listed(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, str]]:
    quarantine.main(["list"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [(row["message_id"], row["why"], row["reason"]) for row in rows]


def test_a_quarantined_message_is_shown_tried_again_and_given_up(
    environment: Government, signer: Signer, capsys: pytest.CaptureFixture[str]
) -> None:
    message_id, case_id = queue_inapplicable(signer)
    queue_question(case_id)
    environment.settle()
    shown = [(str(message_id), "waiting", "the payload is not the signed one")]
    assert quarantine_listed(capsys) == shown
    quarantine.main(["retry", str(message_id)])
    assert quarantine_listed(capsys) == []
    environment.settle()
    assert quarantine_listed(capsys) == shown
    quarantine.main(["reject", str(message_id)])
    environment.settle()
    assert quarantine_listed(capsys) == []
    assert RegisterReceipt.objects.filter(message_id=message_id).latest("inbound__gov_seq").verdict == "rejected"


@pytest.mark.parametrize("what", ["retry", "reject"])
def test_what_is_not_in_the_quarantine_is_said(environment: Government, what: str) -> None:
    with pytest.raises(SystemExit, match="There is no such message in the quarantine"):
        quarantine.main([what, str(uuid4())])


@pytest.mark.parametrize("arguments", [["retry"], ["forget", "all"], ["list", "x"]])
def test_other_words_get_the_explanation(environment: Government, arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="retry <message id>"):
        quarantine.main(arguments)


def test_the_loop_applies_what_the_fetcher_brought(
    environment: Government, signer: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EZD_FOLDER", str(tmp_path / "ezd"))
    message = queue_submission(signer)
    environment.fetcher.once()
    stopping = Stopping(after=3)  # applied, taken out of the spool, nothing more
    importer.keep(stopping, Folder)
    assert stopping.pauses == [0, 0, POLL_SECONDS]
    name = f"000000000001-{message.id}"
    assert [path.name for path in (tmp_path / "ezd" / "packages").iterdir()] == [name]
    row = environment.connection.execute("SELECT message_id, verdict, register_ref FROM inbox").fetchone()
    assert row == {"message_id": message.id, "verdict": "applied", "register_ref": name}


def test_a_database_that_is_away_is_waited_for_longer_and_longer(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CONNECTOR_DATABASE_URL", "postgresql://mos@127.0.0.1:1/connector")
    stopping = Stopping(after=8)
    importer.keep(stopping, Folder)
    assert stopping.pauses == [min(2.0**each, LONGEST_PAUSE) for each in range(8)]
    assert {record.getMessage() for record in caplog.records} == {"interrupted: OperationalError in connect"}


@pytest.mark.parametrize(
    ("backend", "said"),
    [
        ("", "EXCHANGE_BACKEND names no backend"),
        ("nowhere.at.all", "EXCHANGE_BACKEND=nowhere.at.all is not there"),
        ("builtins.dict", "it lacks from_environment, apply, news, settled"),
    ],
)
def test_the_importer_does_not_start_without_a_backend(
    monkeypatch: pytest.MonkeyPatch, backend: str, said: str
) -> None:
    monkeypatch.setenv("EXCHANGE_BACKEND", backend)
    with pytest.raises(SystemExit, match=said):
        importer.main()


def test_a_closed_connection_ends_the_round_and_not_the_message(
    environment: Government, signer: Signer, register_url: str
) -> None:
    """Whatever a message was at when the database went, is tried again with the next connection."""
    message_id, _case = queue_inapplicable(signer)
    environment.fetcher.once()
    connection = psycopg.connect(register_url, row_factory=psycopg.rows.dict_row, autocommit=True)
    gone = importer.Importer(
        places(environment.places.state.parent, Path(settings.EXCHANGE_PKI)), connection, environment.register
    )
    connection.close()
    with pytest.raises(psycopg.OperationalError):
        gone.once()
    environment.settle()
    assert RegisterReceipt.objects.get(message_id=message_id).verdict == "quarantined"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("half", [fetcher, importer])
def test_a_signal_ends_the_loop(half: Any, number: signal.Signals, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both halves look at the event after each round."""
    asked: dict[int, Callable[..., None]] = {}
    ended: list[bool] = []

    def loop(stopping: threading.Event, *_backend: object) -> None:
        ended.append(stopping.is_set())
        asked[number](number, None)
        ended.append(stopping.is_set())

    monkeypatch.setenv("EXCHANGE_BACKEND", "applications.exchange.connector.backends.Folder")
    monkeypatch.setattr(signal, "signal", asked.__setitem__)
    monkeypatch.setattr(half, "keep", loop)
    half.main()
    assert ended == [False, True]


def test_the_commands_are_run_as_modules(environment: Government, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["quarantine", "forget"])
    with pytest.raises(SystemExit, match="retry <message id>"):
        runpy.run_module(quarantine.__name__, run_name="__main__")
    monkeypatch.setenv("EXCHANGE_BACKEND", "")
    with pytest.raises(SystemExit, match="EXCHANGE_BACKEND names no backend"):
        runpy.run_module(importer.__name__, run_name="__main__")


class Failing(Memory):
    """A backend with a fault of its own, while it is asked for news or handed a message."""

    def __init__(self, fault: Callable[[], None], *, when: str) -> None:
        super().__init__()
        self.fault, self.when = fault, when

    def news(self) -> list[RegisterNews]:
        if self.when == "news":
            self.fault()
        return super().news()

    def apply(self, package: OpenedMessage) -> str:
        if self.when == "apply":
            self.fault()
        return super().apply(package)


def fault() -> None:
    raise RuntimeError("Olena Testowa")


def test_news_that_can_t_be_taken_are_logged_once_and_stop_no_message(
    environment: Government, signer: Signer, caplog: pytest.LogCaptureFixture
) -> None:
    environment.importer.backend = Failing(fault, when="news")
    message = queue_submission(signer)
    environment.settle()
    environment.importer.once()
    assert [record.getMessage() for record in caplog.records] == ["news can't be taken now: RuntimeError in fault"]
    assert OutboxMessage.objects.get(pk=message.pk).verdict == "applied"


def test_a_fault_with_one_message_stops_no_other(
    environment: Government, signer: Signer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = queue_submission(signer), queue_submission(signer)
    take = environment.importer._take

    def taken(folder: Path) -> bool:
        if spool.message_id(folder) == first.id:
            fault()
        return take(folder)

    with monkeypatch.context() as patch:
        patch.setattr(environment.importer, "_take", taken)
        environment.settle()
    verdicts = dict(OutboxMessage.objects.values_list("id", "verdict"))
    assert verdicts == {first.id: "", second.id: "applied"}
    assert [record.getMessage() for record in caplog.records] == [
        f"000000000001-{first.id} can't be taken now: RuntimeError in fault"
    ]
    environment.settle()
    assert set(OutboxMessage.objects.values_list("verdict", flat=True)) == {"applied"}


@pytest.mark.parametrize("when", ["news", "apply", "write"])
def test_a_database_that_goes_in_the_middle_ends_the_round_and_loses_nothing(
    environment: Government,
    signer: Signer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    when: str,
) -> None:
    message = queue_submission(signer)
    environment.fetcher.once()
    connection = psycopg.connect(environment.connection.info.dsn, row_factory=psycopg.rows.dict_row, autocommit=True)

    def gone(*_arguments: object) -> None:
        connection.close()
        raise psycopg.OperationalError("the server closed the connection")

    backend, write, laid_out = Failing(gone, when=when), spool.write, environment.places.spool_out
    ending = importer.Importer(environment.places, connection, backend, retry=0)
    with monkeypatch.context() as patch:
        if when == "write":
            patch.setattr(spool, "write", lambda path, value: gone() if path.parent == laid_out else write(path, value))
        with pytest.raises(psycopg.OperationalError):
            ending.once()
    assert caplog.records == []  # nothing is said of a message, whose fault it is not
    assert environment.connection.execute("SELECT * FROM attempt WHERE state = 'quarantined'").fetchall() == []
    environment.importer.backend = Memory()
    environment.settle()
    assert OutboxMessage.objects.get(pk=message.pk).verdict == "applied"
