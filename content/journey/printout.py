"""The document of what is prepared: how it reads, the PDF to print, and what to do with it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from applications.drafting import access
from applications.drafting.errors import Incomplete, NotPossible
from applications.printing import document, told
from content.journey.frame import frame
from content.journey.place import Guide, Place


@never_cache
@login_required
def document_page(request: HttpRequest, *, application_id: UUID, guide: Guide | None = None) -> HttpResponse:
    """Who is not done is led to what is missing."""
    application = access.get(request.user, application_id)
    place = Place.of(application, guide)
    try:
        printed = document.of(application)
    except (Incomplete, NotPossible):
        return HttpResponseRedirect(place.address("overview", application.pk))
    if printed is None:
        raise Http404
    said = {"printed": printed, "told": told.of(application, printed)}
    return render(request, "applications/printout.html", frame(place, application, "document") | said)
