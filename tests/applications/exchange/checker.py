"""Judges a finished run: nothing accepted is lost, nothing is there twice or out of order, nothing was changed.

`history` is what the client wrote down while filing (a line per attempt and per receipt); the rest is read at the
end from the databases and from what the backend has kept. test_checker.py shows that each planted fault is caught.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from lxml import etree

from applications.exchange.connector.backends import METADATA, METADATA_FILE
from applications.exchange.protocol.parts import APPLICATION_XML

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Accepted:
    """A filing that the applicant holds a receipt for."""

    case_id: str
    digest: str  # SHA-256 of the signed XML


@dataclass(frozen=True, slots=True)
class Applied:
    """A message in the order in which the register applied it."""

    message_id: str
    case_id: str
    case_seq: int
    stream_seq: int
    hash: str
    kind: str = "submission"


@dataclass(frozen=True, slots=True)
class Link:
    """A message of the portal's stream."""

    message_id: str
    case_id: str
    case_seq: int
    stream_seq: int | None
    prev_hash: str | None
    hash: str | None
    verdict: str


@dataclass(slots=True)
class Run:
    """Everything there is to judge."""

    attempted: set[str] = field(default_factory=set)
    accepted: list[Accepted] = field(default_factory=list)
    records: list[tuple[str, str]] = field(default_factory=list)  # case id, digest of the signed XML
    applied: list[Applied] = field(default_factory=list)
    filed_events: list[str] = field(default_factory=list)  # case ids, one per time a submission took effect
    stream: list[Link] = field(default_factory=list)


class History:
    """Written by the client of a run; on the disk before the call goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def attempt(self, case_id: str) -> None:
        self._write({"attempt": case_id})

    def accepted(self, case_id: str, digest: str) -> None:
        self._write({"accepted": case_id, "digest": digest})

    def read(self) -> tuple[set[str], list[Accepted]]:
        lines = [json.loads(line) for line in self.path.read_text().splitlines()]
        attempted = {line["attempt"] for line in lines if "attempt" in line}
        return attempted, [Accepted(line["accepted"], line["digest"]) for line in lines if "accepted" in line]

    def _write(self, line: dict[str, str]) -> None:
        with self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())


def read(history: History, *, portal: str, connector: str, kept: Callable[[Run], None]) -> Run:
    """From the history, the databases of portal and connector, and what the backend has kept."""
    attempted, accepted = history.read()
    run = Run(attempted=attempted, accepted=accepted)
    kept(run)
    with psycopg.connect(connector) as connection:
        applied = "SELECT message_id::text, case_id::text, case_seq, stream_seq, hash, kind FROM inbox ORDER BY number"
        run.applied = [Applied(*row) for row in connection.execute(applied)]
    with psycopg.connect(portal) as connection:
        stream = (
            "SELECT id::text, case_id::text, case_seq, stream_seq, prev_hash, hash, verdict"
            " FROM exchange_outboxmessage ORDER BY stream_seq"
        )
        run.stream = [Link(*row) for row in connection.execute(stream)]
    return run


def kept_by_register(where: str) -> Callable[[Run], None]:
    """By its URL."""

    def read_into(run: Run) -> None:
        with psycopg.connect(where) as connection:
            run.records = connection.execute("SELECT case_id::text, signed_digest FROM record").fetchall()
            events = "SELECT case_id::text FROM event WHERE kind = 'submission' ORDER BY number"
            run.filed_events = [case_id for (case_id,) in connection.execute(events)]

    return read_into


def kept_in_folder(folder: Path) -> Callable[[Run], None]:
    """Each package of a submission is a record, and the time it took effect."""

    def read_into(run: Run) -> None:
        for package in sorted((folder / "packages").iterdir()):
            metadata = etree.parse(package / METADATA_FILE).getroot()
            kind, case_id = (metadata.findtext(f"{{{METADATA}}}{name}") or "" for name in ("rodzaj", "sprawa"))
            if kind == "submission":
                digest = hashlib.sha256((package / APPLICATION_XML).read_bytes()).hexdigest()
                run.records.append((case_id, digest))
                run.filed_events.append(case_id)

    return read_into


def faults(run: Run) -> list[str]:
    """Empty when the run is good."""
    return [
        *_lost(run),
        *_invented(run),
        *_doubled(run),
        *_disordered(run.applied),
        *_changed(run),
        *_broken(run.stream),
    ]


def _lost(run: Run) -> Iterator[str]:
    records = {case_id for case_id, _ in run.records}
    for accepted in run.accepted:
        if accepted.case_id not in records:
            yield f"lost: {accepted.case_id}"
    applied = {message.message_id for message in run.applied}
    for link in run.stream:
        if link.message_id not in applied:
            yield f"never applied: {link.message_id}"
        elif link.verdict != "applied":
            yield f"receipt missing: {link.message_id}"


def _invented(run: Run) -> Iterator[str]:
    for case_id, _ in run.records:
        if case_id not in run.attempted:
            yield f"nobody filed: {case_id}"
    sent = {link.message_id for link in run.stream}
    for message in run.applied:
        if message.message_id not in sent:
            yield f"nobody sent: {message.message_id}"


def _doubled(run: Run) -> Iterator[str]:
    yield from _twice("record", (case_id for case_id, _ in run.records))
    yield from _twice("applied", (message.message_id for message in run.applied))
    yield from _twice("took effect", run.filed_events)
    yield from _twice("receipt", (accepted.case_id for accepted in run.accepted))


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what} {count} times: {name}"


def _disordered(applied: Sequence[Applied]) -> Iterator[str]:
    last: Counter[str] = Counter()
    for message in applied:
        if message.case_seq != last[message.case_id] + 1:
            yield f"out of order: {message.message_id}"
        last[message.case_id] = message.case_seq


def _changed(run: Run) -> Iterator[str]:
    records = dict(run.records)
    for accepted in run.accepted:
        if records.get(accepted.case_id, accepted.digest) != accepted.digest:
            yield f"changed: {accepted.case_id}"
    hashes = {link.message_id: link.hash for link in run.stream}
    for message in run.applied:
        if hashes.get(message.message_id, message.hash) != message.hash:
            yield f"not what was sent: {message.message_id}"


def _broken(stream: Sequence[Link]) -> Iterator[str]:
    """Numbers without a hole, each hash continuing the one before; within a case in the order of the case."""
    previous, cases = GENESIS, Counter[str]()
    for number, link in enumerate(stream, start=1):
        if link.stream_seq != number or link.prev_hash != previous:
            yield f"chain broken at {number}"
        if link.case_seq != cases[link.case_id] + 1:
            yield f"stream out of order: {link.message_id}"
        previous, cases[link.case_id] = link.hash or "", link.case_seq
