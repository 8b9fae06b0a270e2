"""The two ways to a page of the journey: its canonical address, and the one under a page. Each leads to the other."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language

from applications.drafting import access
from content.journey import guides
from content.journey.pages import JourneyPage, View
from content.journey.place import Guide

READING = frozenset({"GET", "HEAD"})


def leading_on(page: JourneyPage) -> View:
    """At the canonical address a reader is led to the live guide, everybody else is answered in place."""

    def answer(request: HttpRequest, **args: Any) -> HttpResponseBase:
        guide = _guide(request, **args) if request.method in READING else None
        if guide is None:
            return page.view(request, **args)
        there = {**args, "guide": guide.path, "procedure": guide.procedure}
        address, query = reverse(f"guided:{page.name}", kwargs=there), request.META.get("QUERY_STRING")
        return HttpResponseRedirect(f"{address}?{query}" if query else address)

    return answer


def under_guide(page: JourneyPage) -> View:
    """On the guide; where it is not published any more, a reader is led to the canonical address of the same."""

    def answer(request: HttpRequest, guide: str, procedure: str, **args: Any) -> HttpResponseBase:
        named = args or {"procedure": procedure}
        language = get_language() or ""
        if request.method not in READING and args:
            return page.view(request, **named, guide=guides.posted_to(guide, procedure, language))
        if found := guides.at(guide, procedure, language):
            return page.view(request, **named, guide=found)
        if request.method not in READING:  # what is begun there begins without it
            return page.view(request, **named, guide=guides.posted_to(guide, procedure, language))
        return HttpResponseRedirect(reverse(f"applications:{page.name}", kwargs=named))

    return answer


def _guide(
    request: HttpRequest, *, procedure: str = "", application_id: UUID | None = None, **_more: str
) -> Guide | None:
    """Of an application only for who may see it: the address says nothing to anybody else."""
    if application_id is not None and not request.user.is_authenticated:
        return None
    if application_id is None:
        return guides.of(procedure, get_language() or "")
    application = access.get(request.user, application_id)
    return guides.of(application.procedure, get_language() or "", began=application.page_key)
