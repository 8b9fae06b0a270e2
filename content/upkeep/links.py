"""Finds the links of what readers are shown, and asks each once a day whether it still leads somewhere."""

import ipaddress
import socket
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db.models import Q, QuerySet
from django.utils import timezone
from lxml import html
from wagtail.models import Page

from content.said.asking import asked_by_anybody
from content.said.models import SaidText
from content.upkeep.models import CheckedLink, LinkState

DAY = timedelta(days=1)
SECONDS, PATIENCE = 10, 3  # of one answer; failures in a row before a link counts as broken
LONGEST = 2000  # bytes: more than that the database sorts into no index
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
AGENT = {"User-Agent": "MOS link check"}


def to_read() -> QuerySet[SaidText]:
    """What pages say today and was not read for links yet."""
    return SaidText.objects.filter(said_until__isnull=True, links_read_at__isnull=True).order_by("pk")


def read(said: SaidText) -> None:
    """Note the links of the text; those that its page no longer has are forgotten there."""
    page = Page.objects.filter(translation_key=said.page_key, locale__language_code=said.language).first()
    if page is not None:
        page.checked_links.set(_known(addresses(said.text, at=f"{settings.PORTAL_URL}{_path(page)}")))
    said.links_read_at = timezone.now()
    said.save(update_fields=["links_read_at"])


def addresses(text: str, *, at: str) -> set[str]:
    """Absolute addresses of HTML links, without the place in the page they lead to."""
    if not text.strip():
        return set()
    anchors = html.fromstring(f"<div>{text}</div>").iter("a")
    found = (_absolute(each.get("href", ""), at=at) for each in anchors)
    return {each for each in found if urlsplit(each).scheme in {"http", "https"} and len(each.encode()) <= LONGEST}


def _absolute(href: str, *, at: str) -> str:
    """Empty for what is no address at all: a browser follows it nowhere, and the others of the page are asked for."""
    try:
        return urldefrag(urljoin(at, href.strip())).url
    except ValueError:
        return ""


def to_ask() -> QuerySet[CheckedLink]:
    """Once a day, while a page has it; what lies outside only where the system may ask there."""
    links = CheckedLink.objects.filter(Q(asked_at__isnull=True) | Q(asked_at__lte=timezone.now() - DAY))
    links = links.filter(pk__in=CheckedLink.on_pages.through.objects.values("checkedlink"))
    if not settings.CHECK_LINKS_OUTSIDE:
        links = links.filter(is_outside=False)
    return links.order_by("asked_at", "pk")


def ask(link: CheckedLink) -> None:
    """A page that is gone is broken at once; what does not answer, after some days of it."""
    try:
        status = outside(link.address) if link.is_outside else inside(link.address)
        answer = str(status)
    except (requests.RequestException, OSError, ValueError):
        status, answer = None, ""
    works = status is not None and status < HTTPStatus.BAD_REQUEST
    link.failures = 0 if works else link.failures + 1
    link.state, link.answer, link.asked_at = _state(status, link.failures), answer, timezone.now()
    link.save()


def inside(address: str) -> int:
    """What the portal answers who is not signed in. A door that asks to sign in leads somewhere."""
    status: int = _portal().get_response(asked_by_anybody(urlsplit(address).path)).status_code
    return HTTPStatus.OK if status in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN) else status


def outside(address: str) -> int:
    """Of a public host alone, and not where it sends one on: a link is no way into the network this runs in."""
    _require_public(urlsplit(address).hostname or "")
    with requests.get(address, timeout=SECONDS, stream=True, headers=AGENT, allow_redirects=False) as response:
        return response.status_code


def _require_public(host: str) -> None:
    for *_kind, place in socket.getaddrinfo(host, None):
        if not ipaddress.ip_address(place[0]).is_global:
            raise ValueError(host)


def _state(status: int | None, failures: int) -> LinkState:
    if status is not None and status < HTTPStatus.BAD_REQUEST:
        return LinkState.WORKS
    is_broken = status in GONE or failures >= PATIENCE
    return LinkState.BROKEN if is_broken else LinkState.FAILING


def _known(found: set[str]) -> list[CheckedLink]:
    """Rows of these addresses, made where they are new."""
    new = [CheckedLink(address=each, is_outside=not _is_inside(each)) for each in sorted(found)]
    CheckedLink.objects.bulk_create(new, ignore_conflicts=True)
    return list(CheckedLink.objects.filter(address__in=found))


def _is_inside(address: str) -> bool:
    return urlsplit(address).netloc == urlsplit(settings.PORTAL_URL).netloc


def _path(page: Page) -> str:
    return str(page.specific.address())


@cache
def _portal() -> WSGIHandler:
    return WSGIHandler()
