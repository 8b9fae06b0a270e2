"""What a page said before, for anybody: the spans of a language, and the text of one of them."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content import routing
from content.said import keeping

MOST = 200  # of one page in one language, the newest


@require_safe
def spans(request: HttpRequest, page_key: UUID) -> HttpResponse:
    """A page that was just published has none yet."""
    language = get_language() or ""
    found = list(keeping.texts(page_key, language).defer("text")[:MOST])
    page = routing.published().filter(translation_key=page_key, locale__language_code=language).first()
    if not found and page is None:
        raise Http404
    return render(request, "content/said.html", {"title": page.title if page else found[0].title, "spans": found})


@require_safe
def text(request: HttpRequest, page_key: UUID, said_id: int) -> HttpResponse:
    """As it stood then. Its links lead to the pages of today."""
    found = keeping.texts(page_key, get_language() or "").filter(pk=said_id).first()
    if found is None:
        raise Http404
    return render(request, "content/said_text.html", {"said": found, "language_links": _spans_in_languages(page_key)})


def _spans_in_languages(page_key: UUID) -> list[dict[str, str]]:
    """A text has a number in its own language only."""
    address = reverse("content:said", args=[page_key])
    return [{"code": code, "url": translate_url(address, code)} for code, _name in settings.LANGUAGES]
