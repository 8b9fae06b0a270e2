"""Which tables tell every process of a change, as the database has it."""

from django.db import connection

STATEMENT = "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = 'tell_published'"


def telling_tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(name for (name,) in cursor.execute(STATEMENT).fetchall())
