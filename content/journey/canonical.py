"""The journey at its canonical addresses: a reader is led to the live guide, everybody else is answered in place."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language
from wagtail.views import serve

from applications.drafting import access
from content.journey import files as file_pages
from content.journey import own_draft, steps, views
from content.journey.place import WORD, Place, guide_of

READING = frozenset({"GET", "HEAD"})

type View = Callable[..., HttpResponseBase]


def readiness(request: HttpRequest, procedure: str) -> HttpResponseBase:
    if place := _guided(request, procedure):
        return _on(request, place.readiness())
    return views.readiness(request, procedure=procedure)


def _page(view: View, address: Callable[..., str]) -> View:
    def answer(request: HttpRequest, application_id: UUID, **more: str) -> HttpResponseBase:
        if place := _guided_draft(request, application_id):
            return _on(request, address(place, application_id, *more.values()))
        return view(request, application_id=application_id, **more)

    return answer


overview = _page(views.overview, Place.overview)
files = _page(file_pages.files, Place.files)
check = _page(views.check, Place.check)
last_day = _page(own_draft.last_day, Place.last_day)
delete = _page(own_draft.delete, Place.delete)
step = _page(steps.step, Place.step)


def under_guide(request: HttpRequest, guide: str, procedure: str, rest: str = "") -> HttpResponseBase:
    """The page of the tree; where the guide is not published any more, the same thing at its canonical address."""
    try:
        page: HttpResponseBase = serve(request, f"{guide}/{WORD}/{procedure}/{rest}")
    except Http404:
        return _without_guide(request, rest or f"new/{procedure}/")
    return page


def _without_guide(request: HttpRequest, rest: str) -> HttpResponseBase:
    address = reverse("applications:list") + rest
    if request.method in READING:
        return HttpResponseRedirect(address)
    try:
        match = resolve(address)
    except Resolver404 as error:
        raise Http404 from error
    answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return answer


def _guided_draft(request: HttpRequest, application_id: UUID) -> Place | None:
    """Only for who may see the application: the address says nothing to anybody else."""
    if request.method not in READING or not request.user.is_authenticated:
        return None
    return _guided(request, access.get(request.user, application_id).procedure)


def _guided(request: HttpRequest, procedure: str) -> Place | None:
    if request.method not in READING:
        return None
    guide = guide_of(procedure, get_language() or "")
    return Place(procedure=procedure, guide=guide) if guide else None


def _on(request: HttpRequest, address: str) -> HttpResponseRedirect:
    query = request.META.get("QUERY_STRING")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
