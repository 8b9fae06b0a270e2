"""What is common to a family taken over from one application into another of the same account, by consent."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.db import transaction

from accounts.acting import Acting
from accounts.models import User
from applications.answers import sheets, summary
from applications.drafting import access, lifecycle
from applications.drafting.errors import NotCarried
from applications.drafting.models import Application
from procedures.language.schema import JSON, Field, Step

MOST_SOURCES = 12  # the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedAnswer:
    """One that the other application has and this one has not."""

    step: Step
    question: Field
    value: JSON = field(repr=False)

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def shown(self) -> str:
        return summary.shown(self.question, self.value)


def sources(user: User, application: Application) -> list[Application]:
    """Of the same account, with answers that can be read."""
    others = access.for_actor(user).exclude(pk=application.pk).filter(sheet__isnull=False)
    rows = others.filter(draft_key__destroyed_at=None).select_related("sheet__key", "draft_key").order_by("-pk")
    return list(rows[:MOST_SOURCES])


def offered(source: Application, application: Application) -> list[CarriedAnswer]:
    """Which questions are common the forms say; what is answered here already stays as it is."""
    if source.draft is None or application.draft is None or not application.is_editable:
        return []
    form, origin = lifecycle.form_of(application), lifecycle.form_of(source)
    given, own = sheets.read(source.draft).answers, sheets.read(application.draft).answers
    shared = {each.key: each for step, each in origin.fields() if step.key in origin.common}
    return [
        CarriedAnswer(step=step, question=each, value=given[each.key])
        for step, each in form.fields()
        if step.key in form.common and each.key not in own and each.key in given and _fits(each, shared)
    ]


def by_step(answers: Sequence[CarriedAnswer]) -> Iterator[tuple[Step, list[CarriedAnswer]]]:
    for step, group in groupby(answers, key=lambda each: each.step):
        yield step, list(group)


@transaction.atomic
def take(source: Application, application: Application, keys: Collection[str], *, acting: Acting) -> Application:
    """Only what was shown and named. Raises NotCarried when anything else is named, and takes nothing then."""
    application = lifecycle.lock(application)
    possible = offered(source, application)
    if set(keys) - {each.key for each in possible}:
        raise NotCarried
    for step, answers in by_step([each for each in possible if each.key in keys]):
        application = _write(application, step, {each.key: each.value for each in answers}, acting)
    return application


def _write(application: Application, step: Step, taken: dict[str, JSON], acting: Acting) -> Application:
    if application.sheet is None:
        return application
    before = sheets.read(application.sheet)
    after = replace(before, answers={**before.answers, **taken})
    revision = application.sheet.revision
    saved = lifecycle.save_step(application, after, step=step.key, expected=revision, acting=acting)
    saved.application.sheet = saved.written.sheet
    return saved.application


def _fits(question: Field, shared: dict[str, Field]) -> bool:
    """The same question in both forms; another version of one may offer other answers."""
    same = shared.get(question.key)
    return same is not None and (same.kind, same.options, same.fields) == (
        question.kind,
        question.options,
        question.fields,
    )
