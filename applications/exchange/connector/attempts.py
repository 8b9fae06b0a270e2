"""The importer's memory: what is settled, what is next in each case, how often something was tried."""

from datetime import timedelta
from uuid import UUID

from applications.exchange.connector.database import Connection
from applications.exchange.protocol.envelope import Envelope

MOST = 5  # tries that ended the importer itself, so that it could not say what was wrong
LONGEST_WAIT = timedelta(hours=2)  # what is away for a day is asked a dozen times, not a hundred thousand


class Attempts:
    """Reads and writes the tables `inbox` and `attempt`."""

    def __init__(self, connection: Connection, *, retry: timedelta) -> None:
        self.connection, self.retry = connection, retry

    def is_settled(self, message_id: UUID) -> bool:
        found = self.connection.execute("SELECT 1 AS one FROM inbox WHERE message_id = %s", [message_id])
        return found.fetchone() is not None

    def is_next(self, envelope: Envelope) -> bool:
        """Whether everything before it in its case is settled; if not, it is parked, and only it."""
        query = "SELECT coalesce(max(case_seq), 0) AS last FROM inbox WHERE case_id = %s"
        row = self.connection.execute(query, [envelope.case_id]).fetchone()
        return row is not None and envelope.case_seq == row["last"] + 1

    def is_trying(self, case_id: UUID) -> bool:
        """Whether a message of the case is under way: what follows from it is told after its receipt."""
        query = "SELECT 1 AS one FROM attempt WHERE case_id = %s AND state = 'trying' LIMIT 1"
        return self.connection.execute(query, [case_id]).fetchone() is not None

    def start(self, envelope: Envelope) -> int:
        """Count a try before it is made, so that one which kills the process counts too. 0 when it is not due."""
        self.connection.execute(
            "INSERT INTO attempt (message_id, stream_seq, case_id, case_seq, kind, hash)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [envelope.id, envelope.stream_seq, envelope.case_id, envelope.case_seq, envelope.kind, envelope.hash],
        )
        started = self.connection.execute(
            "UPDATE attempt SET attempts = attempts + 1, not_before = now() + %s * power(2, least(attempts, 8))"
            " WHERE message_id = %s AND state = 'trying' AND not_before <= now() RETURNING attempts",
            [self.retry, envelope.id],
        ).fetchone()
        return int(started["attempts"]) if started else 0

    def wait(self, message_id: UUID, *, reason: str) -> None:
        """The try does not count: nothing was wrong with the message. The pauses grow, to hours."""
        self.connection.execute(
            "UPDATE attempt SET attempts = greatest(attempts - 1, 0), waits = waits + 1, reason = %s,"
            " not_before = now() + least(%s * power(2, least(waits, 20)), %s) WHERE message_id = %s",
            [reason, self.retry, LONGEST_WAIT, message_id],
        )

    def settle(self, envelope: Envelope, *, verdict: str, reference: str | None) -> None:
        """Once: the second time violates the key, and the whole transaction with it."""
        self.connection.execute(
            "INSERT INTO inbox (message_id, stream_seq, case_id, case_seq, kind, hash, verdict, register_ref)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                envelope.id,
                envelope.stream_seq,
                envelope.case_id,
                envelope.case_seq,
                envelope.kind,
                envelope.hash,
                verdict,
                reference,
            ],
        )
        self.connection.execute("DELETE FROM attempt WHERE message_id = %s", [envelope.id])

    def quarantine(self, message_id: UUID, *, reason: str) -> None:
        self.connection.execute(
            "UPDATE attempt SET state = 'quarantined', reason = %s, since = now() WHERE message_id = %s",
            [reason, message_id],
        )
