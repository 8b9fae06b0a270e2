"""Checked at start: whatever the table of papers asks of this room, it can do, or nothing starts."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from applications.uploads import purposes
from procedures.errors import ProceduresError
from procedures.tables import papers


@register
def judged(app_configs: object, **options: Any) -> list[CheckMessage]:
    try:
        return [Error(text, id="uploads.E001") for text in _contradictions()]
    except ProceduresError:
        return []  # the table itself does not load: procedures says so


def _contradictions() -> Iterator[str]:
    if papers.find(purposes.REQUESTED) is None:
        yield f"papers.toml has no purpose {purposes.REQUESTED!r}: a file for a summons would have none"
    for row in papers.table():
        if row.check not in purposes.CHECKS:
            yield f"papers.toml, {row.key}: applications/uploads/purposes.py has no check {row.check!r}"
        if row.max_bytes > purposes.MAX_FILE_BYTES:
            yield f"papers.toml, {row.key}: max_bytes is more than any file may have"
