"""The task list: the parts of an application, how far each is, and what opens a locked one. Computed, never stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from applications.annexes import status as annexes
from applications.annexes.errors import NotReady
from applications.annexes.own import filling, newer
from applications.annexes.own.filling import Filling
from applications.annexes.status import AnnexStatus
from applications.answers import forms, sheets
from applications.answers.sheets import Contents
from applications.badges import Badge
from applications.drafting import access, attachments, lifecycle, represented, versions
from applications.drafting.models import Application, ForWhom
from applications.uploads import intake
from applications.uploads.models import Upload
from content import law
from content.journey import fees
from content.journey.place import Place
from payments import owing
from procedures import catalogue
from procedures.language import walk, wording
from procedures.language.schema import Form, Step
from writing.listing import listed

_PAY_LATER = gettext_lazy("You can also pay after filing")
_FILES = gettext_lazy("Signing files the application")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    key: str
    title: str
    badge: Badge
    url: str = ""  # empty while it is locked
    hint: str = ""

    @property
    def is_to_do(self) -> bool:
        """Not while a payment is being confirmed: that comes by itself."""
        is_coming = self.key == "payment" and self.badge.kind == "wait"
        return bool(self.url) and not self.badge.is_done and not is_coming


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerForm:
    """Of an annex that was begun before: until when it is filed as it is."""

    since: date
    until: date | None
    is_taken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTasks:
    """A section of its own: an annex that the applicant fills in, step by step."""

    key: str
    title: str
    badge: Badge
    steps: list[Task]
    hint: str = ""  # why it is locked
    newer: NewerForm | None = None
    version_url: str = ""  # where something is said of the version of its form


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """The parts in the order of the page; `answers` have to be done before the rest opens."""

    answers: list[Task]
    papers: list[Task]
    last: list[Task]
    annexes: list[AnnexTasks] = field(default_factory=list)  # those the applicant fills in

    @property
    def after_check(self) -> Task | None:
        """Where to go once the answers were looked at; empty while something is missing."""
        return next((task for task in self.last if task.key != "check" and task.is_to_do), None)

    @property
    def next(self) -> Task | None:
        """The one to go on with."""
        own = [task for annex in self.annexes for task in annex.steps]
        return next((task for task in (*self.answers, *own, *self.papers, *self.last) if task.is_to_do), None)


def of(application: Application, place: Place) -> Tasks:
    if application.draft is None:
        return Tasks(answers=[], papers=[], last=[])
    form, contents = lifecycle.form_of(application), sheets.read(application.draft)
    answers = [_answers(step, form, contents, application, place) for step in walk.steps(form, contents.answers)]
    if catalogue.procedure(application.procedure).is_prepared:
        last = list(_print(application, place, is_ready=all(task.badge.is_done for task in answers)))
        return Tasks(answers=answers, papers=[], last=last)
    papers = [_files(application, place), *_annexes(application)]
    own = [_own_annex(each, place) for each in filling.of(application)]
    needed = [*(task.badge for task in (*answers, *papers[1:])), *(annex.badge for annex in own)]
    last = list(_last(application, place, is_ready=all(badge.is_done for badge in needed)))
    return Tasks(answers=answers, papers=papers, last=last, annexes=own)


def open_draft(user: User | AnonymousUser, procedure: str) -> Application | None:
    """Of their own; those of the people they represent are other drafts."""
    return access.for_actor(user).open().filter(procedure=procedure, for_whom=ForWhom.SELF).first()


def row(application: Application) -> dict[str, object]:
    """A line of the list of own applications."""
    day = date_format(timezone.localdate(application.changed_at), "j E Y")
    said = [represented.label(application), _("Last change: %(day)s") % {"day": day}]
    if (hindrance := versions.not_fileable(application)) is not None:
        said.append(str(hindrance))
    return {
        "id": str(application.pk),
        "title": _(catalogue.procedure(application.procedure).title),
        "url": reverse("applications:overview", args=[application.pk]),
        "hint": " · ".join(filter(None, said)),
        "badge": application.badge,
    }


def after_filing(application: Application) -> list[dict[str, str]]:
    """Where to go once it is filed; empty for a draft."""
    receipt, case = address("retention:receipt", application.pk), address("cases:case", application.pk)
    if application.filed_at is None:
        return []
    pages = [
        ("receipt", _("Filed"), _("Your receipt and your own copy are ready."), receipt, _("See the receipt")),
        ("case", _("What happens now"), _("Follow your case and answer the office."), case, _("See your case")),
    ]
    if (found := owing.of(application)).owed:
        order, text = address("payments:order", application.pk), _("Unpaid fees can still be paid here.")
        pages.append(("payment", _("Fees"), " ".join((text, fees.hint(found))).strip(), order, _("Pay the fees")))
    names = ("id", "title", "text", "url", "label")
    return [dict(zip(names, page, strict=True)) for page in pages if page[3]]


def step_badge(step: Step, form: Form, contents: Contents) -> Badge:
    if step.key in contents.typed:
        return _typed_badge(step, form, contents)
    if step.key in contents.again and step.key in contents.changed:
        return Badge(kind="act", icon="swap", text=_("Changed: look at it again"))
    missing = walk.missing(form, contents.answers, among={field.key for field in step.fields})
    if step.key in contents.changed and not missing:
        return complete()
    if step.key in contents.changed:
        return _to_correct(len(missing))
    return Badge(kind="", icon="pen", text=_("Not begun"))


def complete() -> Badge:
    return Badge(kind="done", icon="done", text=_("Complete"))


def _typed_badge(step: Step, form: Form, contents: Contents) -> Badge:
    """What was left half-way was not judged; what was refused is counted."""
    if step.key in contents.left:
        return Badge(kind="info", icon="file", text=_("Begun"))
    bound = forms.bound(form, step, contents.typed[step.key], answers=contents.answers, prefix=step.key)
    return _to_correct(max(len(bound.errors), 1))


def _to_correct(count: int) -> Badge:
    text = ngettext("Correct %(count)d answer", "Correct %(count)d answers", count) % {"count": count}
    return Badge(kind="act", icon="stop", text=text)


def _answers(step: Step, form: Form, contents: Contents, application: Application, place: Place) -> Task:
    badge = step_badge(step, form, contents)
    return Task(key=step.key, title=_(step.title), badge=badge, url=place.address("step", application.pk, step.key))


def _own_annex(annex: Filling, place: Place) -> AnnexTasks:
    """Locked while it would take over what is not answered yet."""
    lacking = annex.lacking
    why = f"{NotReady(lacking)} {listed(wording.of_question(each) for each in lacking)}" if lacking else ""
    return AnnexTasks(
        key=annex.key,
        title=_(annex.form.title),
        badge=annex.badge,
        hint=why,
        newer=_newer_form(annex),
        version_url=place.address("annex-version", annex.application.pk, annex.key) if _has_news(annex) else "",
        steps=[
            Task(
                key=f"{annex.key}-{step.key}",
                title=_(step.title),
                badge=step_badge(step, annex.form, annex.contents),
                url="" if lacking else place.address("own-annex", annex.application.pk, annex.key, step.key),
            )
            for step in annex.steps
        ],
    )


def _newer_form(annex: Filling) -> NewerForm | None:
    if (form := newer.of(annex)) is None:
        return None
    return NewerForm(since=versions.since(form), until=newer.taken_until(annex), is_taken=not annex.is_outdated)


def _has_news(annex: Filling) -> bool:
    return newer.of(annex) is not None or bool(newer.left_over(annex))


def _files(application: Application, place: Place) -> Task:
    handed_in = intake.of(application.pk)
    accepted = {each.purpose for each in handed_in if each.is_accepted}
    lacking = [each for each in attachments.wanted(application) if each.purpose not in accepted]
    badge = _files_badge(handed_in, bool(lacking))
    hint = _("Still wanted: %(files)s") % {"files": listed(_(each.label) for each in lacking)} if lacking else ""
    return Task(
        key="files",
        title=_("Photo, passport pages and evidence"),
        badge=badge,
        hint=hint,
        url=place.address("files", application.pk),
    )


def _files_badge(handed_in: list[Upload], is_lacking: bool) -> Badge:
    if is_lacking and any(each.is_refused for each in handed_in):
        return Badge(kind="act", icon="stop", text=_("A file was refused"))
    if any(each.is_being_checked for each in handed_in):
        return Badge(kind="wait", icon="clock", text=_("Being checked"))
    if not is_lacking:
        return complete()
    return Badge(kind="info", icon="file", text=_("Begun")) if handed_in else _not_begun()


def _not_begun() -> Badge:
    return Badge(kind="", icon="pen", text=_("Not begun"))


def _annexes(application: Application) -> Iterator[Task]:
    """What others fill in: signed, waited for, out of date, or not asked yet."""
    asked = annexes.of(application)
    if not asked:
        return
    is_signed = all(each.is_current for each in asked)
    yield Task(
        key="annexes",
        title=_(asked[0].title),
        badge=_annexes_badge(asked),
        url=address("annexes:list", application.pk),
        hint="" if is_signed else _("You cannot sign before it is signed"),
    )


def _annexes_badge(asked: Sequence[AnnexStatus]) -> Badge:
    if all(each.is_current for each in asked):
        return Badge(kind="done", icon="done", text=_("Signed"))
    if any(each.is_over for each in asked):
        return Badge(kind="act", icon="swap", text=_("Out of date: ask again"))
    if any(each.is_unasked for each in asked):
        return Badge(kind="act", icon="mail", text=_("To be sent"))
    return Badge(kind="wait", icon="clock", text=_("Waiting for the other side"))


def _last(application: Application, place: Place, *, is_ready: bool) -> Iterator[Task]:
    locked = Badge(kind="", icon="clock", text=_("Not yet"))
    opens = _("Opens when your answers and the annexes are complete")
    found = owing.of(application)
    parts = [
        ("check", _("Check your answers"), place.address("check", application.pk), "", _open()),
        (
            "payment",
            _("Pay the fees"),
            address("payments:order", application.pk),
            fees.hint(found) or _when_to_pay(application),
            fees.of(found),
        ),
        ("sign", _("Sign and file"), address("filing:sign", application.pk), _FILES, _signing_badge(application)),
    ]
    for key, title, url, hint, badge in parts:
        if is_ready or (key == "payment" and (found.kept or found.is_confirming)):
            yield Task(key=key, title=title, badge=badge, url=url, hint=str(hint))
        else:
            yield Task(key=key, title=title, badge=locked, hint=opens)


def _when_to_pay(application: Application) -> str:
    """By most law a fee may wait; where an unpaid one is a refusal, that is said."""
    refused = law.statement("unpaid-refused", application.procedure)
    return refused.title if refused else str(_PAY_LATER)


def _print(application: Application, place: Place, *, is_ready: bool) -> Iterator[Task]:
    """The last parts of what is printed and taken to the office: nothing of it is signed or filed here."""
    locked = Badge(kind="", icon="clock", text=_("Not yet"))
    opens = _("Opens when your answers are complete")
    for key, title in (("check", _("Check your answers")), ("document", _("Print your document"))):
        if is_ready:
            yield Task(key=key, title=title, badge=_open(), url=place.address(key, application.pk))
        else:
            yield Task(key=key, title=title, badge=locked, hint=opens)


def _signing_badge(application: Application) -> Badge:
    if application.is_frozen:
        return Badge(kind="wait", icon="pen", text=_("Being signed"))
    return _open()


def _open() -> Badge:
    return Badge(kind="info", icon="pen", text=_("To do"))


def address(name: str, *args: object) -> str:
    """Empty while the room has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
