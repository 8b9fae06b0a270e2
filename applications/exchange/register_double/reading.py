"""What the pages and the JSON API show of the records."""

from uuid import UUID

from applications.exchange.register_double import records
from applications.exchange.register_double.database import Connection, Row
from applications.exchange.register_double.errors import NotFound

LISTED = "case_id, register_ref, message_id, base, state, procedure, office, signer, case_number, officer, received_at"
AT_ONCE = 50


def find(connection: Connection, words: str = "") -> list[Row]:
    """Newest first; every word must occur in names, numbers or answers."""
    patterns = [f"%{_escaped(word)}%" for word in words.lower().split()[:8]]
    return connection.execute(
        f"SELECT {LISTED} FROM record"  # noqa: S608  # a constant of this module
        " WHERE lower(concat_ws(' ', register_ref, case_number, search)) LIKE ALL(%s)"
        " ORDER BY received_at DESC LIMIT %s",
        [patterns, AT_ONCE],
    ).fetchall()


def record(connection: Connection, case_id: UUID) -> Row:
    found = connection.execute("SELECT * FROM record WHERE case_id = %s", [case_id]).fetchone()
    if found is None:
        raise NotFound("Nie ma takiego wniosku")
    return found


def documents(connection: Connection, case_id: UUID) -> list[Row]:
    return connection.execute(
        "SELECT message_id, name, purpose, official, answers, sha256, octet_length(content) AS bytes, received_at"
        " FROM document"
        " WHERE case_id = %s ORDER BY received_at, name",
        [case_id],
    ).fetchall()


def document(connection: Connection, message_id: UUID, name: str) -> bytes:
    query = "SELECT content FROM document WHERE message_id = %s AND name = %s"
    found = connection.execute(query, [message_id, name]).fetchone()
    if found is None:
        raise NotFound("Nie ma takiego pliku")
    return bytes(found["content"])


def events(connection: Connection, case_id: UUID) -> list[Row]:
    return connection.execute("SELECT * FROM event WHERE case_id = %s ORDER BY number DESC", [case_id]).fetchall()


def letters(connection: Connection, case_id: UUID) -> list[Row]:
    return connection.execute("SELECT * FROM letter WHERE case_id = %s ORDER BY at", [case_id]).fetchall()


def receipt(connection: Connection, message_id: UUID) -> Row | None:
    """What the register has taken over, as the portal is told."""
    return records.taken(connection, message_id)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
