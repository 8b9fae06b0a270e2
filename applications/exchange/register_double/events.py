"""What happened to a record, in order."""

import json
from typing import Any
from uuid import UUID

from applications.exchange.register_double.database import Connection


def record(connection: Connection, *, case_id: UUID, kind: str, body: dict[str, Any], by: str) -> None:
    connection.execute(
        "INSERT INTO event (case_id, kind, body, by_whom) VALUES (%s, %s, %s, %s)",
        [case_id, kind, json.dumps(body, ensure_ascii=False), by],
    )


def asked(connection: Connection, *, case_id: UUID, summons: UUID, key: str) -> str:
    """One item of a summons in the words of the summons; its key when there is no such item."""
    row = connection.execute(
        "SELECT item->>'text' AS text FROM event, jsonb_array_elements(body->'items') AS item"
        " WHERE case_id = %s AND kind = 'summoned' AND body->>'message_id' = %s AND item->>'key' = %s",
        [case_id, str(summons), key],
    ).fetchone()
    return str(row["text"]) if row else key
