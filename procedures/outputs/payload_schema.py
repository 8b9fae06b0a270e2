"""JSON Schema (draft 2020-12) of what the register is told, for each version of a form: the importer checks with it."""

from typing import Any

from procedures.language.kinds import KINDS
from procedures.language.kinds.lists import nullable
from procedures.language.schema import Form
from procedures.outputs.json_schema import DIALECT


def of(form: Form) -> dict[str, Any]:
    """Objects inside objects, as the paths of the fields say; what is conditional or optional may be left out."""
    whole = _object()
    for _step, field in form.fields():
        if field.helper:
            continue
        *folders, name = field.path.split(".")
        place = whole
        for folder in folders:
            place = place["properties"].setdefault(folder, _object())
        place["properties"][name] = nullable(field, KINDS[field.kind].payload_schema(field))
    return {"$schema": DIALECT, "title": form.official_title, **whole}


def _object() -> dict[str, Any]:
    return {"type": "object", "properties": {}, "additionalProperties": False}
