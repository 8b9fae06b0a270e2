"""The page of the search: one box, and what was found by kind."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.search import finding, limiting
from content.search.asking import LONGEST_TYPED
from content.search.finding import MOST_PAGES, OF_A_PAGE, Search, Wanted
from content.search.models import FoundKind


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Kept by no cache: the address holds what somebody typed, and the head shows who is signed in."""
    typed = request.GET.get("q", "").strip()[:LONGEST_TYPED]
    if not typed:
        return _shown(request, {})
    if seconds := limiting.seconds_to_wait(request):
        response = _shown(request, {"typed": typed, "is_limited": True}, status=HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(seconds)
        return response
    wanted = Wanted(language=get_language() or "", kind=_kind(request), page=_page(request))
    return _shown(request, _told(typed, wanted, finding.find(typed, wanted)))


def _told(typed: str, wanted: Wanted, search: Search) -> dict[str, Any]:
    last = min(-(-search.count // OF_A_PAGE), MOST_PAGES)
    return {
        "typed": typed,
        "search": search,
        "kind": wanted.kind,
        "previous": wanted.page - 1 if wanted.kind and wanted.page > 1 else None,
        "next": wanted.page + 1 if wanted.kind and wanted.page < last else None,
    }


def _shown(request: HttpRequest, context: dict[str, Any], *, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    asked = f"?{urlencode({'q': typed})}" if (typed := context.get("typed")) else ""
    links = [{"code": code, "url": translate_url(request.path, code) + asked} for code, _name in settings.LANGUAGES]
    return render(request, "content/search.html", context | {"language_links": links}, status=status)


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("type", "")
    return kind if kind in FoundKind.values else ""


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("page", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST_PAGES)) else 1
    return min(max(number, 1), MOST_PAGES)
