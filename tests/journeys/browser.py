"""A real Chromium for the journeys: who sits at it, what its console said, and what a checker finds on a page."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PATIENCE_MS = 30_000
DESKTOP, PHONE = 1280, 320
HEIGHT = 900


@dataclass(slots=True, kw_only=True)
class Visitor:
    """One person at one browser: cookies of their own, and what went wrong on the way."""

    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)

    def leave(self) -> None:
        self.context.close()
        assert self.faults == []


def executable() -> str | None:
    return shutil.which("chromium")


def chromium() -> Iterator[Browser]:
    """Debian's Chromium where it is, else Playwright's own. None: skipped with the reason, or failed where due."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        except Error as error:
            reason = f"no Chromium: {error.message.splitlines()[0]}"
            if os.environ.get("MOS_REQUIRE_BROWSER") == "1":
                pytest.fail(reason)
            pytest.skip(reason)
        yield browser
        browser.close()


def arrive(browser: Browser, *, width: int = DESKTOP, language: str = "pl") -> Visitor:
    """Somebody new: no cookies, no account."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale=language, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    visitor = Visitor(context=context, page=context.new_page())

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            visitor.faults.append(f"{message.location.get('url')}: {message.text}")

    context.on("console", note)
    context.on("weberror", lambda error: visitor.faults.append(str(error.error)))
    return visitor


def findings(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{page.url} {each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def has_no_findings(page: Page) -> None:
    told = findings(page)
    assert not told, "\n".join(told)


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def fits_a_phone(page: Page) -> bool:
    """The same page on the narrowest phone, then wide again."""
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    fits = not scrolls_sideways(page)
    page.set_viewport_size({"width": DESKTOP, "height": HEIGHT})
    return fits


def edges(locator: Locator) -> tuple[float, float]:
    """Left and right edge on the page."""
    box = locator.first.bounding_box()
    assert box is not None, locator
    return box["x"], box["x"] + box["width"]


def direction(page: Page) -> str:
    return str(page.locator("html").get_attribute("dir"))
