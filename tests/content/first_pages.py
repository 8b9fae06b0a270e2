"""The pages of `load_content`, made once a process and put back row by row afterwards: making them takes half a minute.

Within a transaction that the caller takes back, as every module of tests does.
"""

from contextlib import AbstractContextManager
from typing import Any

from django.core.management import call_command
from django.db import connection

type Rows = dict[str, bytes]

_kept: Rows = {}
_counters: dict[str, int] = {}


def stand() -> None:
    if _kept:
        _put_back()
        return
    before = _rows()
    call_command("load_content", verbosity=0)
    after = _rows()
    _counters.update(_sequences())
    _kept.update({table: rows for table, rows in after.items() if rows != before[table]})


def _put_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # the rows fit together: they once stood so
        for table, rows in _kept.items():
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # a table of ours
            with _copying(f'COPY "{table}" FROM STDIN (FORMAT BINARY)') as copy:
                copy.write(rows)
        cursor.execute("SET LOCAL session_replication_role = origin")
        for name, last in _counters.items():
            cursor.execute("SELECT setval(%s, %s)", [name, last])
        cursor.execute(f"ANALYZE {', '.join(_kept)}")


def _rows() -> Rows:
    found = {}
    for table in connection.introspection.table_names():
        with _copying(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copy:
            found[table] = b"".join(bytes(block) for block in copy)
    return found


def _sequences() -> dict[str, int]:
    """Those that were used."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences WHERE last_value > 0")
        return dict(cursor.fetchall())


def _copying(statement: str) -> AbstractContextManager[Any]:
    copying: AbstractContextManager[Any] = connection.connection.cursor().copy(statement)
    return copying
