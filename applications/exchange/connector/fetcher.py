"""The outer process: pulls sealed messages, verifies them without any key to open them, pushes answers out.

It has no database. Killed anywhere, it goes on from `cursor.json`; what it wrote twice is the same. A message that the
portal can't give whole is passed over and asked for again; so is one that the importer found damaged in the spool.
"""

import logging
import os
import signal
import threading
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from applications.exchange.connector import reports, spool
from applications.exchange.connector.client import GONE, Client
from applications.exchange.connector.errors import Alarm, ConnectorError, Damaged
from applications.exchange.connector.places import Places
from applications.exchange.protocol import envelope as envelopes
from applications.exchange.protocol import jws, kinds
from applications.exchange.protocol.backend import BackendUnavailable
from applications.exchange.protocol.canonical import canonical, digest, parse_object
from applications.exchange.protocol.envelope import GENESIS, PORTAL, Envelope, PartInfo
from applications.exchange.protocol.errors import ProtocolError

PAGE = 50
MAX_PAGE_BYTES = 4_000_000
POLL_SECONDS = float(os.environ.get("POLL_SECONDS", "0.3"))
ALARM_SECONDS = 10.0
AGAIN_SECONDS = 30.0
OK, PARTIAL, EMPTY = 200, 206, 204
logger = logging.getLogger("fetcher")


class Fetcher:
    """One connector; `once` does what there is to do."""

    def __init__(self, places: Places, client: Client | None = None, *, again: float = AGAIN_SECONDS) -> None:
        self.places, self.again = places, again
        places.make()
        self.client = client or Client(places)
        self.cursor_path = places.state / "cursor.json"
        self.acknowledged_path = places.spool_in / spool.ACKNOWLEDGED
        self.has_asked = False
        self.asked_again: dict[Path, float] = {}
        for folder in (places.spool_in, places.state):
            spool.sweep_partial(folder)

    def once(self) -> bool:
        """Whether anything moved. Trouble in one direction does not keep the other from going on."""
        if not self.has_asked or not self._acknowledged():
            self._ask_head()
        moved, troubles = False, []
        for step in (self._push, self._pull, self._pull_again, self._report):  # last: it stops no message
            try:
                moved = step() or moved
            except BackendUnavailable:
                raise
            except (ConnectorError, ProtocolError) as error:
                troubles.append(error)
        if troubles:
            raise troubles[0]
        return moved

    def _report(self) -> bool:
        """The day's report with the head of the trail."""
        reports.fetch(self.places, self.client)
        return False

    def _ask_head(self) -> None:
        """The portal knows best what it has from us: whatever is missing is written again."""
        status, content = self.client.get("head", at_most=MAX_PAGE_BYTES)
        if status != OK:
            raise BackendUnavailable(f"head answered {status}")
        head = self._verified(parse_object(content)["signed"], type="head")
        spool.write(self.acknowledged_path, {"gov_seq": head["gov_seq"]})
        if self._cursor()[0] > head["stream_seq"]:
            raise Alarm("the cursor is ahead of the portal")
        self.has_asked = True

    def _cursor(self) -> tuple[int, str]:
        """From the beginning when it was lost: what was applied and purged since is passed over."""
        cursor = spool.read(self.cursor_path, seq=int, hash=str)
        return cursor.get("seq", 0), cursor.get("hash", GENESIS)

    def _acknowledged(self) -> dict[str, Any]:
        return spool.read(self.acknowledged_path, gov_seq=int)

    def _pull(self) -> bool:
        after, last = self._cursor()
        found = self._page(after, PAGE)
        envelopes.verify_chain(found, seq=after, hash=last)
        damaged = None
        for envelope in found:
            try:
                self._fetch(envelope)
            except Damaged as error:
                damaged = error
                spool.write(spool.again(self.places.state, envelope.stream_seq), {"seq": envelope.stream_seq})
            spool.write(self.cursor_path, {"seq": envelope.stream_seq, "hash": envelope.hash})
        if damaged:
            raise damaged
        return bool(found)

    def _pull_again(self) -> bool:
        """Single messages: those the portal could not give, those the importer found damaged."""
        asked = spool.asked_again(self.places.state, self.places.spool_out)
        due = [path for path in asked if self.asked_again.get(path, 0) <= time.monotonic()]
        for path in due:
            self.asked_again[path] = time.monotonic() + self.again
            number = spool.read(path, seq=int).get("seq", 0)
            for envelope in self._page(number - 1, 1) if number > 0 else []:
                self._fetch(envelope)
            path.unlink(missing_ok=True)
            del self.asked_again[path]
        return bool(due)

    def _page(self, after: int, limit: int) -> list[Envelope]:
        """A page of the portal's messages, those of its signed list; the chain is the caller's to verify."""
        status, content = self.client.get(f"messages?after={after}&limit={limit}", at_most=MAX_PAGE_BYTES)
        if status == EMPTY:
            return []
        if status != OK:
            raise BackendUnavailable(f"messages answered {status}")
        page = parse_object(content, max_bytes=MAX_PAGE_BYTES)
        events = page["messages"]
        listed = [[event["streamseq"], digest(canonical(event))] for event in events]
        if self._verified(page["manifest"], type="manifest") != {"after": after, "messages": listed}:
            raise Alarm("the page is not what its manifest says")
        found = [envelopes.read(event) for event in events]
        if any(envelope.source != PORTAL for envelope in found):
            raise Alarm("a message that is not the portal's")
        return found

    def _verified(self, token: str, *, type: str) -> dict[str, Any]:
        return jws.verify(token, self.client.portal_keys, type=type)

    def _fetch(self, envelope: Envelope) -> None:
        target = spool.message_folder(self.places.spool_in, envelope)
        if target.is_dir():
            return
        partial = spool.partial_folder(self.places.spool_in, envelope)
        try:
            if self._fill(partial, envelope):
                spool.publish(partial, target)
            else:
                spool.remove(partial)
        except (FileExistsError, IsADirectoryError, NotADirectoryError) as error:
            spool.remove(partial)
            raise Damaged(f"something foreign stood where message {envelope.id} was to be written") from error

    def _fill(self, partial: Path, envelope: Envelope) -> bool:
        partial.mkdir(exist_ok=True)
        for number, part in enumerate(envelope.parts):
            if not self._fetch_part(envelope, number, part, partial / str(number)):
                return False
        (partial / spool.ENVELOPE).write_bytes(canonical(envelope.as_json()))
        return True

    def _fetch_part(self, envelope: Envelope, number: int, part: PartInfo, path: Path) -> bool:
        """Goes on where a killed one stopped. False when the portal has purged it, which it does after `applied`."""
        have = path.stat().st_size if path.exists() else 0
        if have < part.bytes:
            headers = {"Range": f"bytes={have}-"} if have else {}
            status, content = self._ask_part(envelope, number, headers=headers, left=part.bytes - have)
            if status == GONE:
                logger.warning("message %s was purged: it was receipted before", envelope.id)
                return False
            with path.open("ab") as file:
                file.write(content)
        if digest(path.read_bytes()) != part.sha256:
            path.unlink()
            raise Damaged(f"part {number} of message {envelope.id} does not have its digest")
        return True

    def _ask_part(self, envelope: Envelope, number: int, *, headers: Mapping[str, str], left: int) -> tuple[int, bytes]:
        try:
            status, content = self.client.get(f"blobs/{envelope.id}/{number}", at_most=left, headers=headers)
        except Alarm as error:
            raise Damaged(f"part {number} of message {envelope.id}: {error}") from error
        if status not in (OK, PARTIAL, GONE):
            raise Damaged(f"part {number} of message {envelope.id} answered {status}")
        return status, content

    def _push(self) -> bool:
        """In the register's order, without a gap; what the portal has, leaves the spool."""
        before: int = self._acknowledged().get("gov_seq", 0)
        acknowledged = before
        for path in spool.strangers_out(self.places.spool_out):
            spool.set_aside(path, "not a message to the portal")
        for path in spool.outgoing(self.places.spool_out):
            number = int(path.stem)
            if number > acknowledged + 1:
                break
            if number == acknowledged + 1:
                if not self._post(path):
                    break
                acknowledged = number
                spool.write(self.acknowledged_path, {"gov_seq": number})
            path.unlink(missing_ok=True)
        return acknowledged > before

    def _post(self, path: Path) -> bool:
        """False when it can't be read: it is set aside, and the importer lays it out again."""
        message = spool.read(path, kind=str, signed=str, parts=dict)
        if not message:
            return False
        address = "receipts" if message["kind"] == kinds.RECEIPT else "inbound"
        status, _answer = self.client.post(address, canonical(message))
        if status != OK:
            raise Alarm(f"the portal answered {status} to number {path.stem}")
        return True


def keep(stopping: threading.Event) -> None:
    """Until told to stop. An alarm moves nothing on: the same place is tried again after a pause."""
    fetcher = None
    while not stopping.is_set():
        try:
            fetcher = fetcher or Fetcher(Places.from_environment())
            pause = 0.0 if fetcher.once() else POLL_SECONDS
        except Exception as error:
            pause = _told(error)
            if fetcher is not None:
                fetcher.has_asked = False
        stopping.wait(pause)


def _told(error: Exception) -> float:
    """How long to pause after it."""
    if isinstance(error, BackendUnavailable):
        logger.info("portal unavailable: %s", error)
        return POLL_SECONDS * 3
    if isinstance(error, ConnectorError | ProtocolError):
        logger.critical("ALARM: %s: %s", type(error).__name__, error)
        return ALARM_SECONDS
    last = traceback.extract_tb(error.__traceback__)[-1]  # its text might hold anything
    logger.error("interrupted: %s in %s", type(error).__name__, last.name)
    return ALARM_SECONDS


def main() -> None:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.INFO)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    keep(stopping)


if __name__ == "__main__":
    main()
