"""Pages of this floor that are not in the page tree."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from content import samples


def components(request: HttpRequest) -> HttpResponse:
    """Every part of the look on one page, for who builds pages; not in production."""
    if not settings.SHOW_COMPONENTS:
        raise Http404
    return render(request, "components/all.html", samples.of(settings.LANGUAGE_CODE))
