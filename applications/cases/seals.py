"""Seals and opens what a case keeps, under the application's case key, bound to its row."""

from typing import Any

from applications.cases.models import CaseEvent, CaseFile, Request
from sealing import keys
from sealing.models import DataKey

type Row = CaseEvent | Request | CaseFile

# What a row is called in its seal, for good: another word, and what was sealed under this one never opens again
NAMES = {CaseEvent: "event", Request: "request", CaseFile: "file"}


def seal(key: DataKey, row: Row, value: Any) -> bytes:
    return keys.seal_json(key, value, context=_context(row))


def unseal(key: DataKey, row: Row) -> Any:
    return keys.unseal_json(key, bytes(row.sealed), context=_context(row))


def seal_bytes(key: DataKey, row: CaseFile, content: bytes) -> bytes:
    return keys.seal(key, content, context=_context(row))


def unseal_bytes(key: DataKey, row: CaseFile) -> bytes:
    return keys.unseal(key, bytes(row.sealed), context=_context(row))


def _context(row: Row) -> str:
    return f"case-{NAMES[type(row)]}:{row.pk}"
