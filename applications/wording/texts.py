"""Finds what is written in own words in a draft, and puts the Polish beside it. Half-way steps and rows count too."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.acting import Acting
from applications.annexes.own import filling
from applications.annexes.own.filling import Filling
from applications.answers import forms, sheets
from applications.answers.fields import AnswersForm
from applications.answers.sheets import Contents
from applications.answers.storage import keys_of
from applications.drafting import lifecycle
from applications.drafting.lifecycle import Saved
from applications.drafting.models import Application
from applications.wording.errors import OwnWordsChanged, PolishRefused, TextsChanged
from procedures import catalogue
from procedures.language import repertoire, walk, wording
from procedures.language.kinds import KINDS, AnswerField
from procedures.language.kinds.choices import OTHER, OtherField
from procedures.language.kinds.lists import RowsField
from procedures.language.kinds.texts import FreeText, PolishField
from procedures.language.schema import Field, Form, Step
from writing import cleaning

UNKNOWN_LANGUAGE = "und"  # BCP 47: nobody said which


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a text stands: form (empty: the application's own), step, question, and for a row of a list which one."""

    form: str
    step: str
    field: str
    within: str = ""
    row: int = 0

    @property
    def key(self) -> str:
        return ":".join((self.form, self.step, self.field, *((self.within, str(self.row)) if self.within else ())))

    def is_same_question(self, other: Self) -> bool:
        return (self.form, self.step, self.field, self.within) == (other.form, other.step, other.field, other.within)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """A text as it stands in the draft now."""

    spot: Spot
    name: str  # of its inputs on the page of its step
    own: str = field(repr=False)
    polish: str = field(repr=False)
    language: str

    @property
    def key(self) -> str:
        return self.spot.key

    @property
    def is_lacking(self) -> bool:
        return not self.polish


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuestion:
    """What a reader sees of where a text belongs: nothing of any answer."""

    label: str
    hint: str
    official: str
    number: int  # of the row, from one; 0 outside of lists
    of: str  # label of the list
    has_lines: bool
    longest: int

    @property
    def heading(self) -> str:
        """With the row it stands in: there may be several of one question."""
        return f"{self.of}, {self.number}: {self.label}" if self.number else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A form that is filled in: the application's own, or an annex of the applicant."""

    key: str
    form: Form
    contents: Contents = field(repr=False)
    revision: int
    save: Callable[..., Saved]


def of(application: Application) -> list[OwnText]:
    """Every text in own words, or in Polish alone, in the order of the forms."""
    return [text for part in _parts(application) for text in _of_part(part)]


def question(application: Application, spot: Spot) -> TextQuestion:
    """In the active language."""
    return questions(application, [spot])[0]


def questions(application: Application, spots: Sequence[Spot]) -> list[TextQuestion]:
    """Each of a page's, at the price of one query however many there are."""
    asked = _forms(application, {spot.form for spot in spots})
    return [_question(_asking(asked[spot.form], spot), spot) for spot in spots]


def _question(form: Form, spot: Spot) -> TextQuestion:
    declared = form.field(spot.field)
    asked = _inner(declared, spot)
    words = _words_field(asked)
    return TextQuestion(
        label=_(asked.label) if asked.label else asked.official,
        hint=wording.of_hint(asked),
        official=asked.official,
        number=spot.row + 1 if spot.within else 0,
        of=_(declared.label) if spot.within and declared.label else "",
        has_lines=words.lines,
        longest=words.longest,
    )


def cleaned(application: Application, spot: Spot, polish: str) -> str:
    """The Polish in the one form in which it is filed; PolishRefused says what is wrong with it."""
    form = _asking(_forms(application, {spot.form})[spot.form], spot)
    words = _words_field(_inner(form.field(spot.field), spot))
    try:
        found = words.parse({"own": "", "pl": polish, "language": ""})
    except ValidationError as error:
        raise PolishRefused(" ".join(error.messages)) from error
    if not isinstance(found, dict):
        raise PolishRefused(_("Write the Polish text"))
    return str(found["pl"])


def current(found: Iterable[OwnText], spot: Spot, own: str) -> OwnText:
    """The text there, if its words are still these; a row may have moved meanwhile. OwnWordsChanged otherwise."""
    same = [each for each in found if each.spot.is_same_question(spot) and each.own == own]
    for each in same:
        if each.spot == spot:
            return each
    if len(same) != 1:
        raise OwnWordsChanged
    return same[0]


def put(application: Application, text: OwnText, polish: str, *, acting: Acting) -> Saved | None:
    """Beside the own words, as the applicant's edit; None where it stands there already."""
    part = _part(application, text.spot.form)
    if text not in _of_part(part):
        raise TextsChanged
    if text.polish == polish:
        return None
    after = _with_polish(part, text, polish)
    return part.save(after, step=text.spot.step, expected=part.revision, acting=acting)


def asks_for_words(step: Step) -> bool:
    return any(map(_may_hold_words, step.fields))


def version(*seen: str) -> str:
    """Of what somebody decides over: another one when any of it changed."""
    return sha256("\0".join(seen).encode()).hexdigest()[:32]


def _parts(application: Application) -> Iterator[_Part]:
    if application.draft is None:
        return
    yield _application(application)
    yield from (_annex(each) for each in filling.of(application) if not each.lacking)


def _part(application: Application, key: str) -> _Part:
    for part in _parts(application):
        if part.key == key:
            return part
    raise OwnWordsChanged


def _application(application: Application) -> _Part:
    if application.draft is None:
        raise TextsChanged

    def save(contents: Contents, **how: Any) -> Saved:
        return lifecycle.save_step(application, contents, **how)

    form, contents = lifecycle.form_of(application), sheets.read(application.draft)
    return _Part(key="", form=form, contents=contents, revision=application.draft.revision, save=save)


def _annex(annex: Filling) -> _Part:
    def save(contents: Contents, **how: Any) -> Saved:
        return filling.save_step(annex, contents, **how)

    return _Part(key=annex.key, form=annex.form, contents=annex.contents, revision=annex.sheet.revision or 0, save=save)


def _of_part(part: _Part) -> list[OwnText]:
    asked = walk.steps(part.form, part.contents.answers)
    return list(chain.from_iterable(_of_step(part, step) for step in asked if asks_for_words(step)))


def _of_step(part: _Part, step: Step) -> Iterator[OwnText]:
    form = _bound(part, step, _posted(part, step))
    for name, question, answer in _asked(form):
        if isinstance(answer, RowsField):
            yield from _of_rows(Spot(form=part.key, step=step.key, field=name), answer)
        else:
            spot = Spot(form=part.key, step=step.key, field=name)
            yield from _of_input(spot, form.add_prefix(name), answer, question.data)


def _of_rows(spot: Spot, answer: RowsField) -> Iterator[OwnText]:
    for place, row in enumerate(answer.rows.forms):
        if row.is_untouched():
            continue
        row.full_clean_once()
        for name, question, inner in _asked(row):
            there = Spot(form=spot.form, step=spot.step, field=spot.field, within=name, row=place)
            yield from _of_input(there, row.add_prefix(name), inner, question.data)


def _asked(form: AnswersForm) -> Iterator[tuple[str, Any, AnswerField]]:
    return ((name, bound, answer) for name, bound, answer in form.questions() if form.holds(answer.declared.when))


def _of_input(spot: Spot, name: str, answer: AnswerField, raw: Any) -> Iterator[OwnText]:
    typed, is_none = raw if answer.declared.none else (raw, False)
    if is_none or not isinstance(typed, Mapping):
        return
    if isinstance(answer, OtherField) and cleaning.code(str(typed.get("choice") or "")) == OTHER:
        name, typed = f"{name}-{OTHER}", typed[OTHER]
    elif not isinstance(answer, PolishField):
        return
    lines = isinstance(answer, PolishField) and answer.lines
    own, polish = (_clean(typed.get(part), letters, lines) for part, letters in (("own", "text"), ("pl", "latin")))
    language = cleaning.code(str(typed.get("language") or ""))
    if own or polish:
        yield OwnText(spot=spot, name=name, own=own, polish=polish, language=language or UNKNOWN_LANGUAGE)


def _clean(raw: Any, letters: str, lines: bool) -> str:
    """In the form it has once its step is valid, so that saving the step changes no words."""
    try:
        return repertoire.clean(str(raw or ""), repertoire=letters, lines=lines)
    except repertoire.Unprintable:
        return str(raw or "").strip()


def _with_polish(part: _Part, text: OwnText, polish: str) -> Contents:
    """A step that is valid with it counts as answered; one that is not stays as it was typed."""
    step, contents = part.form.step(text.spot.step), part.contents
    posted = {**_posted(part, step), f"{text.name}-pl": [polish]}
    bound, replacing = _bound(part, step, posted), keys_of(part.form, step.key)
    was_typed = step.key in contents.typed
    if bound.is_valid() and not (was_typed and bound.cautions):
        return contents.with_answers(step.key, bound.answers(), replacing=replacing)
    return contents.with_typed(step.key, posted, replacing=replacing, left=step.key in contents.left)


def _posted(part: _Part, step: Step) -> dict[str, list[str]]:
    typed = part.contents.typed.get(step.key)
    return typed if typed is not None else forms.posted(part.form, step, part.contents.answers, prefix=step.key)


def _bound(part: _Part, step: Step, posted: dict[str, list[str]]) -> forms.StepForm:
    bound = forms.bound(part.form, step, posted, answers=part.contents.answers, prefix=step.key)
    bound.full_clean_once()
    return bound


def _may_hold_words(declared: Field) -> bool:
    """Asked of every step of every page, so without making a field."""
    if declared.kind == "list":
        return any(map(_may_hold_words, declared.fields))
    return bool(declared.other) or isinstance(KINDS[declared.kind], FreeText)


def _forms(application: Application, keys: Set[str]) -> dict[str, Form]:
    """By their keys; also of an own annex that is needed no longer."""
    of_annexes = keys - {""}
    rows = application.own_annexes.filter(form_key__in=of_annexes) if of_annexes else []
    versions = {row.form_key: row.form_version for row in rows}
    found = {key: catalogue.form(key, versions.get(key)) for key in of_annexes}
    return {"": lifecycle.form_of(application), **found}


def _asking(form: Form, spot: Spot) -> Form:
    """Or its latest version that asks for words there: the draft may have moved to a newer one since."""
    for version in reversed(catalogue.versions(form.key)):
        each = form if _asks_there(form, spot) else catalogue.form(form.key, version)
        if _asks_there(each, spot):
            return each
    return form


def _asks_there(form: Form, spot: Spot) -> bool:
    declared = form.index.get(spot.field)
    if declared is None:
        return False
    asked = [declared] if not spot.within else [each for each in declared.fields if each.key == spot.within]
    return any(each.kind != "list" and _may_hold_words(each) for each in asked)


def _inner(declared: Field, spot: Spot) -> Field:
    if not spot.within:
        return declared
    return next(each for each in declared.fields if each.key == spot.within)


def _words_field(declared: Field) -> PolishField:
    made = KINDS[declared.kind].form_field(declared)
    if isinstance(made, OtherField):
        return made.words
    if isinstance(made, PolishField):
        return made
    raise ValueError(f"{declared.key} holds no own words")
