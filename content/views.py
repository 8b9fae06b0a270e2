"""Pages of this floor that are not in the page tree, and the way to those that are."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from content import law, routing, samples
from procedures import catalogue


def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's own view, once our way has found the page: Wagtail's asks for the site and its root page first."""
    found = routing.find(get_language() or "", [part for part in path.split("/") if part])
    request._wagtail_route_for_request = RouteResult(found)  # type: ignore[attr-defined]  # where Wagtail keeps it
    response: HttpResponseBase = serve(request, path)
    return response


def components(request: HttpRequest) -> HttpResponse:
    """Every part of the look on one page, for who builds pages; not in production."""
    if not settings.SHOW_COMPONENTS:
        raise Http404
    return render(request, "components/all.html", samples.of(settings.LANGUAGE_CODE))


@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    """What every procedure costs today, and what the law says of paying late and of reductions."""
    tables = [(_(each.title), law.of(each.key)) for each in catalogue.procedures()]
    return render(request, "content/fees.html", {"tables": tables, "lines": law.said("fees")})


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """The sixteen voivodes' offices."""
    return render(request, "content/offices.html", {"offices": law.all_offices()})
