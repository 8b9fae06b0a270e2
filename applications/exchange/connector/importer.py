"""The inner process: opens, verifies and hands over what lies in the spool, and signs a receipt for each message.

A backend takes a message over once, whatever is replayed; inbox row and receipt are one transaction after it.
"""

import base64
import logging
import os
import signal
import sys
import threading
import traceback
from datetime import timedelta
from pathlib import Path

import psycopg

from applications.exchange.connector import database, outgoing, reports, spool, telling
from applications.exchange.connector import opening as packages
from applications.exchange.connector.attempts import MOST, Attempts
from applications.exchange.connector.backends import named
from applications.exchange.connector.database import Connection, Row
from applications.exchange.connector.errors import Misnamed, Unreadable, WrongBackend
from applications.exchange.connector.outgoing import Outgoing, Seal
from applications.exchange.connector.places import Places
from applications.exchange.protocol import keys
from applications.exchange.protocol.backend import Backend, BackendUnavailable, MessageRefused, OpenedMessage
from applications.exchange.protocol.envelope import Envelope
from applications.exchange.protocol.errors import ProtocolError
from applications.exchange.protocol.hpke import PartPlace

POLL_SECONDS = float(os.environ.get("POLL_SECONDS", "0.3"))
RETRY_SECONDS = float(os.environ.get("RETRY_SECONDS", "1"))
LONGEST_PAUSE = 30.0
COPIES = 3  # how often one message is fetched again before a person must look
ENDED_US = "the importer ended each time it was tried"
logger = logging.getLogger("importer")


class Importer:
    """One importer over one spool and one database; `once` does what there is to do."""

    def __init__(
        self, places: Places, connection: Connection, backend: Backend, *, retry: float = RETRY_SECONDS
    ) -> None:
        places.make()
        self.places, self.connection, self.backend = places, connection, backend
        self.attempts = Attempts(connection, retry=timedelta(seconds=retry))
        self.outgoing = Outgoing(connection, Seal.load(places.pki))
        self.opening = keys.opening(places.pki / "register" / "hpke.json")
        self.envelopes: dict[Path, Envelope] = {}
        self.told: set[str] = set()
        spool.sweep(places.spool_in)
        spool.sweep_partial(places.spool_out)
        self._ask_for_what_is_aside()

    def once(self) -> bool:
        """Whether anything moved."""
        moved = [self._set_aside(path, "not a message") for path in spool.strangers(self.places.spool_in)]
        moved += [self._look_at(folder) for folder in spool.waiting(self.places.spool_in)]
        moved.append(self._tell())
        reports.keep(self.places, self.connection)
        return self._publish() or any(moved)

    def _tell(self) -> bool:
        """What the backend has for MOS; it may be away."""
        try:
            return telling.tell(self.backend, self.outgoing, self.attempts)
        except Exception as error:
            if self.connection.closed:
                raise
            self._tell_once(f"news can't be taken now: {_place(error)}")
            return False

    def _look_at(self, folder: Path) -> bool:
        """Whatever is wrong with a folder stays with that folder."""
        try:
            return self._take(folder)
        except Unreadable as error:
            return self._set_aside(folder, str(error))
        except Exception as error:
            if self.connection.closed:
                raise
            self._tell_once(f"{folder.name} can't be taken now: {_place(error)}")
            return False

    def _take(self, folder: Path) -> bool:
        """One message: settled ones leave the spool, parked ones stay, the next of a case is tried when it is due."""
        if self.attempts.is_settled(spool.message_id(folder)):
            return self._remove(folder)
        envelope = self._envelope(folder)
        if not self.attempts.is_next(envelope):
            return False
        tries = self.attempts.start(envelope)
        if tries > MOST:
            self._quarantine(envelope, ENDED_US)
        return tries > 0 and (tries > MOST or self._try(folder, envelope))

    def _try(self, folder: Path, envelope: Envelope) -> bool:
        try:
            self._apply(self._open(folder, envelope))
        except Unreadable as error:
            self.attempts.wait(envelope.id, reason=str(error))
            raise
        except MessageRefused as error:
            self._quarantine(envelope, str(error))
        except Exception as error:  # one poisonous message never stops the others
            if self.connection.closed:
                raise  # the database, not the message
            if _is_away(error):
                return self._wait(envelope, error)
            self._quarantine(envelope, _place(error))
        return True

    def _remove(self, folder: Path) -> bool:
        """Whatever a killed removal has left of it, unless it is another message under this one's name."""
        try:
            spool.envelope_of(folder)
        except Misnamed:
            raise
        except Unreadable:
            pass
        spool.remove(folder)
        self.envelopes.pop(folder, None)
        return True

    def _set_aside(self, path: Path, reason: str) -> bool:
        """Named in the log and on the officers' page; a message is asked for again, a few times."""
        numbers, copies = spool.numbers(path), spool.copies_aside(path)
        try:
            kept_as = spool.set_aside(path, reason).name
        except OSError as error:
            self._tell_once(f"{path.name!r} can't be set aside: {type(error).__name__}")
            return False
        self.envelopes.pop(path, None)
        if copies < COPIES:
            self._ask_again(numbers)
        self.connection.execute(
            "INSERT INTO set_aside (name, kept_as, reason) VALUES (%s, %s, %s)",
            [_shown(path.name), _shown(kept_as), reason],
        )
        return True

    def _ask_again(self, numbers: set[int]) -> None:
        """The fetcher passes over what is in the spool, and over what was applied and purged."""
        for number in numbers:
            spool.write(spool.again(self.places.spool_out, number), {"seq": number})

    def _ask_for_what_is_aside(self) -> None:
        """Once, at the start: a kill may have come between setting a message aside and asking for it."""
        for path in spool.aside(self.places.spool_in):
            if not self.attempts.is_settled(spool.message_id(path)) and spool.copies_aside(path) <= COPIES:
                self._ask_again(spool.numbers(path))

    def _envelope(self, folder: Path) -> Envelope:
        if folder not in self.envelopes:
            self.envelopes[folder] = spool.envelope_of(folder)
        return self.envelopes[folder]

    def _open(self, folder: Path, envelope: Envelope) -> OpenedMessage:
        parts = {}
        try:
            for part, sealed in spool.sealed_parts(folder, envelope):
                key = self.opening.get(part.kid)
                if key is None:
                    raise MessageRefused("sealed to a key that is not here")
                parts[part.name] = key.open(
                    sealed, PartPlace(kind=envelope.kind, message_id=envelope.id, part=part.name)
                )
        except ProtocolError as error:
            raise MessageRefused(str(error)) from error
        return packages.verified(
            envelope, parts, trust=self.places.signature_trust, schemas=self.places.payload_schemas
        )

    def _apply(self, package: OpenedMessage) -> None:
        reference = self.backend.apply(package)
        with self.connection.transaction():
            self.attempts.settle(package.envelope, verdict="applied", reference=reference)
            signed = package.submission.signed_digest if package.submission else None
            self._receipt(package.envelope, verdict="applied", reference=reference, signed_digest=signed)

    def _wait(self, envelope: Envelope, error: Exception) -> bool:
        """Something it needs is away: the message waits, it is never quarantined for that."""
        reason = f"waits: {_place(error)}"
        logger.warning("message %s %s", envelope.id, reason)
        self.attempts.wait(envelope.id, reason=reason)
        return False

    def _tell_once(self, text: str) -> None:
        if text not in self.told:
            self.told.add(text)
            logger.error(text)

    def _quarantine(self, envelope: Envelope, reason: str) -> None:
        logger.error("message %s quarantined: %s", envelope.id, reason)
        with self.connection.transaction():
            self.attempts.quarantine(envelope.id, reason=reason)
            self._receipt(envelope, verdict="quarantined", reason=reason)

    def _receipt(
        self,
        envelope: Envelope,
        *,
        verdict: str,
        reference: str | None = None,
        reason: str | None = None,
        signed_digest: str | None = None,
    ) -> None:
        data = outgoing.receipt_data(
            message_id=envelope.id, stream_seq=envelope.stream_seq, hash=envelope.hash, verdict=verdict
        )
        data |= {"register_ref": reference, "reason": reason[:200] if reason else None, "signed_digest": signed_digest}
        self.outgoing.receipt(case_id=envelope.case_id, data=data)

    def _publish(self) -> bool:
        """Lay what the portal does not have yet into the spool to the fetcher; one bad row stops no other."""
        acknowledged = spool.read(self.places.spool_in / spool.ACKNOWLEDGED, gov_seq=int).get("gov_seq", 0)
        rows = self.connection.execute(
            "SELECT gov_seq, kind, signed FROM outgoing WHERE gov_seq > %s ORDER BY gov_seq LIMIT 200", [acknowledged]
        ).fetchall()
        return sum(self._lay_out(row) for row in rows) > 0

    def _lay_out(self, row: Row) -> bool:
        path = self.places.spool_out / f"{row['gov_seq']:0{spool.DIGITS}d}.json"
        if path.exists():
            return False
        try:
            spool.write(path, {"kind": row["kind"], "signed": row["signed"], "parts": self._parts(row["gov_seq"])})
        except Exception as error:
            if self.connection.closed:
                raise
            self._tell_once(f"outgoing number {row['gov_seq']} can't be laid out: {_place(error)}")
            return False
        return True

    def _parts(self, gov_seq: int) -> dict[str, str]:
        rows = self.connection.execute("SELECT name, sealed FROM outgoing_part WHERE gov_seq = %s", [gov_seq])
        return {row["name"]: base64.b64encode(row["sealed"]).decode() for row in rows}


def keep(stopping: threading.Event, backend: type[Backend]) -> None:
    """Until told to stop. Whatever is away, database, spool or keys, is waited for."""
    pause = 1.0
    while not stopping.is_set():
        try:
            database.ensure(database.url())
            with database.connect(database.url()) as connection:
                importer = Importer(Places.from_environment(), connection, backend.from_environment())
                while not stopping.is_set():
                    stopping.wait(0 if importer.once() else POLL_SECONDS)
                    pause = 1.0
        except Exception as error:
            logger.warning("interrupted: %s", _place(error))
            stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _is_away(error: Exception) -> bool:
    """Not the message's fault: a disk, a trust list, a database for a moment."""
    too_much = isinstance(error, psycopg.errors.ProgramLimitExceeded)
    return (
        isinstance(error, BackendUnavailable | OSError | psycopg.OperationalError | psycopg.InterfaceError)
        and not too_much
    )


def _place(error: Exception) -> str:
    """The class of the error and where it arose: its text might hold somebody's data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.name}"


def _shown(name: str) -> str:
    """A file's name may be any bytes."""
    return os.fsencode(name).decode("utf-8", "replace")


def main() -> None:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.INFO)
    try:
        backend = named(os.environ.get("EXCHANGE_BACKEND", ""))
    except WrongBackend as error:
        sys.exit(str(error))
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    keep(stopping, backend)


if __name__ == "__main__":
    main()
