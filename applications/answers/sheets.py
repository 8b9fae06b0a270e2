"""Makes, reads and saves a sealed sheet; a save under an old revision changes nothing and says what is there now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.answers.errors import AnswersError
from applications.answers.models import Sheet
from procedures.language.schema import Form
from sealing import keys
from sealing.models import DataKey

type Posted = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Valid answers of the whole form; for a step that is not valid yet, the strings as they were typed."""

    answers: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)  # steps left half-way: what is typed there was not judged yet
    changed: dict[str, int] = field(default_factory=dict)  # step -> the revision that changed it last
    again: dict[str, int] = field(default_factory=dict)  # step to look at again -> the revision of another form version
    aside: list[dict[str, Any]] = field(default_factory=list)  # what that version does not take, as `SetAside` has it

    def with_answers(self, step: str, values: Mapping[str, Any], *, replacing: frozenset[str]) -> "Contents":
        """The step is valid: its answers replace the former ones, what was typed there and what was set aside."""
        typed = {key: posted for key, posted in self.typed.items() if key != step}
        aside = [each for each in self.aside if each["question"] not in replacing]
        after = self._with(step, answers={**self._without(replacing), **values}, typed=typed)
        return replace(after, aside=aside)

    def with_typed(self, step: str, posted: Posted, *, replacing: frozenset[str], left: bool = False) -> "Contents":
        """The step is not valid, or not judged: what was typed is kept, and its former answers count no longer."""
        typed = {**self.typed, step: {name: list(values) for name, values in posted.items()}}
        return self._with(step, answers=self._without(replacing), typed=typed, left=left)

    def touched(self, step: str, revision: int) -> "Contents":
        return replace(self, changed={**self.changed, step: revision})

    def _without(self, keys: frozenset[str]) -> dict[str, Any]:
        return {key: value for key, value in self.answers.items() if key not in keys}

    def _with(self, step: str, *, answers: dict[str, Any], typed: dict[str, Any], left: bool = False) -> "Contents":
        others = [each for each in self.left if each != step]
        again = {key: revision for key, revision in self.again.items() if key != step}
        return replace(self, answers=answers, typed=typed, left=[*others, step] if left else others, again=again)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A sheet as it was saved, and what it holds since: nobody has to open it for that."""

    sheet: Sheet
    contents: Contents


class Stale(AnswersError):
    """The sheet changed after the reader saw it; nothing was written. Carries what it holds now."""

    code = "Stale"

    def __init__(self, *, revision: int, contents: Contents) -> None:
        super().__init__(_("These answers were changed somewhere else. Look at both versions and choose one."))
        self.facts = {"revision": revision}
        self.revision = revision
        self.contents = contents


def create(form: Form, key: DataKey, *, answers: Mapping[str, Any] | None = None) -> Sheet:
    """A new sheet under the form's version, with what is known from the start."""
    sheet = Sheet(form_key=form.key, form_version=form.version, key=key)
    sheet.sealed = _seal(sheet, Contents(answers=dict(answers or {})))
    sheet.save(force_insert=True)
    return sheet


def read(sheet: Sheet) -> Contents:
    """Opened once while the row in memory is the same, and only while its key is there: a page asks many times."""
    opened: tuple[object, Contents] | None = getattr(sheet, "_opened", None)
    if opened and opened[0] is sheet.sealed and sheet.key.destroyed_at is None:
        return opened[1]
    contents = Contents(**keys.unseal_json(sheet.key, bytes(sheet.sealed), context=_context(sheet)))
    sheet._opened = (sheet.sealed, contents)  # type: ignore[attr-defined]  # of this row in memory, never saved
    return contents


def save(sheet: Sheet, contents: Contents, *, expected: int, step: str) -> Written:
    """Write the contents if the sheet is still at the expected revision, else raise Stale."""
    contents = contents.touched(step, expected + 1)
    sealed = _seal(sheet, contents)
    changed = Sheet.objects.filter(pk=sheet.pk, revision=expected).update(sealed=sealed, revision=expected + 1)
    if not changed:
        raise _stale(sheet)
    sheet.sealed, sheet.revision = sealed, expected + 1
    return Written(sheet=sheet, contents=contents)


def move(sheet: Sheet, contents: Contents, form: Form, *, expected: int) -> Written:
    """Under another version of its form from here on, if it is still at the expected revision, else raise Stale."""
    sealed = _seal(sheet, contents)
    changed = {"sealed": sealed, "revision": expected + 1, "form_version": form.version}
    if not Sheet.objects.filter(pk=sheet.pk, revision=expected).update(**changed):
        raise _stale(sheet)
    sheet.sealed, sheet.revision, sheet.form_version = sealed, expected + 1, form.version
    return Written(sheet=sheet, contents=contents)


def _stale(sheet: Sheet) -> Stale:
    current = Sheet.objects.select_related("key").get(pk=sheet.pk)
    return Stale(revision=current.revision, contents=read(current))


def _seal(sheet: Sheet, contents: Contents) -> bytes:
    value = {part.name: getattr(contents, part.name) for part in fields(contents)}  # asdict() copies every answer
    return keys.seal_json(sheet.key, value, context=_context(sheet))


def _context(sheet: Sheet) -> str:
    return f"sheet:{sheet.pk}"
