"""An annex of one's own as it is filled in: read, judged, saved step by step. One way for page and API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.acting import Acting
from applications.annexes import form_versions, needs, prefill
from applications.annexes.errors import NoSuchAnnex, NotReady
from applications.annexes.models import OwnAnnex
from applications.answers import cautions, completeness, forms, sheets, summary
from applications.answers.cautions import Caution
from applications.answers.errors import NoSuchStep
from applications.answers.models import Sheet
from applications.answers.sheets import Contents
from applications.answers.storage import keys_of
from applications.badges import Badge
from applications.drafting import lifecycle
from applications.drafting.errors import InvalidAnswers
from applications.drafting.lifecycle import Saved
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language import walk
from procedures.language.schema import Field, Form, Step

NOT_BEGUN, BEGUN, COMPLETE, OUTDATED = "not-begun", "begun", "complete", "outdated"
STATES = (NOT_BEGUN, BEGUN, COMPLETE, OUTDATED)
BADGES: Mapping[str, Badge] = {
    NOT_BEGUN: Badge(kind="", icon="pen", text=_("Not begun")),
    BEGUN: Badge(kind="info", icon="file", text=_("Begun")),
    COMPLETE: Badge(kind="done", icon="done", text=_("Complete")),
    OUTDATED: Badge(kind="act", icon="swap", text=_("Out of date")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """One annex of an application, begun or not; computed, never stored."""

    application: Application
    form: Form
    row: OwnAnnex | None = field(repr=False)  # none before the first step is saved
    sheet: Sheet = field(repr=False)  # an empty one, not saved, before that
    contents: Contents = field(repr=False)  # with what is taken over, as the application says it now

    @property
    def key(self) -> str:
        return self.form.key

    @property
    def steps(self) -> list[Step]:
        """Those in which something is asked."""
        return walk.steps(self.form, self.contents.answers)

    @property
    def lacking(self) -> list[Field]:
        """What is taken over, and is not answered in the application yet."""
        return prefill.lacking(self.form, prefill.kept(self.form, self.contents.answers))

    @property
    def known(self) -> list[summary.SummaryRow]:
        """What is taken over, for the reader."""
        answers = self.contents.answers
        fields = (each for each in prefill.taken_over(self.form) if each.key in answers and not each.helper)
        return list(summary.rows_of(fields, answers))

    @property
    def unfinished(self) -> list[Step]:
        return completeness.unfinished(self.form, self.contents)

    @property
    def cautions(self) -> list[Caution]:
        """What the law would object to, or what is unusual; it stops nobody."""
        return list(cautions.of(self.form, self.contents.answers))

    @property
    def is_outdated(self) -> bool:
        """Its version of the form is taken no more: what is filled in has to be moved to the newer one."""
        return self.row is not None and form_versions.is_outdated(self.row)

    @property
    def is_complete(self) -> bool:
        return self.row is not None and not self.is_outdated and not self.lacking and not self.unfinished

    @property
    def state(self) -> str:
        if self.row is None:
            return NOT_BEGUN
        if self.is_outdated:
            return OUTDATED
        return COMPLETE if self.is_complete else BEGUN

    @property
    def badge(self) -> Badge:
        return BADGES[self.state]

    def step(self, key: str) -> Step:
        """NoSuchStep when it is not asked with these answers."""
        for step in self.steps:
            if step.key == key:
                return step
        raise NoSuchStep


def of(application: Application) -> list[Filling]:
    """Every annex the applicant has to fill in with the answers as they are, in the order of the form."""
    if application.draft is None or not (wanted := needs.by_applicant(application)):
        return []
    said = sheets.read(application.draft).answers
    rows = {row.form_key: row for row in application.own_annexes.select_related("sheet__key")}
    return [_filling(application, annex.form, said, rows.get(annex.form)) for annex in wanted]


def get(application: Application, key: str) -> Filling:
    """NoSuchAnnex when the application does not need it."""
    for filling in of(application):
        if filling.key == key:
            return filling
    raise NoSuchAnnex


def unfinished(application: Application) -> list[Filling]:
    """Those that keep the application from being signed."""
    return [filling for filling in of(application) if not filling.is_complete]


def revision(application: Application) -> int:
    """Grows with every change of any of them, so that what was made before is seen to be old."""
    return sum(application.own_annexes.values_list("sheet__revision", flat=True))


def write(filling: Filling, step: str, values: Mapping[str, Any], *, expected: int, acting: Acting) -> Saved:
    """All answers of one step as canonical JSON. Raises Stale, InvalidAnswers, NoSuchStep or NotReady."""
    bound = forms.bind_json(filling.form, filling.step(step), values, filling.contents.answers)
    if not bound.is_valid():
        raise InvalidAnswers([{"field": each.field, "code": each.code, "text": each.text} for each in bound.problems()])
    after = filling.contents.with_answers(step, bound.answers(), replacing=keys_of(filling.form, step))
    return save_step(filling, after, step=step, expected=expected, acting=acting)


@transaction.atomic
def save_step(filling: Filling, contents: Contents, *, step: str, expected: int, acting: Acting) -> Saved:
    """The one way it changes: an edit of its application. The first save begins it; raises Stale."""
    application, discarded = lifecycle.edit(filling.application, acting=acting)
    filling = get(application, filling.key)
    if lacking := filling.lacking:
        raise NotReady(lacking)
    row = filling.row or _begin(application, filling.form)
    known = prefill.kept(filling.form, filling.contents.answers)
    written = sheets.save(row.sheet, prefill.with_known(filling.form, contents, known), expected=expected, step=step)
    return Saved(application=application, written=written, discarded_signatures=discarded)


def _filling(application: Application, key: str, said: Mapping[str, Any], row: OwnAnnex | None) -> Filling:
    form = catalogue.form(key, row.form_version) if row else form_versions.to_begin(key)
    sheet = row.sheet if row else Sheet(form_key=form.key, form_version=form.version, key=application.draft_key)
    contents = sheets.read(sheet) if row else Contents()
    known = prefill.carried_over(form, said)
    whole = prefill.with_known(form, contents, known)
    return Filling(application=application, form=form, row=row, sheet=sheet, contents=whole)


def _begin(application: Application, form: Form) -> OwnAnnex:
    sheet = sheets.create(form, application.draft_key)
    return OwnAnnex.objects.create(application=application, form_key=form.key, form_version=form.version, sheet=sheet)
