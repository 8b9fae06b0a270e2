"""Messages that could not be applied: shown to an officer, tried again, or given up."""

from uuid import UUID

from applications.exchange.register_double import outgoing
from applications.exchange.register_double.database import Connection, Row
from applications.exchange.register_double.errors import NotFound
from applications.exchange.register_double.outgoing import Outgoing, Seal

REJECTED = "an officer gave it up"


def waiting(connection: Connection) -> list[Row]:
    return connection.execute("SELECT * FROM attempt WHERE state = 'quarantined' ORDER BY since").fetchall()


def delayed(connection: Connection) -> list[Row]:
    """Messages that wait only because something was away."""
    return connection.execute("SELECT * FROM attempt WHERE state = 'trying' AND waits > 0 ORDER BY since").fetchall()


def set_aside(connection: Connection) -> list[Row]:
    """What lay in a spool and was no whole message, the newest first."""
    return connection.execute("SELECT * FROM set_aside ORDER BY number DESC LIMIT 200").fetchall()


def retry(connection: Connection, message_id: UUID) -> None:
    """The importer still has the sealed message and tries it at once."""
    changed = connection.execute(
        "UPDATE attempt SET state = 'trying', attempts = 0, waits = 0, reason = '', not_before = now()"
        " WHERE message_id = %s",
        [message_id],
    )
    if changed.rowcount != 1:
        raise NotFound("Nie ma takiej wiadomości")


def reject(connection: Connection, seal: Seal, message_id: UUID) -> None:
    """Give it up: MOS is told, keeps the body, and the next message of the case is tried."""
    with connection.transaction():
        row = connection.execute(
            "DELETE FROM attempt WHERE message_id = %s AND state = 'quarantined' RETURNING *", [message_id]
        ).fetchone()
        if row is None:
            raise NotFound("Nie ma takiej wiadomości")
        connection.execute(
            "INSERT INTO inbox (message_id, stream_seq, case_id, case_seq, kind, hash, verdict)"
            " VALUES (%(message_id)s, %(stream_seq)s, %(case_id)s, %(case_seq)s, %(kind)s, %(hash)s, 'rejected')",
            row,
        )
        data = outgoing.receipt_data(
            message_id=message_id, stream_seq=row["stream_seq"], hash=row["hash"], verdict="rejected"
        )
        Outgoing(connection, seal).receipt(case_id=row["case_id"], data=data | {"reason": REJECTED})
