"""Makes, reads and saves a sealed sheet; a save under an old revision changes nothing and says what is there now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from applications.answers.errors import Stale
from applications.answers.models import Sheet
from procedures.schema import Form
from sealing import keys
from sealing.models import DataKey

type Posted = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Valid answers of the whole form; for a step that is not valid yet, the strings as they were typed."""

    answers: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)  # step -> the revision that changed it last

    def with_answers(self, step: str, values: Mapping[str, Any], *, replacing: frozenset[str]) -> "Contents":
        """The step is valid: its answers replace the former ones and what was typed there."""
        kept = {key: value for key, value in self.answers.items() if key not in replacing}
        typed = {key: posted for key, posted in self.typed.items() if key != step}
        return Contents(answers={**kept, **values}, typed=typed, changed=self.changed)

    def with_typed(self, step: str, posted: Posted, *, replacing: frozenset[str]) -> "Contents":
        """The step is not valid: what was typed is kept, and its former answers count no longer."""
        kept = {key: value for key, value in self.answers.items() if key not in replacing}
        typed = {**self.typed, step: {name: list(values) for name, values in posted.items()}}
        return Contents(answers=kept, typed=typed, changed=self.changed)

    def touched(self, step: str, revision: int) -> "Contents":
        return Contents(answers=self.answers, typed=self.typed, changed={**self.changed, step: revision})


def create(form: Form, key: DataKey, *, answers: Mapping[str, Any] | None = None) -> Sheet:
    """A new sheet under the form's version, with what is known from the start."""
    sheet = Sheet(form_key=form.key, form_version=form.version, key=key)
    sheet.sealed = _seal(sheet, Contents(answers=dict(answers or {})))
    sheet.save(force_insert=True)
    return sheet


def read(sheet: Sheet) -> Contents:
    return Contents(**keys.unseal_json(sheet.key, sheet.sealed, context=_context(sheet)))


def save(sheet: Sheet, contents: Contents, *, expected: int, step: str) -> Sheet:
    """Write the contents if the sheet is still at the expected revision, else raise Stale."""
    sealed = _seal(sheet, contents.touched(step, expected + 1))
    changed = Sheet.objects.filter(pk=sheet.pk, revision=expected).update(sealed=sealed, revision=expected + 1)
    if not changed:
        current = Sheet.objects.select_related("key").get(pk=sheet.pk)
        raise Stale(revision=current.revision, contents=read(current))
    sheet.sealed, sheet.revision = sealed, expected + 1
    return sheet


def _seal(sheet: Sheet, contents: Contents) -> bytes:
    value = {"answers": contents.answers, "typed": contents.typed, "changed": contents.changed}
    return keys.seal_json(sheet.key, value, context=_context(sheet))


def _context(sheet: Sheet) -> str:
    return f"sheet:{sheet.pk}"
