"""The connector's own database: where it is, how to reach it, its tables. What it keeps is no record of a case."""

import os
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import DictRow, dict_row

SCHEMA = Path(__file__).with_name("schema.sql")
LOCK = 7_170_012

type Connection = psycopg.Connection[DictRow]
type Row = dict[str, Any]


def url() -> str:
    port = int(os.environ.get("PORT", "8000")) + 8
    return os.environ.get("CONNECTOR_DATABASE_URL", f"postgresql://mos@127.0.0.1:{port}/connector")


def connect(where: str) -> Connection:
    """Commits when its `with` block ends well; transactions inside are explicit."""
    return psycopg.connect(where, row_factory=dict_row, autocommit=True, connect_timeout=5)


def ensure(where: str) -> None:
    """Make the tables unless they are there; several processes may ask at once."""
    with connect(where) as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        connection.execute(SCHEMA.read_bytes())
