"""What of a form never changes once it is published: wording and logic, all but the words that only the screen says.

A declaration, an answer and a signed document rely on when a question was asked, whether it was required and where its
answer went as much as on how it was printed. An attribute counts unless SCREEN names it, so a new one counts by itself;
its default is left out, so that adding one to the language leaves every digest as it was.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from procedures.language import schema
from procedures.language.schema import AllOf, AnyOf, Form, Is, IsAnswered, Not

# Msgids and citations of the screen, what only warnings and the judge of a signature read, how many are written to,
# what is said of another version, what is computed
SCREEN: Mapping[type, frozenset[str]] = {
    schema.Form: frozenset(
        {"title", "law", "called", "who_signs", "signing", "common", "compared", "digest", "fixed", "index"}
        | {"former"}
    ),
    schema.Step: frozenset({"title", "intro", "mrz"}),
    schema.Copy: frozenset({"label"}),
    schema.Field: frozenset(
        {"label", "hint", "none_label", "row_label", "width", "autocomplete", "verbatim"}
        | {"bank", "example", "no_sentences"}
    ),
    schema.Option: frozenset({"label"}),
    schema.Declaration: frozenset({"label", "law"}),
    schema.Annex: frozenset({"law", "address_label", "silence_label", "most"}),
}
ONLY_WHETHER = frozenset({"other"})  # a msgid whose presence asks another question
# Told apart by what they are: all and any have the same parts. The words stay, whatever the classes are called
CONDITIONS: Mapping[type, str] = {AllOf: "AllOf", IsAnswered: "IsAnswered", AnyOf: "AnyOf", Is: "Is", Not: "Not"}


def of(form: Form) -> str:
    """SHA-256 of the official content."""
    return hashlib.sha256(json.dumps(canonical(form), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def canonical(part: Any) -> Any:
    """The part as JSON."""
    if isinstance(part, tuple):
        return [canonical(each) for each in _binding(part)]
    if not is_dataclass(part):
        return part
    left_out = SCREEN.get(type(part), frozenset())
    said = {
        each.name: _value(part, each) for each in fields(part) if each.name not in left_out and _is_said(part, each)
    }
    return {CONDITIONS[type(part)]: said} if type(part) in CONDITIONS else said


def _binding(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Without warnings: they refuse nothing and are filed nowhere, so a lawyer may add one to a published form."""
    return tuple(each for each in parts if not (isinstance(each, schema.RuleUse) and each.warn))


def _value(part: Any, attribute: Field[Any]) -> Any:
    value = getattr(part, attribute.name)
    return bool(value) if attribute.name in ONLY_WHETHER else canonical(value)


def _is_said(part: Any, attribute: Field[Any]) -> bool:
    value = getattr(part, attribute.name)
    said = _binding(value) if isinstance(value, tuple) else value
    return attribute.default is MISSING or said != attribute.default
