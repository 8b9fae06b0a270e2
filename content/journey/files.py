"""The files page: photo, passport pages and evidence, each with its state, and what to do about a refusal."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from applications.drafting import access, attachments, offered
from applications.drafting.errors import DraftingError
from applications.drafting.models import Application
from applications.uploads import intake
from applications.uploads.fields import take_in
from content.journey.forms import UploadForm
from content.journey.frame import frame
from content.journey.place import Guide, Place
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
    groups = [
        {
            "document": document,
            "hints": papers.paper(document.purpose).hints,
            "form": refused if _is_of(refused, document) else UploadForm(purpose=document.purpose),
            "files": [each for each in handed_in if each.purpose == document.purpose],
        }
        for document in attachments.asked(application)
    ]
    checking = any(each.is_being_checked for each in handed_in)
    context = frame(place, application, "files") | {"groups": groups, "form": refused, "is_checking": checking}
    lost = offered.lost(request, subject=application.pk, page=PAGE)
    return render(request, "applications/files.html", context | lost)


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
