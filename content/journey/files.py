"""The files page: photo, passport pages and evidence, each with its state, and what to do about a refusal."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.drafting import access, attachments, charged, offered
from applications.drafting.errors import DraftingError
from applications.drafting.models import Application
from applications.filing import who_signs
from applications.uploads import intake
from applications.uploads.fields import take_in
from applications.uploads.models import Upload
from content import law
from content.journey.forms import UploadForm
from content.journey.frame import frame
from content.journey.place import Guide, Place
from content.law import LawLine
from procedures import checklist
from procedures.checklist import Listed
from procedures.language.schema import Enclosure
from procedures.tables import papers

PAGE = "files"  # what was chosen there and not sent waits under this name


@never_cache
@offered.signed_in(subject="application_id", page=PAGE)
def files(request: HttpRequest, *, application_id: UUID, guide: Guide | None = None) -> HttpResponseBase:
    application = access.get(request.user, application_id)
    place = Place.of(application, guide)
    if request.method != "POST":
        return _page(request, application, place, refused=None)
    if "remove" in request.POST:
        _remove(request, application)
        return HttpResponseRedirect(place.address("files", application.pk))
    with offered.spared(request, subject=application.pk, page=PAGE):
        if refused := _receive(request, application):
            return _page(request, application, place, refused=refused)
        return offered.done(request, HttpResponseRedirect(place.address("files", application.pk)))


def _page(request: HttpRequest, application: Application, place: Place, *, refused: UploadForm | None) -> HttpResponse:
    handed_in = intake.of(application.pk)
    listed = charged.checklist_of(application)
    groups = [
        {
            "document": each.document,
            "line": _line(each),
            "belonging": _belonging(listed) if each.document.purpose == checklist.EVIDENCE else [],
            "hints": papers.paper(each.document.purpose).hints,
            "form": refused if _is_of(refused, each.document) else UploadForm(purpose=each.document.purpose),
            "files": [file for file in handed_in if file.purpose == each.document.purpose],
        }
        for each in listed
        if each.document.purpose
    ]
    groups += [_left_over(each, handed_in) for each in attachments.left_over(application, handed_in)]
    checking = any(each.is_being_checked for each in handed_in)
    context = frame(place, application, "files") | {
        "groups": groups,
        "form": refused,
        "is_checking": checking,
        "who_signs": who_signs.of_the_young(application) if application.is_editable else [],
    }
    lost = offered.lost(request, subject=application.pk, page=PAGE)
    return render(request, "applications/files.html", context | lost)


def _left_over(document: Enclosure, handed_in: Sequence[Upload]) -> dict[str, Any]:
    """To be seen and removed; nothing more is taken for it."""
    note = _("Your answers do not ask for this any more. Remove the file if it is not to be filed.")
    files = [file for file in handed_in if file.purpose == document.purpose]
    return {"document": document, "line": replace(law.document(document), notes=(note,)), "files": files}


def _belonging(listed: Sequence[Listed]) -> list[LawLine]:
    """What is handed in among the evidence: all that is neither a file of its own nor an annex."""
    return [_line(each) for each in listed if not each.document.purpose and not each.document.annex]


def _line(listed: Listed) -> LawLine:
    line = law.document(listed.document)
    open_yet = _("Whether you need it follows from an answer that is still missing.")
    return replace(line, notes=(open_yet, *line.notes)) if listed.is_open else line


def _is_of(form: UploadForm | None, document: Enclosure) -> bool:
    return form is not None and form.data.get("purpose") == document.purpose


def _receive(request: HttpRequest, application: Application) -> UploadForm | None:
    """The form with its errors when a file was not taken in; checking happens later and never blocks."""
    form = UploadForm(request.POST, request.FILES, purpose=request.POST.get("purpose", ""))
    if not form.is_valid():
        return form
    acting = access.acting_in(request.user, application)
    receive = partial(attachments.receive, application, purpose=form.cleaned_data["purpose"], acting=acting)
    try:
        take_in(form, receive)
    except DraftingError as error:
        form.add_error("file", str(error))
    return form if form.errors else None


def _remove(request: HttpRequest, application: Application) -> None:
    try:
        acting = access.acting_in(request.user, application)
        attachments.remove(application, UUID(request.POST["remove"]), acting=acting)
    except ValueError as error:
        raise Http404 from error
    except DraftingError as error:
        messages.error(request, str(error))
