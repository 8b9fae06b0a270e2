"""What differs between two versions of a form: of every part, whether it is new, gone or changed, and in what.

Each attribute of a part belongs to an aspect, so that a page can say in what it changed. One that nobody has put down
here counts as WORKING: an attribute that is new in the language is compared by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from procedures.language.schema import Annex, Declaration, Field, Form, Option, Section, Step


class Aspect(StrEnum):
    """In what a part changed."""

    OFFICIAL = "official"  # the Polish that is filed, and its number
    WORDING = "wording"  # of the screen
    KIND = "kind"  # what sort of answer it takes
    OPTIONS = "options"
    ROWS = "rows"  # the questions of each row
    REQUIRED = "required"  # whether it must be answered, or "none" may be
    CONDITION = "condition"  # in which cases it is asked, alone or with its step
    LIMITS = "limits"  # which answers are taken
    PLACE = "place"  # its step, its heading, its place in the order
    WORKING = "working"  # how it is run or filed: nothing a person reads


ASPECTS: Mapping[type, Mapping[str, Aspect]] = {
    Field: {
        **dict.fromkeys(("official", "official_hint", "number", "group", "group_number", "prefix"), Aspect.OFFICIAL),
        **dict.fromkeys(("label", "hint", "none_label", "row_label", "unit"), Aspect.WORDING),
        **dict.fromkeys(("kind", "of", "derived", "least"), Aspect.KIND),
        **dict.fromkeys(("options", "other"), Aspect.OPTIONS),
        **dict.fromkeys(("required", "none"), Aspect.REQUIRED),
        **dict.fromkeys(("repertoire", "low", "high", "rules", "also"), Aspect.LIMITS),
        **dict.fromkeys(("section", "seq"), Aspect.PLACE),
        "fields": Aspect.ROWS,
        "when": Aspect.CONDITION,
    },
    Step: {
        **dict.fromkeys(("title", "intro"), Aspect.WORDING),
        "when": Aspect.CONDITION,
        "rules": Aspect.LIMITS,
    },
    Section: {
        **dict.fromkeys(("heading", "number", "hint", "intro"), Aspect.OFFICIAL),
        "parent": Aspect.PLACE,
    },
    Option: {
        **dict.fromkeys(("official", "number"), Aspect.OFFICIAL),
        "label": Aspect.WORDING,
        "when": Aspect.CONDITION,
    },
    Declaration: {"official": Aspect.OFFICIAL, "label": Aspect.WORDING},
    Annex: {
        **dict.fromkeys(("address_label", "silence_label"), Aspect.WORDING),
        **dict.fromkeys(("rules", "most"), Aspect.LIMITS),
        "when": Aspect.CONDITION,
    },
}
# Compared elsewhere, or of what the versions are and not of what they ask
APART = {Form: frozenset({"version", "digest", "fixed", "index", "former"}), Step: frozenset({"fields"})}
# Of a form, each compared by itself, with what it is known by
PARTS = {"steps": "key", "sections": "key", "derived": "key", "declarations": "key", "annexes": "form"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDifference[T]:
    """A part that is new (nothing before), gone (nothing after), or changed."""

    key: str
    before: T | None
    after: T | None
    aspects: frozenset[Aspect] = frozenset()  # of what changed

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_gone(self) -> bool:
        return self.after is None

    @property
    def is_read(self) -> bool:
        """Somebody who fills in the form can notice it."""
        return self.is_new or self.is_gone or bool(self.aspects - {Aspect.WORKING, Aspect.PLACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDifference(FormDifference[Field]):
    """Of a question, or of a box that is filled in from elsewhere, which has no step."""

    step: Step | None  # where it is asked by now, or was
    rows: tuple[FormDifference[Field], ...] = ()
    options: tuple[FormDifference[Option], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormComparison:
    """Parts that are alike in both are left out. In the order of the later version, what is gone at the end."""

    before: Form
    after: Form
    questions: tuple[QuestionDifference, ...]
    boxes: tuple[QuestionDifference, ...]  # derived: nobody is asked
    steps: tuple[FormDifference[Step], ...]
    sections: tuple[FormDifference[Section], ...]
    declarations: tuple[FormDifference[Declaration], ...]
    annexes: tuple[FormDifference[Annex], ...]
    attributes: tuple[str, ...]  # of the form itself; the name of a kind of parts where their order changed

    @property
    def is_same(self) -> bool:
        parts = (self.questions, self.boxes, self.steps, self.sections, self.declarations, self.annexes)
        return not any(parts) and not self.attributes

    def to_look_at(self) -> frozenset[str]:
        """Keys of the later version's steps in which something changed for whoever fills them in."""
        asked = {each.step.key for each in self.questions if each.step and not each.is_gone and each.is_read}
        return frozenset(asked | {each.key for each in self.steps if not each.is_gone and each.is_read})


def compare(before: Form, after: Form) -> FormComparison:
    """Two versions of one form, whichever is the older."""
    return FormComparison(
        before=before,
        after=after,
        questions=tuple(_questions(before, after)),
        boxes=tuple(_question(*pair, None, frozenset()) for pair in _unlike(before.derived, after.derived)),
        steps=tuple(_steps(before, after)),
        sections=tuple(_parts(before.sections, after.sections)),
        declarations=tuple(_parts(before.declarations, after.declarations)),
        annexes=tuple(_parts(before.annexes, after.annexes, name="form")),
        attributes=(*_attributes(before, after, frozenset(PARTS)), *_reordered_parts(before, after)),
    )


def _questions(before: Form, after: Form) -> Iterator[QuestionDifference]:
    former = {field.key: (step, field) for step, field in before.fields()}
    later = {field.key: (step, field) for step, field in after.fields()}
    for key in [*later, *(key for key in former if key not in later)]:
        old_step, old = former.get(key, (None, None))
        step, new = later.get(key, (None, None))
        moved = _moved(old_step, step)
        if old != new or moved:
            yield _question(old, new, step or old_step, moved)


def _steps(before: Form, after: Form) -> Iterator[FormDifference[Step]]:
    """Their questions are compared one by one; here only whether those of both stand in another order."""
    former = {step.key: step for step in before.steps}
    found = {each.key: each for each in _parts(before.steps, after.steps)}
    for step in after.steps:
        old = former.get(step.key)
        if old is not None and _is_reordered(old.fields, step.fields, "key"):
            known = found.get(step.key) or FormDifference(key=step.key, before=old, after=step)
            found[step.key] = replace(known, aspects=known.aspects | {Aspect.PLACE})
    yield from found.values()


def _reordered_parts(before: Form, after: Form) -> Iterator[str]:
    for part, name in PARTS.items():
        if _is_reordered(getattr(before, part), getattr(after, part), name):
            yield part


def _is_reordered(before: Sequence[Any], after: Sequence[Any], name: str) -> bool:
    """Do those of both stand in another order?"""
    former, later = [getattr(each, name) for each in before], [getattr(each, name) for each in after]
    return [key for key in former if key in later] != [key for key in later if key in former]


def _moved(old: Step | None, new: Step | None) -> frozenset[Aspect]:
    """What it means to a question that its step is another one, or is asked in other cases."""
    if old is None or new is None:
        return frozenset()
    in_another = frozenset({Aspect.PLACE}) if old.key != new.key else frozenset()
    in_other_cases = frozenset({Aspect.CONDITION}) if old.when != new.when else frozenset()
    return in_another | in_other_cases


def _question(old: Field | None, new: Field | None, step: Step | None, moved: frozenset[Aspect]) -> QuestionDifference:
    both = old is not None and new is not None
    return QuestionDifference(
        key=_key(old, new, "key"),
        before=old,
        after=new,
        aspects=moved | _aspects(old, new) if both else frozenset(),
        step=step,
        rows=tuple(_parts(old.fields, new.fields)) if old and new else (),
        options=tuple(_parts(old.options, new.options, name="code")) if old and new else (),
    )


def _parts[T](before: Sequence[T], after: Sequence[T], name: str = "key") -> Iterator[FormDifference[T]]:
    for old, new in _unlike(before, after, name):
        aspects = _aspects(old, new) if old is not None and new is not None else frozenset()
        if old is None or new is None or aspects:
            yield FormDifference(key=_key(old, new, name), before=old, after=new, aspects=aspects)


def _unlike[T](before: Sequence[T], after: Sequence[T], name: str = "key") -> Iterator[tuple[T | None, T | None]]:
    former = {getattr(each, name): each for each in before}
    later = {getattr(each, name): each for each in after}
    for key in [*later, *(key for key in former if key not in later)]:
        if former.get(key) != later.get(key):
            yield former.get(key), later.get(key)


def _aspects(old: Any, new: Any) -> frozenset[Aspect]:
    known = ASPECTS[type(new)]
    return frozenset(known.get(name, Aspect.WORKING) for name in _attributes(old, new))


def _attributes(old: Any, new: Any, apart: frozenset[str] = frozenset()) -> Iterator[str]:
    left_out = APART.get(type(new), frozenset()) | apart
    for each in fields(new):
        if each.name not in left_out and getattr(old, each.name) != getattr(new, each.name):
            yield each.name


def _key(old: Any, new: Any, name: str) -> str:
    return str(getattr(new if new is not None else old, name))
