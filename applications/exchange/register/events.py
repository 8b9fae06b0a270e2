"""What happened to a record, in order."""

import json
from typing import Any
from uuid import UUID

from applications.exchange.register.database import Connection


def record(connection: Connection, *, case_id: UUID, kind: str, body: dict[str, Any], by: str) -> None:
    connection.execute(
        "INSERT INTO event (case_id, kind, body, by_whom) VALUES (%s, %s, %s, %s)",
        [case_id, kind, json.dumps(body, ensure_ascii=False), by],
    )
