"""Editors' page of what readers looked for in vain: what to write next, and which words to add to the synonyms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.outlines import for_who_edits_pages
from content.search import failing
from content.second_persons import furniture


@require_safe
@for_who_edits_pages
def index(request: HttpRequest) -> HttpResponse:
    context = furniture(_("Searches without a result"), icon="search") | {
        "rows": failing.top(),
        "enough": failing.ENOUGH,
        "days": failing.KEPT.days,
    }
    return render(request, "content/editors/failed_searches.html", context)


def addresses() -> list[URLPattern]:
    return [path("", index, name="index")]
