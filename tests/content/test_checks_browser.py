"""The files page in a real Chromium: a check that ends is shown and said by itself, and takes nobody's focus."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Error, Page, sync_playwright

pytestmark = pytest.mark.browser

ADDRESS = "http://mos.test/files/"


def page_of_files(first: str, second: str) -> str:
    rows = "".join(
        f'<li id="file-{key}" data-state="{state}" data-file="{key}.pdf: {state}">'
        f"{state} <button>Remove {key}</button></li>"
        for key, state in (("a", first), ("b", second))
    )
    return (
        '<!doctype html><html lang="en"><title>Files</title><main><p role="status" data-checks></p>'
        f'<p data-look-again><a href="">Look again</a></p><ul>{rows}</ul><input id="chosen">'
        '<script src="/static/js/checks.js" defer></script></main></html>'
    )


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
        except Error as error:
            pytest.skip(f"no Chromium: {error.message.splitlines()[0]}")
        yield chromium.new_page()
        chromium.close()


def serve(page: Page, *answers: str) -> None:
    """The answers in order, the last one from then on."""
    left = list(answers)
    script = Path(str(finders.find("js/checks.js"))).read_bytes()
    page.route("**/static/**", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.route(
        ADDRESS, lambda route: route.fulfill(body=left.pop(0) if len(left) > 1 else left[0], content_type="text/html")
    )
    page.goto(ADDRESS)


def test_a_check_that_ends_is_shown_and_said(page: Page) -> None:
    serve(
        page,
        page_of_files("received", "received"),
        page_of_files("accepted", "received"),
        page_of_files("accepted", "refused"),
    )
    page.locator("#chosen").fill("typed meanwhile")
    page.locator("#file-a[data-state=accepted]").wait_for()
    assert page.locator("[data-checks]").text_content() == "a.pdf: accepted"
    page.locator("#file-b[data-state=refused]").wait_for()
    page.locator("[data-look-again]").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "chosen"
    assert page.locator("#chosen").input_value() == "typed meanwhile"


def test_who_stands_on_the_row_that_changes_still_stands_there(page: Page) -> None:
    serve(page, page_of_files("received", "accepted"), page_of_files("accepted", "accepted"))
    page.locator("#file-a button").focus()
    page.locator("#file-a[data-state=accepted]").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Remove a"
