"""Every page of the portal's and the officers' host in a real Chromium, on a phone: no findings, no sideways scroll."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from playwright.sync_api import Browser, Page, Route
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from tests.fuzz import addresses
from tests.fuzz.visited_world import World
from tests.fuzz.visitors import OFFICERS, PORTAL, Tally, Visitor
from tests.journeys import browser as chromium
from tests.journeys.browser import findings, scrolls_sideways

pytestmark = pytest.mark.browser

ORIGIN = "http://mos.test"
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".js": "text/javascript"}
LEAST = {"nobody": 30, "applicant": 90, "officer": 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page as somebody at a host got it."""

    who: str
    address: str
    body: bytes


@pytest.fixture(scope="module")
def pages(visited: World, django_db_blocker: DjangoDbBlocker) -> list[Shown]:
    """Asked before a browser runs: its event loop and the database don't mix. The language is Arabic."""
    with django_db_blocker.unblock(), transaction.atomic():
        return [
            *_shown("nobody", PORTAL, None, visited),
            *_shown("applicant", PORTAL, visited.olena, visited),
            *_shown("officer", OFFICERS, visited.officer, visited),
        ]


def _shown(who: str, urlconf: str, user: User | None, visited: World) -> Iterator[Shown]:
    """Each page once, at the address to which its visitor was sent."""
    seen = set[str]()
    with Visitor(urlconf, Tally(), user) as visitor:
        for route in addresses.routes(urlconf):
            for address in addresses.of(route, visited.parts):
                answer = visitor.get(address.replace("/en/", "/ar/", 1))
                path = answer.wsgi_request.path  # type: ignore[attr-defined]  # of the test client
                is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
                if is_page and path.startswith("/ar/") and path not in seen:
                    seen.add(path)
                    yield Shown(who=who, address=path, body=answer.content)


@pytest.fixture(scope="module")
def browser(pages: list[Shown]) -> Iterator[Browser]:
    yield from chromium.chromium()


def _answering(pages: list[Shown]) -> Callable[[Route], None]:
    """The pages as they were got, and the files of the portal; what else a page may ask for is not there."""
    bodies = {each.address: each.body for each in pages}

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
        file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if file is not None:
            content_type = TYPES.get(Path(str(file)).suffix, "application/octet-stream")
            route.fulfill(body=Path(str(file)).read_bytes(), content_type=content_type)
        elif path in bodies:
            route.fulfill(body=bodies[path], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404, body=b"")

    return answer


def _faults(page: Page, shown: Shown) -> Iterator[str]:
    page.goto(ORIGIN + shown.address)
    page.evaluate("document.fonts.ready")
    yield from findings(page)
    if scrolls_sideways(page):
        yield "scrolls sideways"
    if page.evaluate("getComputedStyle(document.documentElement).direction") != "rtl":
        yield "is not laid out from the right"


def test_a_planted_fault_is_found(browser: Browser) -> None:
    body = b"<!doctype html><html lang=en><title>x</title><h1>x</h1><img src=/static/x><div style='width:900px'>x</div>"
    planted = Shown(who="nobody", address="/ar/planted/", body=body)
    page = browser.new_page(viewport={"width": chromium.PHONE, "height": chromium.HEIGHT})
    page.route("**/*", _answering([planted]))
    found = list(_faults(page, planted))
    assert "image-alt" in found[0]
    assert found[1:] == ["scrolls sideways", "is not laid out from the right"]
    page.close()


@pytest.mark.parametrize("who", LEAST)
def test_every_page_is_fit_for_a_phone_and_for_who_cannot_see_it(
    browser: Browser, pages: list[Shown], who: str
) -> None:
    theirs = [each for each in pages if each.who == who]
    assert len(theirs) >= LEAST[who]
    page = browser.new_page(viewport={"width": chromium.PHONE, "height": chromium.HEIGHT})
    page.route("**/*", _answering(theirs))
    assert [f"{shown.address}: {fault}" for shown in theirs for fault in _faults(page, shown)] == []
    page.close()
