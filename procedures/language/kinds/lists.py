"""The kind that is a list of things: rows with questions of their own."""

from typing import Any

from django.utils.translation import gettext

from procedures.language.kinds.base import NONE_PL, AnswerField, Kind, Schema
from procedures.language.kinds.objects import object_schema
from procedures.language.kinds.widgets import Rows
from procedures.language.schema import JSON, NONE, Field

MOST = 300  # the law sets no limit; what is more goes in a file


def most(field: Field) -> int:
    """How many rows the form takes."""
    return field.high or MOST


def is_full(field: Field, value: JSON) -> bool:
    return isinstance(value, list) and len(value) >= most(field)


class RowsField(AnswerField):
    """The place of a list in its step's form; the rows are bound and judged by the answers room."""

    layout = "answers/list.html"

    def __init__(self, declared: Field) -> None:
        super().__init__(declared, Rows())
        self.rows: Any = None

    def parse(self, raw: Any) -> JSON:
        raise NotImplementedError("the step's form binds the rows")


class ListOf(Kind):
    """Zero rows are said by "none" where the form has it; otherwise `low` rows at least."""

    rules = ("too-few", "too-many")

    def __init__(self, kinds: dict[str, Kind]) -> None:
        self.kinds = kinds

    def form_field(self, field: Field) -> AnswerField:
        return RowsField(field)

    def json_schema(self, field: Field) -> Schema:
        return {
            "type": "array",
            "items": object_schema(field.fields, self.kinds, rules=field.rules, in_row=True),
            "minItems": max(field.low or 1, 1),
            "maxItems": most(field),
        }

    def display(self, field: Field, value: JSON) -> str:
        return "\n".join(self._row(field, row, "display") for row in _rows(value))

    def official(self, field: Field, value: JSON) -> str:
        return "\n".join(self._row(field, row, "official") for row in _rows(value))

    def payload(self, field: Field, value: JSON) -> JSON:
        return [
            {
                sub.path: None if row[sub.key] == NONE else self.kinds[sub.kind].payload(sub, row[sub.key])
                for sub in field.fields
                if sub.key in row and not sub.helper
            }
            for row in _rows(value)
        ]

    def payload_schema(self, field: Field) -> Schema:
        told = [sub for sub in field.fields if not sub.helper]
        shapes = {sub.path: nullable(sub, self.kinds[sub.kind].payload_schema(sub)) for sub in told}
        row = {"type": "object", "properties": shapes, "additionalProperties": False}
        return {"type": "array", "items": row, "minItems": 1, "maxItems": most(field)}

    def _row(self, field: Field, row: dict[str, JSON], view: str) -> str:
        texts = []
        for sub in field.fields:
            if sub.key not in row:
                continue
            value = row[sub.key]
            kind = self.kinds[sub.kind]
            if value == NONE:
                texts.append(NONE_PL if view == "official" else gettext("None"))
            else:
                texts.append(kind.official(sub, value) if view == "official" else kind.display(sub, value))
        return ", ".join(texts)


def nullable(field: Field, shape: Schema) -> Schema:
    """In the payload "none" (brak) is null."""
    return {"anyOf": [shape, {"type": "null"}]} if field.none else shape


def _rows(value: JSON) -> list[dict[str, JSON]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
