"""Answers drawn from a published schema, conditions obeyed."""

import re
import unicodedata
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema
from jsonschema import Draft202012Validator

from procedures.language import repertoire
from writing import signs

type Schema = dict[str, Any]


def accepted(schema: Schema) -> st.SearchStrategy[Any]:
    """Anything the schema accepts (hypothesis-jsonschema itself can't draw objects with this Hypothesis)."""
    if "const" in schema:
        return st.just(schema["const"])
    if "anyOf" in schema:
        return st.one_of(*(accepted(part) for part in schema["anyOf"]))
    if schema.get("type") == "object":
        return objects(schema)
    if schema.get("type") == "array" and schema["items"].get("type") == "object":
        return st.lists(accepted(schema["items"]), min_size=schema["minItems"], max_size=3)
    if schema.get("pattern") in ALPHABETS:
        alphabet = ALPHABETS[schema["pattern"]]
        texts = st.text(alphabet, min_size=1, max_size=min(schema["maxLength"], 30))
        shape = re.compile(schema["pattern"])
        return texts.filter(lambda text: shape.search(text) is not None)
    return from_schema(schema)


def _alphabet(name: str, *, lines: bool) -> str:
    """Without combining marks and signs of spelling, which would hardly ever stand in their normal form."""
    letter = re.compile(repertoire.pattern(name, lines=lines) if name == "text" else f"[{repertoire.CLASSES[name]}]")
    every = (chr(code) for code in range(0x20, 0x2200) if letter.match(chr(code)) and _is_settled(chr(code)))
    return "".join(each for each in every if not unicodedata.combining(each)) + ("\n" if lines else "")


def _is_settled(sign: str) -> bool:
    return unicodedata.is_normalized("NFC", sign) and sign not in signs.JOINERS


# Texts by pattern: drawing from the letters is much quicker than from the pattern
ALPHABETS = {
    repertoire.pattern(name, lines=lines): _alphabet(name, lines=lines)
    for name in ("name", "latin", "text")
    for lines in (False, True)
}


def objects(schema: Schema) -> st.SearchStrategy[Any]:
    """Made once; the schema stays out of the strategy's arguments, whose text Hypothesis would print."""
    shapes = {key: accepted(shape) for key, shape in schema.get("properties", {}).items()}
    whole, required = Draft202012Validator(schema), schema.get("required", [])

    @st.composite
    def drawn(draw: st.DrawFn) -> Any:
        found = {key: draw(shape) for key, shape in shapes.items() if key in required or draw(st.booleans())}
        for key, others in schema.get("dependentRequired", {}).items():
            if key in found:
                found |= {other: draw(shapes[other]) for other in others if other not in found}
        for clause in schema.get("allOf", []):
            _obey(draw, shapes, clause, found)
        assume(whole.is_valid(found))
        return found

    return drawn()


def _obey(draw: st.DrawFn, shapes: dict[str, st.SearchStrategy[Any]], clause: Schema, drawn: dict[str, Any]) -> None:
    """Conditions look back, so one pass in order is enough."""
    says = clause.get("then" if Draft202012Validator(clause["if"]).is_valid(drawn) else "else", {})
    for key, allowed in says.get("properties", {}).items():
        if allowed is False:
            drawn.pop(key, None)
    for key in says.get("required", []):
        if key not in drawn and key in shapes:
            drawn[key] = draw(shapes[key])
    if not Draft202012Validator(says).is_valid(drawn):  # an option that does not fit
        for key in clause["if"].get("required", []):
            drawn.pop(key, None)
