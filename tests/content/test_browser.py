"""Pages in a real Chromium: no accessibility findings, no sideways scroll, and Arabic laid out from the right."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Error, FloatRect, Page, Route, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.journeys.browser import scrolls_sideways

pytestmark = pytest.mark.browser

ORIGIN = "http://mos.test"
PATHS = (
    "/pl/guides/temporary-work/",
    "/ar/guides/temporary-work/",
    "/en/components/",
    "/ar/components/",
    "/pl/",
)
WIDTHS = (1280, 320)
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
type Answers = dict[str, tuple[bytes, dict[str, str]]]


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Answers:
    """What the portal says, asked before a browser runs: its event loop and the database don't mix."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_content", verbosity=0)
        client = Client()
        found = {path: client.get(path) for path in PATHS}
        transaction.set_rollback(True)
    return {path: (answer.content, dict(answer.headers)) for path, answer in found.items()}


@pytest.fixture(scope="module")
def browser(answers: Answers) -> Iterator[Browser]:
    """Debian's Chromium where it is, else Playwright's own; started after the last question to the database."""
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
        except Error as error:
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


def open_page(browser: Browser, answers: Answers, path: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.route("**/*", lambda route: fulfil(route, answers))
    page.goto(ORIGIN + path)
    page.evaluate("document.fonts.ready")
    return page


def fulfil(route: Route, answers: Answers) -> None:
    path = route.request.url.removeprefix(ORIGIN)
    if path in answers:
        body, headers = answers[path]
        route.fulfill(body=body, headers=headers)
        return
    file = Path(str(finders.find(path.partition("#")[0].removeprefix("/static/"))))
    route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])


def findings(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return found


def centre(page: Page, selector: str) -> float:
    place = box(page, selector)
    return place["x"] + place["width"] / 2


def test_the_checker_sees_a_planted_fault(browser: Browser) -> None:
    body = b"<!doctype html><html lang=en><title>x</title><main><h1>x</h1><img src=x><div style='width:900px'>x</div>"
    page = open_page(browser, {"/bad/": (body, {"Content-Type": "text/html"}), "/bad/x": (b"", {})}, "/bad/", 320)
    assert [line.partition(":")[0] for line in findings(page)] == ["image-alt"]
    assert scrolls_sideways(page)
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_have_no_findings_and_never_scroll_sideways(browser: Browser, answers: Answers, width: int) -> None:
    for path in PATHS:
        page = open_page(browser, answers, path, width)
        assert findings(page) == [], path
        assert not scrolls_sideways(page), path
        page.close()


def test_arabic_is_laid_out_from_the_right(browser: Browser, answers: Answers) -> None:
    for path, mirrored in (("/pl/guides/temporary-work/", False), ("/ar/guides/temporary-work/", True)):
        page = open_page(browser, answers, path, 1280)
        crumbs = page.locator(".govuk-breadcrumbs__list-item").all()
        first, last = (crumb.bounding_box() for crumb in (crumbs[0], crumbs[-1]))
        assert first is not None
        assert last is not None
        starts_left = {
            "mark": centre(page, ".mos-brand__mark") < centre(page, ".mos-menu--languages .mos-menu__link"),
            "breadcrumbs": first["x"] < last["x"],
            "text before facts": centre(page, ".mos-steps") < centre(page, ".mos-facts"),
            "step number before text": centre(page, ".mos-checklist .mos-icon") < centre(page, ".mos-checklist b"),
        }
        assert starts_left == dict.fromkeys(starts_left, not mirrored), path
        page.close()


def test_amounts_and_codes_stay_left_to_right_in_arabic(browser: Browser, answers: Answers) -> None:
    page = open_page(browser, answers, "/ar/guides/temporary-work/", 1280)
    directions = page.eval_on_selector_all("bdi.mos-code", "all => all.map(each => getComputedStyle(each).direction)")
    assert set(directions) == {"ltr"}
    page.close()


def test_a_phone_shows_the_key_facts_before_the_text(browser: Browser, answers: Answers) -> None:
    page = open_page(browser, answers, "/pl/guides/temporary-work/", 320)
    assert box(page, ".mos-facts")["y"] < box(page, ".mos-steps")["y"]
    page.close()


def test_the_skip_link_leads_to_the_text_and_the_summary_takes_focus(browser: Browser, answers: Answers) -> None:
    page = open_page(browser, answers, "/pl/", 1280)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()
    page = open_page(browser, answers, "/en/components/", 1280)
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.click('.govuk-error-summary a[href="#id_number"]')
    assert page.evaluate("document.activeElement.id") == "id_number"
    page.close()
