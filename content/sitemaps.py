"""What a search engine may read, by language: one file lists those of all, each with its other languages beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from content import routing
from freshness import SHARED_SECONDS
from procedures.deadlines import rules
from procedures.tables import offices

XML = "application/xml; charset=utf-8"
MOST = 10_000  # pages of all languages: sitemaps.org allows 50,000 addresses in a file
BESIDE_THE_TREE = (
    "checker:start",
    "content:fees",
    "content:offices",
    "content:deadlines",
    "content:visa-free-days",
)

type Names = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One page in one language, with its address in each language in which it stands."""

    address: str
    versions: dict[str, str]
    changed_at: datetime | None = None


@require_safe
@cache_control(public=True, max_age=SHARED_SECONDS)
def index(request: HttpRequest) -> HttpResponse:
    codes = [code for code, _name in settings.LANGUAGES]
    context = {"portal_url": settings.PORTAL_URL, "languages": codes}
    return render(request, "content/sitemap_index.xml", context, content_type=XML)


@require_safe
@cache_control(public=True, max_age=SHARED_SECONDS)
def of_language(request: HttpRequest, language: str) -> HttpResponse:
    listed = [*_pages(language), *_beside_the_tree(language)]
    return render(
        request,
        "content/sitemap.xml",
        {"portal_url": settings.PORTAL_URL, "listed": listed, "original": settings.LANGUAGE_CODE},
        content_type=XML,
    )


def _pages(language: str) -> Iterator[SitemapEntry]:
    """In two queries, whatever the number of pages: those that are live under live ones, and open to everybody."""
    open_ones = routing.published().filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now()))
    columns = ("translation_key", "locale__language_code", "url_path", "last_published_at")
    versions: dict[object, dict[str, str]] = {}
    changed: dict[object, datetime | None] = {}
    for key, code, url_path, changed_at in open_ones.order_by("path").values_list(*columns)[:MOST]:
        versions.setdefault(key, {})[code] = routing.address(url_path, code)
        if code == language:
            changed[key] = changed_at
    for key, changed_at in changed.items():
        yield SitemapEntry(address=versions[key][language], versions=versions[key], changed_at=changed_at)


def _beside_the_tree(language: str) -> Iterator[SitemapEntry]:
    for name, args in _names():
        versions = {code: _address(name, args, code) for code, _name in settings.LANGUAGES}
        yield SitemapEntry(address=versions[language], versions=versions)


def _names() -> Iterator[Names]:
    yield from ((name, ()) for name in BESIDE_THE_TREE)
    yield from (("content:office", (office.teryt,)) for office in offices.all())
    yield from (("content:deadline", (rule.key,)) for rule in rules.holding(timezone.localdate()))


def _address(name: str, args: tuple[str, ...], language: str) -> str:
    with translation.override(language):
        return reverse(name, args=args)
