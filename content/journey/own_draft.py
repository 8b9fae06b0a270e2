"""What a person may do with their draft besides answering: correct the last lawful day, delete it (art. 225h)."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.drafting import access, lifecycle, offered
from applications.drafting.errors import NotPossible
from applications.drafting.models import Application
from content import law
from content.journey.forms import LastDayForm
from content.journey.frame import frame
from content.journey.place import Guide, Place
from procedures import catalogue


@never_cache
@offered.signed_in(subject="application_id", page="last-day")
def last_day(request: HttpRequest, *, application_id: UUID, guide: Guide | None = None) -> HttpResponseBase:
    application = _own(request, application_id)
    if catalogue.procedure(application.procedure).is_prepared:
        raise Http404
    place = Place.of(application, guide)
    if request.method == "POST":
        with offered.spared(request, subject=application.pk, page="last-day"):
            form = LastDayForm(request.POST)
            if form.is_valid():
                acting = access.acting_in(request.user, application)
                lifecycle.correct_last_day(application, form.cleaned_data["last_lawful_day"], acting=acting)
                return offered.done(request, HttpResponseRedirect(place.address("overview", application.pk)))
            return _last_day_page(request, application, place, form)
    return _last_day_page(request, application, place, LastDayForm.of(None, application.last_lawful_day))


def _last_day_page(request: HttpRequest, application: Application, place: Place, form: LastDayForm) -> HttpResponse:
    """With the day as it was typed, when it could not be saved before."""
    waiting = offered.of(request, subject=application.pk, page="last-day")
    if waiting:
        form = LastDayForm(MultiValueDict(waiting))
    stated = law.line(catalogue.procedure(application.procedure).deadline)
    said = {"deadline": stated, "form": form, "offered": waiting, "offered_why": offered.why(request)}
    return render(request, "applications/last_day.html", frame(place, application, "last-day") | said)


@never_cache
@login_required
def delete(request: HttpRequest, *, application_id: UUID, guide: Guide | None = None) -> HttpResponse:
    """The GET only asks. A button pressed twice is told what the first did."""
    application = access.get(request.user, application_id)
    if request.method == "POST" and application.is_deleted:
        return _deleted(request)
    application = _own(request, application_id)
    place = Place.of(application, guide)
    if request.method != "POST":
        return render(request, "applications/delete.html", frame(place, application, "delete"))
    try:
        lifecycle.discard(application, acting=access.acting_in(request.user, application))
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(place.address("overview", application.pk))
    return _deleted(request)


def _deleted(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Your draft was deleted."))
    return HttpResponseRedirect(reverse("applications:list"))


def _own(request: HttpRequest, application_id: UUID) -> Application:
    """One that can still be changed; a page about anything else is not found."""
    application = access.get(request.user, application_id)
    if not application.is_editable:
        raise Http404
    return application
