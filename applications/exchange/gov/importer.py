"""The inner process: opens, verifies and applies what lies in the spool, and signs a receipt for each message.

Inbox row, change of the register and receipt are one transaction: at least once on the wire, once in effect.
"""

import base64
import logging
import os
import shutil
import signal
import threading
import traceback
from datetime import timedelta
from pathlib import Path

import psycopg

from applications.exchange.gov import package as packages
from applications.exchange.gov import reports, spool
from applications.exchange.gov.attempts import Attempts
from applications.exchange.gov.backends import Backend, Folder, Register
from applications.exchange.gov.errors import Refused
from applications.exchange.gov.package import Package
from applications.exchange.gov.places import Places
from applications.exchange.protocol import keys
from applications.exchange.protocol.envelope import Envelope
from applications.exchange.protocol.errors import ProtocolError
from applications.exchange.protocol.hpke import Place
from applications.exchange.register import database, outgoing
from applications.exchange.register.database import Connection
from applications.exchange.register.outgoing import Outgoing, Seal

POLL_SECONDS = float(os.environ.get("POLL_SECONDS", "0.3"))
RETRY_SECONDS = float(os.environ.get("RETRY_SECONDS", "1"))
logger = logging.getLogger("importer")


class Importer:
    """One importer over one spool and one database; `once` does what there is to do."""

    def __init__(
        self, places: Places, connection: Connection, backend: Backend, *, retry: float = RETRY_SECONDS
    ) -> None:
        places.make()
        self.places, self.connection, self.backend = places, connection, backend
        self.attempts = Attempts(connection, retry=timedelta(seconds=retry))
        self.seal = Seal.load(places.pki)
        self.opening = keys.opening(places.pki / "register" / "hpke.json")
        self.envelopes: dict[Path, Envelope] = {}

    def once(self) -> bool:
        """Whether anything moved."""
        moved = [self._take(folder) for folder in spool.waiting(self.places.spool_in)]
        reports.keep(self.places, self.connection)
        return self._publish() or any(moved)

    def _take(self, folder: Path) -> bool:
        """One message: settled ones leave the spool, parked ones stay, the next of a case is tried when it is due."""
        envelope = self._envelope(folder)
        if self.attempts.is_settled(envelope.id):
            shutil.rmtree(folder)
            del self.envelopes[folder]
            return True
        if not self.attempts.is_next(envelope) or not self.attempts.start(envelope):
            return False
        try:
            package = self._open(folder, envelope)
            self._apply(package)
        except psycopg.OperationalError:
            raise  # the database, not the message
        except Refused as error:
            self._quarantine(envelope, str(error))
        except Exception as error:  # one poisonous message never stops the others; counted, then shown
            self._failed(envelope, error)
        return True

    def _envelope(self, folder: Path) -> Envelope:
        if folder not in self.envelopes:
            self.envelopes[folder] = spool.envelope_of(folder)
        return self.envelopes[folder]

    def _open(self, folder: Path, envelope: Envelope) -> Package:
        parts = {}
        try:
            for part, sealed in spool.sealed_parts(folder, envelope):
                key = self.opening.get(part.kid)
                if key is None:
                    raise Refused("sealed to a key that is not here")
                parts[part.name] = key.open(sealed, Place(kind=envelope.kind, message_id=envelope.id, part=part.name))
        except ProtocolError as error:
            raise Refused(str(error)) from error
        return packages.verified(
            envelope, parts, trust=self.places.signature_trust, schemas=self.places.payload_schemas
        )

    def _apply(self, package: Package) -> None:
        with self.connection.transaction():
            reference = self.backend.apply(package, self.connection)
            self.attempts.settle(package.envelope, verdict="applied", reference=reference)
            signed = package.submission.signed_digest if package.submission else None
            self._receipt(package.envelope, verdict="applied", reference=reference, signed_digest=signed)

    def _failed(self, envelope: Envelope, error: Exception) -> None:
        """The class of the error and its place: a text might hold somebody's data."""
        last = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__} in {last.name}"
        logger.warning("message %s not applied: %s, line %s", envelope.id, reason, last.lineno)
        if self.attempts.are_used_up(envelope.id):
            self._quarantine(envelope, reason)

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
        Outgoing(self.connection, self.seal).receipt(case_id=envelope.case_id, data=data)

    def _publish(self) -> bool:
        """Lay what the portal does not have yet into the spool to the fetcher."""
        acknowledged = int(spool.read(self.places.spool_in / spool.ACKNOWLEDGED).get("gov_seq", 0))
        rows = self.connection.execute(
            "SELECT gov_seq, kind, signed FROM outgoing WHERE gov_seq > %s ORDER BY gov_seq LIMIT 200", [acknowledged]
        ).fetchall()
        written = 0
        for row in rows:
            path = self.places.spool_out / f"{row['gov_seq']:0{spool.DIGITS}d}.json"
            if not path.exists():
                spool.write(path, {"kind": row["kind"], "signed": row["signed"], "parts": self._parts(row["gov_seq"])})
                written += 1
        return written > 0

    def _parts(self, gov_seq: int) -> dict[str, str]:
        rows = self.connection.execute("SELECT name, sealed FROM outgoing_part WHERE gov_seq = %s", [gov_seq])
        return {row["name"]: base64.b64encode(row["sealed"]).decode() for row in rows}


def backend_from_environment() -> Backend:
    """EZD_FOLDER makes it a folder of packages; otherwise the register's database."""
    folder = os.environ.get("EZD_FOLDER")
    return Folder(Path(folder)) if folder else Register()


def keep(stopping: threading.Event) -> None:
    """Until told to stop; a lost database is waited for."""
    while not stopping.is_set():
        try:
            database.ensure(database.url())
            with database.connect(database.url()) as connection:
                importer = Importer(Places.from_environment(), connection, backend_from_environment())
                while not stopping.is_set():
                    stopping.wait(0 if importer.once() else POLL_SECONDS)
        except psycopg.OperationalError as error:
            logger.warning("database unavailable: %s", type(error).__name__)
            stopping.wait(1)


def main() -> None:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.INFO)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    keep(stopping)


if __name__ == "__main__":
    main()
