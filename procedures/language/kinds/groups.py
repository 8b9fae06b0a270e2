"""The kind that is a group of things in one box of the official form, its parts said by the definition."""

from collections.abc import Mapping

from procedures.language.kinds.base import Kind, Schema
from procedures.language.kinds.composites import Composite
from procedures.language.kinds.lists import nullable
from procedures.language.kinds.objects import object_schema
from procedures.language.schema import JSON, NONE, Field


class GroupOf(Composite):
    """An object of `fields`. Where none of them is required, at least one is answered: a blank group is no answer."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds

    def parts_of(self, field: Field) -> tuple[Field, ...]:
        return field.fields

    def json_schema(self, field: Field) -> Schema:
        return {**object_schema(field.fields, self.kinds, in_row=True), "minProperties": 1}

    def payload(self, field: Field, value: JSON) -> JSON:
        return {
            part.path: None if each == NONE else self.kinds[part.kind].payload(part, each)
            for _key, part, each in self.given(field, value)
            if not part.helper
        }

    def payload_schema(self, field: Field) -> Schema:
        told = [part for part in field.fields if not part.helper]
        shapes = {part.path: nullable(part, self.kinds[part.kind].payload_schema(part)) for part in told}
        return {"type": "object", "properties": shapes, "additionalProperties": False, "minProperties": 1}
