"""The outer process: pulls sealed messages, verifies them without any key to open them, pushes answers out.

It has no database. Killed anywhere, it goes on from `cursor.json`; what it wrote twice is the same.
"""

import json
import logging
import os
import shutil
import signal
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from applications.exchange.gov import reports, spool
from applications.exchange.gov.client import GONE, Client
from applications.exchange.gov.errors import Alarm, GovError, Unavailable
from applications.exchange.gov.places import Places
from applications.exchange.protocol import envelope as envelopes
from applications.exchange.protocol import jws
from applications.exchange.protocol.canonical import canonical, digest, parse_object
from applications.exchange.protocol.envelope import GENESIS, PORTAL, Envelope, PartInfo
from applications.exchange.protocol.errors import ProtocolError

PAGE = 50
MAX_PAGE_BYTES = 4_000_000
POLL_SECONDS = float(os.environ.get("POLL_SECONDS", "0.3"))
ALARM_SECONDS = 10.0
OK, PARTIAL, EMPTY = 200, 206, 204
logger = logging.getLogger("fetcher")


class Fetcher:
    """One connector; `once` does what there is to do."""

    def __init__(self, places: Places, client: Client | None = None) -> None:
        self.places = places
        places.make()
        self.client = client or Client(places)
        self.cursor_path = places.state / "cursor.json"
        self.acknowledged_path = places.spool_in / spool.ACKNOWLEDGED
        self.has_asked = False

    def once(self) -> bool:
        """Whether anything moved."""
        if not self.has_asked:
            self._ask_head()
        moved = self._push()
        moved = self._pull() or moved
        reports.fetch(self.places, self.client)  # last: an alarm of the trail stops no message
        return moved

    def _ask_head(self) -> None:
        """The portal knows best what it has from us: whatever is missing is written again."""
        status, content = self.client.get("head", at_most=MAX_PAGE_BYTES)
        if status != OK:
            raise Unavailable(f"head answered {status}")
        head = self._verified(parse_object(content)["signed"], type="head")
        spool.write(self.acknowledged_path, {"gov_seq": head["gov_seq"]})
        self.has_asked = True

    def _pull(self) -> bool:
        cursor = spool.read(self.cursor_path)
        after, last = cursor.get("seq", 0), cursor.get("hash", GENESIS)
        status, content = self.client.get(f"messages?after={after}&limit={PAGE}", at_most=MAX_PAGE_BYTES)
        if status == EMPTY:
            return False
        if status != OK:
            raise Unavailable(f"messages answered {status}")
        for envelope in self._page(parse_object(content, max_bytes=MAX_PAGE_BYTES), after, last):
            self._fetch(envelope)
            spool.write(self.cursor_path, {"seq": envelope.stream_seq, "hash": envelope.hash})
        return True

    def _page(self, page: Mapping[str, Any], after: int, last: str) -> list[Envelope]:
        """A page whose list is signed, whose envelopes are those of the list and continue the chain."""
        manifest = self._verified(page["manifest"], type="manifest")
        events = page["messages"]
        listed = [[event["streamseq"], digest(canonical(event))] for event in events]
        if manifest != {"after": after, "messages": listed}:
            raise Alarm("the page is not what its manifest says")
        found = [envelopes.read(event) for event in events]
        if any(envelope.source != PORTAL for envelope in found):
            raise Alarm("a message that is not the portal's")
        envelopes.verify_chain(found, seq=after, hash=last)
        return found

    def _verified(self, token: str, *, type: str) -> dict[str, Any]:
        return jws.verify(token, self.client.portal_keys, type=type)

    def _fetch(self, envelope: Envelope) -> None:
        target = spool.message_folder(self.places.spool_in, envelope)
        if target.exists():
            return
        partial = self.places.spool_in / f"partial-{envelope.id}"
        partial.mkdir(exist_ok=True)
        for number, part in enumerate(envelope.parts):
            if not self._fetch_part(envelope, number, part, partial / str(number)):
                shutil.rmtree(partial)
                return
        (partial / spool.ENVELOPE).write_bytes(canonical(envelope.as_json()))
        spool.publish(partial, target)

    def _fetch_part(self, envelope: Envelope, number: int, part: PartInfo, path: Path) -> bool:
        """Goes on where a killed one stopped. False when the portal has purged it, which it does after `applied`."""
        have = path.stat().st_size if path.exists() else 0
        if have < part.bytes:
            headers = {"Range": f"bytes={have}-"} if have else {}
            left = part.bytes - have
            status, content = self.client.get(f"blobs/{envelope.id}/{number}", at_most=left, headers=headers)
            if status == GONE:
                logger.warning("message %s was purged: it was receipted before", envelope.id)
                return False
            if status not in (OK, PARTIAL):
                raise Unavailable(f"blob answered {status}")
            with path.open("ab") as file:
                file.write(content)
        if digest(path.read_bytes()) != part.sha256:
            path.unlink()
            raise Alarm(f"part {number} of message {envelope.id} does not have its digest")
        return True

    def _push(self) -> bool:
        """In the register's order, without a gap; what the portal has, leaves the spool."""
        acknowledged = int(spool.read(self.acknowledged_path).get("gov_seq", 0))
        before = acknowledged
        for path in sorted(self.places.spool_out.glob("[0-9]*.json")):
            number = int(path.stem)
            if number > acknowledged + 1:
                break
            if number == acknowledged + 1:
                self._post(path)
                acknowledged = number
                spool.write(self.acknowledged_path, {"gov_seq": number})
            path.unlink(missing_ok=True)
        return acknowledged > before

    def _post(self, path: Path) -> None:
        content = path.read_bytes()
        address = "receipts" if json.loads(content)["kind"] == "receipt" else "inbound"
        status, _answer = self.client.post(address, content)
        if status != OK:
            raise Alarm(f"the portal answered {status} to number {path.stem}")


def keep(fetcher: Fetcher, stopping: threading.Event) -> None:
    """Until told to stop. An alarm moves nothing on: the same place is tried again after a pause."""
    while not stopping.is_set():
        try:
            pause = 0.0 if fetcher.once() else POLL_SECONDS
        except Unavailable as error:
            logger.info("portal unavailable: %s", error)
            fetcher.has_asked, pause = False, POLL_SECONDS * 3
        except (GovError, ProtocolError) as error:
            logger.critical("ALARM: %s: %s", type(error).__name__, error)
            fetcher.has_asked, pause = False, ALARM_SECONDS
        stopping.wait(pause)


def main() -> None:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.INFO)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    keep(Fetcher(Places.from_environment()), stopping)


if __name__ == "__main__":
    main()
