"""Check your answers: what to look at first, then every part with its state; the last page before signing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.annexes import across, reading
from applications.annexes import cautions as annex_cautions
from applications.annexes import status as annexes
from applications.annexes.own import filling
from applications.annexes.own.filling import Filling
from applications.annexes.status import AnnexStatus
from applications.answers import cautions, sheets, summary
from applications.answers.cautions import Caution
from applications.answers.sheets import Contents
from applications.answers.summary import SummaryRow, SummarySection
from applications.badges import Badge
from applications.drafting import access, attachments, lifecycle
from applications.drafting.models import Application
from applications.filing import declared, who_signs
from applications.uploads import intake
from applications.uploads.models import Upload
from applications.wording import status as from_others
from content import law
from content.journey import deciding, tasks
from content.journey.frame import frame
from content.journey.place import Guide, Place
from content.law import LawLine
from procedures import catalogue
from procedures.language import walk, wording
from procedures.language.schema import Enclosure, Form
from procedures.law import citations

ALL = "all"  # in the address: every part is shown open

type Address = Callable[[str], str]  # of a step's page


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRemark(LawLine):
    """Something to look at: at which question, why, by which law, and where it is changed."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPart:
    """A part of the page. What is complete and unremarkable is folded on a narrow screen."""

    key: str
    title: str
    badge: Badge
    rows: Sequence[SummaryRow]
    change_url: str = ""
    remarks: int = 0

    @property
    def is_open(self) -> bool:
        return bool(self.remarks) or not self.badge.is_done


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexByOther:
    """Whom it was asked of, how far it is and, once it is signed, what it says."""

    key: str
    title: str
    email: str
    badge: Badge
    sections: Sequence[SummarySection]
    cautions: Sequence[Caution]


@never_cache
@login_required
def check(request: HttpRequest, *, application_id: UUID, guide: Guide | None = None) -> HttpResponse:
    application = access.get(request.user, application_id)
    if application.draft is None:
        raise Http404
    place = Place.of(application, guide)
    form, contents = lifecycle.form_of(application), sheets.read(application.draft)

    def address(step: str) -> str:
        return place.address("step", application.pk, step)

    own, others = filling.of(application), [_by_other(each) for each in annexes.of(application)]
    found = [*cautions.of(form, contents.answers), *(each for annex in others for each in annex.cautions)]
    files = intake.of(application.pk)
    context = frame(place, application, "check") | {
        "who_signs": _who_signs(application),
        "of_age_on": who_signs.birthday(application),
        "remarks": [
            *_remarks(found, address),
            *(remark for annex in own for remark in _remarks(annex.cautions, _of_annex(annex, place))),
        ],
        "annex_cautions": annex_cautions.of(application),
        "parts": list(_parts(form, contents, found, address)),
        "own_annexes": [_own_annex(annex, place) for annex in own],
        "annexes": others,
        "wording_written": from_others.written(application),
        "deciding": deciding.of(application),
        "papers": list(_papers([*attachments.asked(application), *attachments.left_over(application, files)], files)),
        "files_url": place.address("files", application.pk),
        "declarations": declared.of(application),
        "tasks": tasks.of(application, place),
        "is_all_open": ALL in request.GET,
        "can_be_previewed": application.is_editable and not catalogue.procedure(application.procedure).is_prepared,
    }
    return render(request, "applications/check.html", context)


def _who_signs(application: Application) -> list[str]:
    """Said here where somebody signs for somebody, or did so until a birthday; else the signing page says it."""
    if catalogue.procedure(application.procedure).is_prepared or not application.is_editable:
        return []
    return [] if who_signs.only_themselves(application) else who_signs.of(application)


def _remarks(found: Iterable[Caution], address: Address) -> list[CheckRemark]:
    return [
        CheckRemark(
            title=wording.of_question(each.field),
            text=law.cited(each.text, citations.said(each.law)),
            verified=each.verified,
            url=f"{address(each.step.key)}#{_control(each)}",
        )
        for each in found
    ]


def _control(caution: Caution) -> str:
    """The id of the question on the page of its step."""
    return f"id_{caution.step.key}-{caution.field.key}".replace(".", "-")


def _parts(
    form: Form, contents: Contents, found: Iterable[Caution], address: Address, of: str = ""
) -> Iterator[CheckPart]:
    """A part for each step; `of` stands before its key, when another form has steps of the same."""
    asked = {step.key for step in walk.steps(form, contents.answers)}
    remarks = Counter(each.step.key for each in found)
    for section in summary.of(form, contents.answers, get_language() or ""):
        step = section.step
        yield CheckPart(
            key=f"{of}{step.key}",
            title=section.title,
            badge=tasks.step_badge(step, form, contents) if step.key in asked else tasks.complete(),
            rows=[row for row in section.rows if not (of and row.field.helper)],
            change_url=address(step.key) if step.key in asked else "",
            remarks=remarks[step.key],
        )


def _of_annex(annex: Filling, place: Place) -> Address:
    def address(step: str) -> str:
        return place.address("own-annex", annex.application.pk, annex.key, step)

    return address


def _own_annex(annex: Filling, place: Place) -> dict[str, Any]:
    """A part for each of its steps; one that is not complete is named with the way there."""
    address, asked = _of_annex(annex, place), [step.key for step in annex.steps]
    open_steps = [step.key for step in annex.unfinished] or asked[:1]
    return {
        "key": annex.key,
        "title": _(annex.form.title),
        "badge": annex.badge,
        "go_on_url": "" if annex.is_complete or annex.lacking or not open_steps else address(open_steps[0]),
        "parts": list(_parts(annex.form, annex.contents, annex.cautions, address, of=f"{annex.key}-")),
    }


def _by_other(status: AnnexStatus) -> AnnexByOther:
    return AnnexByOther(
        key=str(status.request.pk) if status.request else status.key,
        title=_(status.title),
        email=status.email,
        badge=status.badge,
        sections=reading.sections(status),
        cautions=across.of(status),
    )


def _papers(asked: Iterable[Enclosure], files: Iterable[Upload]) -> Iterator[tuple[Enclosure, list[Upload]]]:
    """What is asked for, with the files handed in for it; nothing of what may follow and did not come."""
    for document in asked:
        given = [each for each in files if each.purpose == document.purpose]
        if given or document.required:
            yield document, given
