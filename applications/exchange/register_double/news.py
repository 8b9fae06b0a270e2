"""What MOS is to be told: written in the transaction of the change, fetched by the connector."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import uuid_utils.compat
from psycopg.types.json import Jsonb

from applications.exchange.protocol import kinds
from applications.exchange.protocol.backend import RegisterNews
from applications.exchange.register_double.database import Connection, Row

AT_ONCE = 50


def write(
    connection: Connection,
    *,
    kind: str,
    case_id: UUID,
    body: Mapping[str, Any],
    files: Mapping[str, bytes] | None = None,
) -> UUID:
    """The id of the message to come. Malformed when the body has another shape than its kind promises."""
    kinds.check_body(kind, dict(body))
    message_id: UUID = uuid_utils.compat.uuid7()
    connection.execute(
        "INSERT INTO news (message_id, case_id, kind, body) VALUES (%s, %s, %s, %s)",
        [message_id, case_id, kind, Jsonb(dict(body))],
    )
    for name, content in (files or {}).items():
        connection.execute("INSERT INTO news_file VALUES (%s, %s, %s)", [message_id, name, content])
    return message_id


def to_tell(connection: Connection) -> list[RegisterNews]:
    """The record of its case was locked when each was written, so numbers are the order within a case."""
    rows = connection.execute(
        "SELECT message_id, kind, case_id, body FROM news WHERE settled_at IS NULL ORDER BY number LIMIT %s", [AT_ONCE]
    )
    return [_news(connection, row) for row in rows.fetchall()]


def settle(connection: Connection, message_id: UUID, *, refused: str = "") -> None:
    connection.execute("UPDATE news SET settled_at = now(), refused = %s WHERE message_id = %s", [refused, message_id])


def _news(connection: Connection, row: Row) -> RegisterNews:
    files = connection.execute("SELECT name, content FROM news_file WHERE message_id = %s", [row["message_id"]])
    return RegisterNews(
        id=row["message_id"],
        kind=row["kind"],
        case_id=row["case_id"],
        body=row["body"],
        files={file["name"]: bytes(file["content"]) for file in files.fetchall()},
    )
