"""JSON Schema (draft 2020-12) of a form and of its steps, in the active language; named rules stand at `x-rules`."""

import json
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from procedures.language.kinds import KINDS
from procedures.language.kinds.base import Schema
from procedures.language.kinds.objects import object_schema
from procedures.language.schema import JSON, AllOf, Field, Form, Step

LONG = 200  # letters of a pattern or of a list of codes, from which on it is said once and referred to
SHAPE = ("type", "properties", "required", "additionalProperties", "dependentRequired", "minProperties")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def of(form: Form) -> dict[str, Any]:
    """The answers of the whole form, one flat object."""
    fields = []
    for step in form.steps:
        for field in step.fields:
            if step.when is None:
                fields.append(field)
            else:
                fields.append(replace(field, when=AllOf((step.when, *([field.when] if field.when else [])))))
    rules = tuple(rule for step in form.steps for rule in step.rules)
    return {"$schema": DIALECT, **object_schema(fields, KINDS, rules=rules), "title": _(form.title)}


def referring(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema, smaller: what is long stands once at `$defs`, and questions refer to it."""
    shared: dict[str, tuple[str, Schema]] = {}
    made: dict[str, Any] = _referring(schema, shared)
    return {**made, "$defs": dict(shared.values())} if shared else made


def _referring(part: Any, shared: dict[str, tuple[str, Schema]]) -> Any:
    if isinstance(part, list):
        return [_referring(each, shared) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _referring(each, shared) for key, each in part.items()}
    for word, shape in (("pattern", str), ("enum", list)):
        said = json.dumps(made.get(word))
        if isinstance(made.get(word), shape) and len(said) > LONG and "$ref" not in made:
            name, _shared = shared.setdefault(said, (f"{word}-{len(shared) + 1}", {word: made[word]}))
            del made[word]
            made["$ref"] = f"#/$defs/{name}"
    return _answer_of_parts(made, shared)


def _answer_of_parts(made: Schema, shared: dict[str, tuple[str, Schema]]) -> Schema:
    """Words in two languages, an address: the same shape for many questions, each with a title of its own."""
    shape = {key: part for key, part in made.items() if key in SHAPE}
    said = json.dumps(shape)
    if "$schema" in made or made.get("type") != "object" or len(said) <= LONG:
        return made
    name, _shared = shared.setdefault(said, (f"object-{len(shared) + 1}", shape))
    return {**{key: part for key, part in made.items() if key not in SHAPE}, "$ref": f"#/$defs/{name}"}


def is_answer(field: Field, value: JSON) -> bool:
    """Whether the schema of this question alone takes the value."""
    schema = object_schema([replace(field, when=None)], KINDS)
    return bool(Draft202012Validator(schema).is_valid({field.key: value}))


def of_step(form: Form, step: Step) -> dict[str, Any]:
    """The answers of one step; what depends on other steps is optional here, with `x-when`."""
    fields = [field for field in step.fields if field.key not in form.fixed]
    return {"$schema": DIALECT, **object_schema(fields, KINDS, rules=step.rules), "title": _(step.title)}
