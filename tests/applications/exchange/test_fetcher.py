"""The fetcher believes nothing but what the portal signed, goes on where it stopped, and fetches nothing twice."""

import io
import json
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings

from applications.exchange.connector import fetcher as fetchers
from applications.exchange.connector import reports, spool
from applications.exchange.connector.errors import Alarm, Damaged
from applications.exchange.connector.fetcher import ALARM_SECONDS, POLL_SECONDS, Fetcher
from applications.exchange.portal import jobs
from applications.exchange.portal.models import InboundMessage
from applications.exchange.protocol import jws, keys
from applications.exchange.protocol.backend import BackendUnavailable
from applications.exchange.protocol.canonical import canonical, digest, parse_object
from applications.exchange.protocol.envelope import REGISTER
from tests.applications.exchange.both_halves import Government, Signer, queue_question, queue_submission
from tests.applications.exchange.stopping import Stopping

type Answer = tuple[int, bytes]


def answering(government: Government, path: str, change: Callable[[Answer], Answer]) -> None:
    """A portal whose answers to addresses that begin so are others."""
    get = government.client.get

    def changed(asked: str, *, at_most: int, headers: Mapping[str, str] | None = None) -> Answer:
        answer = get(asked, at_most=at_most, headers=headers)
        return change(answer) if asked.startswith(path) else answer

    government.client.get = changed  # type: ignore[assignment, method-assign]  # the wire is the boundary


def page_of(answer: Answer) -> dict[str, Any]:
    return parse_object(answer[1])


def shortened(answer: Answer) -> Answer:
    page = page_of(answer)
    return 200, canonical({**page, "messages": page["messages"][1:]})


def changed(answer: Answer) -> Answer:
    page = page_of(answer)
    page["messages"][0]["time"] = "2026-01-01T00:00:00Z"
    return 200, canonical(page)


def of_another_day(answer: Answer) -> Answer:
    return 200, canonical({**page_of(answer), "manifest": signed_as_the_portal({"after": 7, "messages": []})})


def of_the_register(answer: Answer) -> Answer:
    """Signed by the portal, and no message of its own: as if it sent back what it was told."""
    events = [{**event, "source": REGISTER} for event in page_of(answer)["messages"]]
    listed = [[event["streamseq"], digest(canonical(event))] for event in events]
    return 200, canonical(
        {"messages": events, "manifest": signed_as_the_portal({"after": 0, "messages": listed})},
    )


def signed_as_the_portal(manifest: dict[str, Any]) -> str:
    return jws.sign(manifest, keys.signing(Path(settings.EXCHANGE_PKI) / "portal" / "signing.json"), type="manifest")


def spooled(government: Government) -> list[str]:
    return sorted(path.name for path in government.places.spool_in.iterdir() if path.is_dir())


@pytest.mark.parametrize(
    ("wrong", "alarm"),
    [
        (shortened, "the page is not what its manifest says"),
        (changed, "the page is not what its manifest says"),
        (of_another_day, "the page is not what its manifest says"),
        (of_the_register, "a message that is not the portal's"),
    ],
)
def test_a_page_that_is_not_the_portals_list_moves_nothing(
    government: Government, signer: Signer, wrong: Callable[[Answer], Answer], alarm: str
) -> None:
    queue_question(queue_submission(signer).case_id)
    answering(government, "messages", wrong)
    with pytest.raises(Alarm, match=alarm):
        government.fetcher.once()
    assert (spooled(government), government.fetcher.cursor_path.exists()) == ([], False)


def test_a_portal_that_forgot_messages_raises_the_alarm(government: Government) -> None:
    """A database of the portal that was rolled back: numbers we have would be given a second time."""
    spool.write(government.fetcher.cursor_path, {"seq": 7, "hash": "0" * 64})
    with pytest.raises(Alarm, match="the cursor is ahead of the portal"):
        government.fetcher.once()
    assert (spooled(government), government.fetcher._cursor()) == ([], (7, "0" * 64))


@pytest.mark.parametrize("status", [502, 503])
def test_a_portal_that_starts_is_waited_for(government: Government, status: int) -> None:
    answer = requests.Response()
    answer.status_code, answer.raw = status, io.BytesIO(b"not signed by anybody")
    government.client.session = requests.Session()
    government.client.session.request = lambda *_to, **_with: answer  # type: ignore[method-assign]  # the wire
    with pytest.raises(BackendUnavailable, match=f"portal answered {status}"):
        government.client.get("head", at_most=100)


def test_a_report_that_the_portal_does_not_give_is_asked_for_again(government: Government) -> None:
    answering(government, "reconciliation", lambda _: (404, b""))
    with pytest.raises(BackendUnavailable, match="reconciliation answered 404"):
        reports.fetch(government.places, government.client)
    assert not (government.places.reports / reports.ASKED).exists()


@pytest.mark.parametrize("path", ["head", "messages"])
def test_an_answer_that_means_nothing_is_waited_out(government: Government, signer: Signer, path: str) -> None:
    queue_submission(signer)
    answering(government, path, lambda _: (404, b""))
    with pytest.raises(BackendUnavailable, match=f"{path} answered 404"):
        government.fetcher.once()
    assert spooled(government) == []


def test_a_part_longer_than_announced_is_asked_for_again(government: Government, signer: Signer) -> None:
    queue_submission(signer)
    get, sent = government.client.get, list[str]()

    def too_much(asked: str, *, at_most: int, headers: Mapping[str, str] | None = None) -> Answer:
        if asked.startswith("blobs") and not sent:
            sent.append(asked)
            raise Alarm("the portal sends more than it announced")
        return get(asked, at_most=at_most, headers=headers)

    government.client.get = too_much  # type: ignore[assignment, method-assign]  # the wire is the boundary
    with pytest.raises(Damaged, match=r"part 0 of message .*: the portal sends more than it announced"):
        government.fetcher.once()
    government.settle()
    assert government.connection.execute("SELECT count(*) FROM record").fetchone() == {"count": 1}


def test_a_lost_cursor_fetches_nothing_twice(government: Government, signer: Signer) -> None:
    """What lies in the spool is left alone; what was applied and purged since is passed over."""
    queue_question(queue_submission(signer).case_id)
    government.fetcher.once()
    fetched = spooled(government)
    cursor = government.fetcher.cursor_path.read_bytes()
    government.fetcher.cursor_path.unlink()
    government.fetcher.once()
    assert (len(fetched), spooled(government), government.fetcher.cursor_path.read_bytes()) == (2, fetched, cursor)

    government.settle()
    jobs.run()
    government.fetcher.cursor_path.unlink()
    restarted = Fetcher(government.places, government.client)
    while restarted.once():
        pass
    assert (spooled(government), restarted.cursor_path.read_bytes()) == ([], cursor)
    assert government.connection.execute("SELECT count(*) FROM record").fetchone() == {"count": 1}


def test_what_the_portal_has_leaves_the_spool_unsent(government: Government, signer: Signer) -> None:
    """A kill between the portal's answer and the file's removal."""
    queue_submission(signer)
    government.fetcher.once()
    government.importer.once()
    (path,) = government.places.spool_out.glob("*.json")
    laid_out = path.read_bytes()
    government.fetcher.once()
    assert not path.exists()
    path.write_bytes(laid_out)
    government.client.post = no_post  # type: ignore[method-assign]  # the wire is the boundary
    government.fetcher.once()
    assert not path.exists()


def no_post(path: str, body: bytes) -> Answer:
    raise AssertionError(f"sent again to {path}")


def test_a_message_that_the_portal_refuses_stays_in_the_spool(government: Government, signer: Signer) -> None:
    queue_submission(signer)
    government.fetcher.once()
    government.importer.once()
    government.client.post = lambda *_: (400, b"")  # type: ignore[method-assign]  # the wire is the boundary
    with pytest.raises(Alarm, match=r"the portal answered 400 to number 0*1$"):
        government.fetcher.once()
    assert len(list(government.places.spool_out.glob("*.json"))) == 1
    assert InboundMessage.objects.count() == 0


class Rounds:
    """A fetcher whose rounds end so, one after the other."""

    made = 0
    ends: tuple[Exception | bool, ...] = ()

    def __init__(self, _places: object) -> None:
        type(self).made += 1
        self.has_asked, self.left = True, list(self.ends)

    def once(self) -> bool:
        end = self.left.pop(0)
        if isinstance(end, Exception):
            raise end
        return end


def test_the_loop_goes_on_after_any_trouble_and_logs_nobodys_data(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "92030512345"
    ends = (True, False, BackendUnavailable("messages answered 503"), Alarm("a fork"), ValueError(secret), False)
    monkeypatch.setattr(Rounds, "ends", ends)
    monkeypatch.setattr(fetchers, "Fetcher", Rounds)
    stopping = Stopping(after=6)
    with caplog.at_level(logging.INFO):
        fetchers.keep(stopping)
    assert stopping.pauses == [0, POLL_SECONDS, POLL_SECONDS * 3, ALARM_SECONDS, ALARM_SECONDS, POLL_SECONDS]
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("INFO", "portal unavailable: messages answered 503"),
        ("CRITICAL", "ALARM: Alarm: a fork"),
        ("ERROR", "interrupted: ValueError in once"),
    ]
    assert (Rounds.made, secret in caplog.text) == (1, False)


def test_missing_keys_are_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path))
    monkeypatch.setenv("EXCHANGE_PKI", str(tmp_path / "nothing"))
    stopping = Stopping(after=2)
    fetchers.keep(stopping)
    assert stopping.pauses == [ALARM_SECONDS, ALARM_SECONDS]
    assert [json.dumps(record.getMessage()).count("FileNotFoundError") for record in caplog.records] == [1, 1]
