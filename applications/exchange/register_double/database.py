"""The register's own database: where it is, how to reach it, its tables."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.rows import DictRow, dict_row

SCHEMA = Path(__file__).with_name("schema.sql")
LOCK = 7_170_010

type Connection = psycopg.Connection[DictRow]
type Row = dict[str, Any]


def url() -> str:
    port = int(os.environ.get("PORT", "8000")) + 8
    return os.environ.get("REGISTER_DATABASE_URL", f"postgresql://mos@127.0.0.1:{port}/register")


def connect(where: str) -> Connection:
    """Commits when its `with` block ends well; transactions inside are explicit."""
    return psycopg.connect(where, row_factory=dict_row, autocommit=True, connect_timeout=5)


def ensure(where: str) -> None:
    """Create the database and its tables unless they are there; several processes may ask at once."""
    try:
        connection = connect(where)
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise
        _create(where)
        connection = connect(where)
    with connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        connection.execute(SCHEMA.read_bytes())


def _create(where: str) -> None:
    parts = urlsplit(where)
    name = parts.path.lstrip("/")
    with connect(urlunsplit(parts._replace(path="/postgres"))) as connection:
        try:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return  # another process was quicker
