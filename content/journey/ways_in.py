"""The ways in from a page to what one has of a procedure: what is to be paid, and how far the case is."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.correspondence import access as cases
from applications.drafting import access
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from content.journey import tasks
from content.journey.frame import breadcrumbs
from content.journey.place import Guide, Place, in_other_languages
from procedures import catalogue
from procedures.errors import Unknown

OVER = (ApplicationState.EXPIRED, ApplicationState.WITHDRAWN)
THERE = {"payment": "payments:order", "case": "cases:case"}  # by the page that leads there


@never_cache
@login_required
@require_safe
def payment(request: HttpRequest, *, procedure: str, guide: Guide | None = None) -> HttpResponse:
    own = access.for_actor(request.user).exclude(state__in=OVER)
    return _led(request, own, Place(procedure=procedure, guide=guide), "payment")


@never_cache
@login_required
@require_safe
def case(request: HttpRequest, *, procedure: str, guide: Guide | None = None) -> HttpResponse:
    return _led(request, cases.for_actor(request.user), Place(procedure=procedure, guide=guide), "case")


def _led(request: HttpRequest, own: QuerySet[Application], place: Place, page: str) -> HttpResponse:
    """Straight to the only one; of several, somebody's children's maybe, one is chosen."""
    if not _is_filed_here(place.procedure):
        raise Http404
    found = list(own.filter(procedure=place.procedure).select_related("draft_key").order_by("-pk"))
    there = THERE[page]
    if len(found) == 1:
        return HttpResponseRedirect(_address(there, found[0].pk))
    context = {
        "rows": [tasks.row(each) | {"url": _address(there, each.pk)} for each in found],
        "breadcrumbs": breadcrumbs(place, None, deeper=False) if place.guide else [],
        "language_links": in_other_languages(page, place.procedure),
    }
    return render(request, "applications/list.html", context)


def _address(name: str, application: UUID) -> str:
    return reverse(name, args=[application])


def _is_filed_here(procedure: str) -> bool:
    try:
        return catalogue.procedure(procedure).is_filed_here
    except Unknown:
        return False
