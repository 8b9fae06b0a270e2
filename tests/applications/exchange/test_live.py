"""Real processes over real mutual TLS: the loop closes, kills lose nothing, strangers stay outside."""

import random
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from django.conf import settings

from applications.exchange.connector.client import Client
from applications.exchange.portal import outbox
from applications.exchange.portal.models import OutboxMessage
from applications.exchange.protocol.backend import BackendUnavailable
from applications.exchange.register_double.database import Connection
from launch import exchange_pki
from tests.applications.exchange import checker
from tests.applications.exchange.both_halves import (
    Signer,
    places,
    queue,
    queue_question,
    queue_submission,
    sha256,
    submission,
)
from tests.applications.exchange.exchange_processes import Live

pytestmark = pytest.mark.system
FILINGS, KILLS = 24, 8


@pytest.fixture
def processes(committed: None, register: Connection, register_url: str, tmp_path: Path) -> Iterator[Live]:
    started = Live(tmp_path, register_url)
    try:
        yield started
    finally:
        started.stop()


def all_applied() -> bool:
    return not OutboxMessage.objects.exclude(verdict="applied").exists()


def run_of(live: Live, history: checker.History, register_url: str) -> checker.Run:
    return checker.read(
        history,
        portal=live.environment["DATABASE_URL"],
        connector=register_url,
        kept=checker.kept_by_register(register_url),
    )


def test_messages_cross_a_real_connection_and_no_other_key_does(
    processes: Live, signer: Signer, register: Connection, tmp_path: Path
) -> None:
    filed = [queue_submission(signer, files={"photo-1.jpg": b"x" * 300_000}) for _ in range(3)]
    processes.start()
    processes.wait(all_applied)
    assert {row["case_id"] for row in register.execute("SELECT case_id FROM record")} == {m.case_id for m in filed}
    _check_strangers(processes, tmp_path)


def _check_strangers(live: Live, tmp_path: Path) -> None:
    url, pki = live.environment["EXCHANGE_URL"], Path(settings.EXCHANGE_PKI)
    with pytest.raises(requests.ConnectionError):  # no certificate
        requests.get(f"{url}/gov/v1/head", verify=str(pki / "ca.pem"), timeout=5)
    other = exchange_pki.ensure(tmp_path / "other")
    certificate = (str(other / "connector" / "client.pem"), str(other / "connector" / "client.key"))
    with pytest.raises(requests.ConnectionError):  # another authority's
        requests.get(f"{url}/gov/v1/head", verify=str(pki / "ca.pem"), cert=certificate, timeout=5)
    server = (str(pki / "server.pem"), str(pki / "server.key"))
    with pytest.raises(requests.ConnectionError):  # our authority's, but a server's
        requests.get(f"{url}/gov/v1/head", verify=str(pki / "ca.pem"), cert=server, timeout=5)
    own = (str(pki / "connector" / "client.pem"), str(pki / "connector" / "client.key"))
    unsigned = requests.get(f"{url}/gov/v1/head", verify=str(pki / "ca.pem"), cert=own, timeout=5)
    assert (unsigned.status_code, unsigned.json()["code"]) == (403, "SignatureInvalid")
    with pytest.raises(ssl.SSLError):
        _old_tls(live.port, pki)
    stranger = Client(places(tmp_path / "stranger", other, portal=url))
    with pytest.raises(BackendUnavailable):  # the connector's side: a server it does not know
        stranger.get("head", at_most=1000)


def _old_tls(port: int, pki: Path) -> None:
    context = ssl.create_default_context(cafile=str(pki / "ca.pem"))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection(("127.0.0.1", port)) as raw, context.wrap_socket(raw, server_hostname="localhost"):
        pass


def test_kills_lose_nothing_and_double_nothing(
    processes: Live, signer: Signer, register: Connection, register_url: str, tmp_path: Path
) -> None:
    history, dice = checker.History(tmp_path / "history.jsonl"), random.Random(7)  # noqa: S311  # no secret
    processes.start()
    kill_after = sorted(dice.sample(range(FILINGS), KILLS))
    for number in range(FILINGS):
        _file(signer, history)
        if number in kill_after:
            processes.restart(dice.choice(["fetcher", "importer", "importer", "exchange"]))
    processes.wait(all_applied)
    run = run_of(processes, history, register_url)
    assert checker.faults(run) == []
    assert len(run.records) == FILINGS
    run.records.pop()
    assert len(checker.faults(run)) == 1  # the checker sees a loss in this very run


def _file(signer: Signer, history: checker.History) -> None:
    case_id, message_id = uuid4(), outbox.reserve()
    parts = submission(signer, case_id, message_id)
    history.attempt(str(case_id))
    queue("submission", case_id, parts, message_id=message_id)
    history.accepted(str(case_id), sha256(parts["application.xml"]))
    queue_question(case_id)
