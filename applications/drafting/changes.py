"""What a newer version of the form changes for one application, in words for who fills it in, and what it left over.

An annex that the applicant fills in is compared and shown by the same functions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.answers import moving, sheets, summary
from applications.answers.sheets import Contents
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language import comparing, walk, wording
from procedures.language.comparing import Aspect, FormDifference, QuestionDifference
from procedures.language.schema import Answers, Declaration, Form, Option, Step

NEW, GONE, CHANGED = "new", "gone", "changed"
CHANGES = (NEW, GONE, CHANGED)
SAID: Mapping[Aspect, Promise] = {
    Aspect.OFFICIAL: gettext_lazy("The official Polish words changed"),
    Aspect.WORDING: gettext_lazy("It is worded differently"),
    Aspect.KIND: gettext_lazy("It takes another kind of answer"),
    Aspect.OPTIONS: gettext_lazy("There are other answers to choose from"),
    Aspect.ROWS: gettext_lazy("What is asked of each entry changed"),
    Aspect.REQUIRED: gettext_lazy("Whether it has to be answered changed"),
    Aspect.CONDITION: gettext_lazy("It is asked in other cases"),
    Aspect.LIMITS: gettext_lazy("Which answers are accepted changed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedQuestion:
    key: str
    step: str  # title
    change: str
    label: str
    official: str
    former_label: str = ""  # where it is worded differently
    former_official: str = ""
    aspects: Sequence[Aspect] = ()
    new_options: Sequence[str] = ()
    gone_options: Sequence[str] = ()

    @property
    def is_new(self) -> bool:
        return self.change == NEW

    @property
    def is_gone(self) -> bool:
        return self.change == GONE

    @property
    def said(self) -> list[str]:
        return [str(SAID[each]) for each in self.aspects]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedDeclaration:
    key: str
    change: str
    label: str
    official: str
    former_official: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChanges:
    """What can concern this application: questions of other purposes are left out."""

    questions: Sequence[ChangedQuestion]
    declarations: Sequence[ChangedDeclaration]
    look_at: Sequence[Step]  # of the newer version, in which something changed


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOver:
    """An answer that the form does not take; `step` is where its question is asked by now, empty where it is not."""

    question: str
    label: str
    shown: str = field(repr=False)
    step: str = ""


def of(application: Application, newer: Form) -> VersionChanges:
    return between(lifecycle.form_of(application), newer, preset=catalogue.procedure(application.procedure).preset)


def between(before: Form, newer: Form, *, preset: Answers) -> VersionChanges:
    found = comparing.compare(before, newer)
    possible = {step.key: step for form in (before, newer) for step in walk.possible(form, preset)}
    look_at = found.to_look_at()
    return VersionChanges(
        questions=[
            _question(each)
            for each in found.questions
            if each.is_read and each.step is not None and each.step.key in possible and each.key not in newer.fixed
        ],
        declarations=[_declaration(each) for each in found.declarations if each.is_read],
        look_at=[step for step in newer.steps if step.key in look_at and step.key in possible],
    )


def to_look_at(application: Application) -> list[Step]:
    """Since the last move: the steps in which something changed and nobody has saved yet."""
    if application.draft is None or not application.is_editable:
        return []
    return open_again(lifecycle.form_of(application), sheets.read(application.draft))


def open_again(form: Form, contents: Contents) -> list[Step]:
    return [step for step in walk.steps(form, contents.answers) if step.key in contents.again]


def left_over(application: Application) -> list[LeftOver]:
    """What its earlier versions took and this one does not, until its question is answered anew."""
    if application.draft is None or not application.is_editable:
        return []
    form, contents = lifecycle.form_of(application), sheets.read(application.draft)
    return not_taken(form, contents, published=lambda version: catalogue.form_of(application.procedure, version))


def not_taken(form: Form, contents: Contents, *, published: Callable[[str], Form]) -> list[LeftOver]:
    """What was set aside; what another form answers for is nobody's to answer again."""
    asked = {each.key: step.key for step, each in form.fields()}
    taken_over = {each.key for _step, each in form.fields() if each.carried}
    aside = (each for each in moving.set_aside(contents) if each.question not in taken_over)
    return [_left_over(published(each.version), each, asked) for each in aside]


def _left_over(former: Form, aside: moving.SetAside, asked: Mapping[str, str]) -> LeftOver:
    question = former.field(aside.question)
    shown = ", ".join(aside.typed) or summary.shown(question, aside.value)
    return LeftOver(
        question=aside.question,
        label=wording.of_question(question),
        shown=shown,
        step=asked.get(aside.question, ""),
    )


def _change(each: FormDifference[object]) -> str:
    if each.is_new:
        return NEW
    return GONE if each.is_gone else CHANGED


def _question(each: QuestionDifference) -> ChangedQuestion:
    shown = each.after or each.before
    if shown is None or each.step is None:
        raise ValueError(f"{each.key} is in neither version")
    former = each.before if each.after is not None else None
    label, former_label = wording.of_question(shown), wording.of_question(former) if former else ""
    return ChangedQuestion(
        key=each.key,
        step=_(each.step.title),
        change=_change(each),
        label=label,
        official=shown.official,
        former_label=former_label if former_label != label else "",
        former_official=former.official if former and former.official != shown.official else "",
        aspects=[aspect for aspect in SAID if aspect in each.aspects],
        new_options=list(_labels(option.after for option in each.options if option.is_new)),
        gone_options=list(_labels(option.before for option in each.options if option.is_gone)),
    )


def _labels(options: Iterator[Option | None]) -> Iterator[str]:
    for option in options:
        if option is not None:
            yield _(option.label)


def _declaration(each: FormDifference[Declaration]) -> ChangedDeclaration:
    shown = each.after or each.before
    if shown is None:
        raise ValueError(f"{each.key} is in neither version")
    former = each.before if each.after is not None else None
    return ChangedDeclaration(
        key=each.key,
        change=_change(each),
        label=wording.of_declaration(shown),
        official=shown.official,
        former_official=former.official if former and former.official != shown.official else "",
    )
