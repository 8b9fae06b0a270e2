"""Pages of this floor that are not in the page tree, and the way to those that are."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from content import law, office_page, routing, samples
from content.place_form import PlaceForm
from procedures import catalogue, places
from procedures.errors import Unknown
from procedures.tables import offices as tables
from vocabulary import terms


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


@require_http_methods(["GET", "HEAD", "POST"])
def offices(request: HttpRequest) -> HttpResponse:
    """The sixteen voivodes' offices, and those that a typed place may belong to."""
    form = PlaceForm(request.POST if request.method == "POST" else None)
    found = places.suggested(form.cleaned_data["place"]) if form.is_valid() else places.Suggestions()
    context = {
        "offices": law.all_offices(),
        "central": office_page.central(),
        "form": form,
        "suggested": found,
    }
    return render(request, "content/offices.html", context, status=422 if form.errors else 200)


@require_safe
def office(request: HttpRequest, teryt: str) -> HttpResponse:
    """One voivode's office: what is known of it, and how sure."""
    try:
        found = tables.office(teryt)
    except Unknown as error:
        raise Http404 from error
    context = {
        "office": found,
        "label": _(found.label),
        "known": office_page.of(found, named=True),
        "branches": office_page.branches(found),
        "decided": office_page.decided(),
        "breadcrumbs": [{"url": reverse("content:offices"), "title": _("Offices")}],
    }
    return render(request, "content/office.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of the portal, with the Polish ones that stand in letters."""
    found = terms.glossary(get_language() or "", timezone.localdate())
    return render(request, "content/glossary.html", {"terms": found})
