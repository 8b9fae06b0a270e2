"""Messages that could not be applied: shown, tried again, or given up. `Quarantine` is for a page of somebody else's.

python -m applications.exchange.connector.quarantine [list | retry <message id> | reject <message id>]
"""

import json
import sys
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from applications.exchange.connector import database, outgoing
from applications.exchange.connector.database import Connection, Row
from applications.exchange.connector.outgoing import Outgoing, Seal
from applications.exchange.connector.places import Places

REJECTED = "an officer gave it up"


@dataclass(frozen=True, slots=True)
class Quarantine:
    """A connection a call: who looks at it is another process than the importer."""

    where: str
    seal: Seal

    @classmethod
    def from_environment(cls) -> Self:
        database.ensure(database.url())
        return cls(database.url(), Seal.load(Places.from_environment().pki))

    def waiting(self) -> list[Row]:
        with database.connect(self.where) as connection:
            return waiting(connection)

    def delayed(self) -> list[Row]:
        with database.connect(self.where) as connection:
            return delayed(connection)

    def set_aside(self) -> list[Row]:
        with database.connect(self.where) as connection:
            return set_aside(connection)

    def retry(self, message_id: UUID) -> bool:
        with database.connect(self.where) as connection:
            return retry(connection, message_id)

    def reject(self, message_id: UUID) -> bool:
        with database.connect(self.where) as connection:
            return reject(connection, self.seal, message_id)


def waiting(connection: Connection) -> list[Row]:
    return connection.execute("SELECT * FROM attempt WHERE state = 'quarantined' ORDER BY since").fetchall()


def delayed(connection: Connection) -> list[Row]:
    """Messages that wait only because something was away."""
    return connection.execute("SELECT * FROM attempt WHERE state = 'trying' AND waits > 0 ORDER BY since").fetchall()


def set_aside(connection: Connection) -> list[Row]:
    """What lay in a spool and was no whole message, the newest first."""
    return connection.execute("SELECT * FROM set_aside ORDER BY number DESC LIMIT 200").fetchall()


def retry(connection: Connection, message_id: UUID) -> bool:
    """The importer still has the sealed message and tries it at once. False: there is no such message."""
    changed = connection.execute(
        "UPDATE attempt SET state = 'trying', attempts = 0, waits = 0, reason = '', not_before = now()"
        " WHERE message_id = %s",
        [message_id],
    )
    return changed.rowcount == 1


def reject(connection: Connection, seal: Seal, message_id: UUID) -> bool:
    """Give it up: MOS is told, keeps the body, and the next message of the case is tried."""
    with connection.transaction():
        row = connection.execute(
            "DELETE FROM attempt WHERE message_id = %s AND state = 'quarantined' RETURNING *", [message_id]
        ).fetchone()
        if row is None:
            return False
        connection.execute(
            "INSERT INTO inbox (message_id, stream_seq, case_id, case_seq, kind, hash, verdict)"
            " VALUES (%(message_id)s, %(stream_seq)s, %(case_id)s, %(case_seq)s, %(kind)s, %(hash)s, 'rejected')",
            row,
        )
        data = outgoing.receipt_data(
            message_id=message_id, stream_seq=row["stream_seq"], hash=row["hash"], verdict="rejected"
        )
        Outgoing(connection, seal).receipt(case_id=row["case_id"], data=data | {"reason": REJECTED})
    return True


def main(arguments: list[str]) -> None:
    """For the machine the importer runs on, where a backend has no page."""
    found = Quarantine.from_environment()
    match arguments:
        case [] | ["list"]:
            rows = [{**row, "why": why} for why in ("waiting", "delayed") for row in getattr(found, why)()]
            sys.stdout.writelines(json.dumps(row, default=str, ensure_ascii=False) + "\n" for row in rows)
        case ["retry" | "reject" as what, message_id]:
            if not getattr(found, what)(UUID(message_id)):
                sys.exit("There is no such message in the quarantine")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
