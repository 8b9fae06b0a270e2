"""For migrations: tables whose rows everybody reads tell of each change, whoever writes it and by whatever way."""

from collections.abc import Sequence

from django.db import migrations

from freshness.hearing import CHANNEL

FUNCTION = f"""
CREATE OR REPLACE FUNCTION tell_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('{CHANNEL}', '');
    RETURN NULL;
END $$
"""


def tell(table: str, columns: Sequence[str] = ()) -> migrations.RunSQL:
    """Once a statement, at the commit. With columns: an update of others is nobody's business but the editors'."""
    of = f" OF {', '.join(columns)}" if columns else ""
    return migrations.RunSQL(
        [
            FUNCTION,
            f"CREATE TRIGGER tell_published AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE{of} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tell_published()",
        ],
        f"DROP TRIGGER tell_published ON {table}",
    )
