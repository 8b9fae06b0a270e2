"""JSON Schema (2020-12) of an object of questions: a row, a step, a whole form, conditions included."""

from collections.abc import Iterable, Mapping

from procedures.language import conditions, wording
from procedures.language.kinds.base import Kind, Schema
from procedures.language.schema import NONE, AllOf, AnyOf, Condition, Field, Is, IsAnswered, Not, RuleUse


def object_schema(
    fields: Iterable[Field], kinds: Mapping[str, Kind], *, rules: tuple[RuleUse, ...] = (), in_row: bool = False
) -> Schema:
    """Conditions that look outside this object cannot be said here: such a question is optional, with `x-when`."""
    fields = tuple(fields)
    known = frozenset(field.key for field in fields)
    schema: Schema = {"type": "object", "properties": {}, "required": [], "additionalProperties": False, "allOf": []}
    for field in fields:
        schema["properties"][field.key] = property_schema(field, kinds, rules)
        _conditional(schema, field, known, in_row)
    return {key: value for key, value in schema.items() if value != []}


def property_schema(field: Field, kinds: Mapping[str, Kind], rules: tuple[RuleUse, ...]) -> Schema:
    """One question: its shape, its texts, and the named rules that only the form judges."""
    kind = kinds[field.kind]
    shape = kind.json_schema(field)
    if field.none:
        shape = {"anyOf": [shape, {"const": NONE}]}
    named = [*kind.rules, *(rule.name for rule in rules if rule.mark == field.key and not rule.warn)]
    notes: Schema = {
        "title": wording.of_question(field),
        "description": wording.of_hint(field),
        "x-official": field.official,
        "x-number": field.number,
        "x-rules": named,
        "x-codes": kinds[field.of or field.kind].codes,
    }
    if field.options:
        notes["x-options"] = [
            {"code": option.code, "title": wording.of_option(field, option), "official": option.official}
            for option in field.options
        ]
    return {**shape, **{key: note for key, note in notes.items() if note}}


def as_schema(condition: Condition, known: frozenset[str], in_row: bool) -> Schema | None:
    """The condition as a schema of the object it looks at; None when it looks elsewhere."""
    match condition:
        case Is() | IsAnswered():
            return _leaf(condition) if condition.in_row is in_row and condition.field in known else None
        case AllOf(parts) | AnyOf(parts):
            inner = [as_schema(part, known, in_row) for part in parts]
            word = "allOf" if isinstance(condition, AllOf) else "anyOf"
            return None if None in inner else {word: inner}
        case Not(part):
            negated = as_schema(part, known, in_row)
            return None if negated is None else {"not": negated}


def _leaf(leaf: Is | IsAnswered) -> Schema:
    if isinstance(leaf, Is):
        one = {"enum": list(leaf.values)}
        return {
            "properties": {leaf.field: {"anyOf": [one, {"type": "array", "contains": one}]}},
            "required": [leaf.field],
        }
    answered = {"properties": {leaf.field: {"not": {"const": NONE}}}, "required": [leaf.field]}
    return answered if leaf.claim else {"not": answered}


def _conditional(schema: Schema, field: Field, known: frozenset[str], in_row: bool) -> None:
    """Says in the schema when the question applies, when it must be answered and which options it has."""
    key = field.key
    applies = True if field.when is None else as_schema(field.when, known, in_row)
    must = field.required if isinstance(field.required, bool) else as_schema(field.required, known, in_row)
    if applies is True and must is True:
        schema["required"].append(key)
    elif applies is None or must is None:
        _external(schema["properties"][key], field)
    if isinstance(applies, dict):
        then = {"required": [key]} if must is True else _if(must, {"required": [key]})
        schema["allOf"].append({"if": applies, "then": then, "else": {"properties": {key: False}}})
    elif isinstance(must, dict):
        schema["allOf"].append(_if(must, {"required": [key]}))
    for option in field.options:
        chosen = {"properties": {key: {"const": option.code}}, "required": [key]}
        fits = option.when and as_schema(option.when, known, in_row)
        if fits:
            schema["allOf"].append({"if": chosen, "then": fits})


def _external(target: Schema, field: Field) -> None:
    if field.when is not None:
        target["x-when"] = conditions.as_json(field.when)
    if not isinstance(field.required, bool):
        target["x-required"] = conditions.as_json(field.required)
    target.setdefault("x-rules", [])
    target["x-rules"] = [*target["x-rules"], "required", "not-asked"]


def _if(condition: Schema | bool | None, then: Schema) -> Schema:
    return {"if": condition, "then": then} if isinstance(condition, dict) else {}
