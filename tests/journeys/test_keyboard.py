"""A person without a mouse and without JavaScript: from the readiness page through one step, on a phone's width too."""

import uuid
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.api_person import PASSWORD, Person
from tests.journeys.applicant_before_signing import GUIDE
from tests.journeys.browser import DESKTOP, HEIGHT, PATIENCE_MS, PHONE
from tests.journeys.pages import path_of
from tests.journeys.system import System

pytestmark = [pytest.mark.browser, pytest.mark.system]
FARTHEST = 60  # presses of Tab to anything on these pages
IS_THERE = "selector => document.activeElement.matches(selector)"
PLACE = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return [box.top + window.scrollY, box.width * box.height, document.activeElement.closest("#step") !== null];
}"""
MARKED = """() => {
  const marks = (one, part) => {
    const style = getComputedStyle(one, part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const focused = document.activeElement;
  return [focused, ...(focused.labels || [])].some(one => [null, "::before"].some(part => marks(one, part)));
}"""
PARTS = "#id_last_lawful_day-{}"


@pytest.fixture
def person(system: System) -> Person:
    someone = Person(system=system, email=f"keys.{uuid.uuid4().hex[:8]}@example.test")
    someone.sign_up()
    return someone


@pytest.fixture(params=[DESKTOP, PHONE])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": request.param, "height": HEIGHT}, locale="en", java_script_enabled=False
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """With Tab alone; whatever has the focus on the way shows it."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement === document.body"):
            assert page.evaluate(MARKED), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate(IS_THERE, selector):
            return
    raise AssertionError(f"{selector} cannot be reached on {page.url}")


def write(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def press(page: Page, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def signs_in(page: Page, person: Person) -> None:
    page.goto(f"{person.system.origin('portal')}/en/account/login/?next=/en/{GUIDE}apply/temporary-work/")
    write(page, "#id_login", person.email)
    write(page, "#id_password", PASSWORD)
    press(page, "Enter")


def skips_to_the_text(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate(IS_THERE, ".govuk-skip-link")
    assert page.locator(".govuk-skip-link").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate(IS_THERE, "#main")


def stops(page: Page) -> list[tuple[float, float]]:
    """Where each stop of Tab within the step stands, from the first to the last, and how big it is."""
    found, page_top = [], []
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        top, area, is_in_step = page.evaluate(PLACE)
        if is_in_step:
            found.append((top, area))
        elif found:
            return found
        page_top.append(top)
    raise AssertionError(f"no end of the step on {page.url}: {page_top}")


def opens_the_menu(page: Page) -> None:
    """On a phone the sections wait behind a button; Enter opens it, and Tab goes through what it shows."""
    if page.viewport_size and page.viewport_size["width"] == PHONE:
        tab_to(page, ".mos-menu--nav summary")
        assert not page.locator(".mos-menu--nav a").first.is_visible()
        page.keyboard.press("Enter")
    tab_to(page, '.mos-menu--nav a[href="/en/account/logout/"]')


def test_readiness_and_a_step_by_keyboard_alone(page: Page, person: Person) -> None:
    signs_in(page, person)
    assert path_of(page) == f"/en/{GUIDE}apply/temporary-work/"
    skips_to_the_text(page)
    tab_to(page, "input[name=barriers][value=none]")
    page.keyboard.press("Space")
    for part, typed in (("day", "1"), ("month", "3"), ("year", "2027")):
        write(page, PARTS.format(part), typed)
    tab_to(page, "#main form button.govuk-button")
    press(page, "Enter")
    assert "1 March 2027" in page.locator(".mos-deadline").inner_text()

    tab_to(page, "#main a.govuk-button")
    press(page, "Enter")
    assert path_of(page).endswith("/name/")
    opens_the_menu(page)
    page.reload()
    order = stops(page)
    assert [top for top, _area in order] == sorted(top for top, _area in order)
    assert all(area > 0 for _top, area in order)

    page.reload()
    write(page, '[name="name-surname"]', "Kovalenko")
    write(page, '[name="name-givenNames"]', "Olena")
    write(page, '[name="name-familyName"]', "Kovalenko")
    for none in ("previousSurnames", "previousNames"):
        tab_to(page, f'[name="name-{none}-none"]')
        page.keyboard.press("Space")
    tab_to(page, "#step .govuk-button-group button:not([name])")
    press(page, "Enter")
    assert path_of(page).endswith("/birth/"), page.locator("#main").inner_text()


def test_enter_in_a_field_saves_and_leads_to_the_first_error(page: Page, person: Person) -> None:
    application = person.start()
    signs_in(page, person)
    page.goto(f"{person.system.origin('portal')}/en/applications/{application}/birth/")
    write(page, '[name="birth-birthDate-day"]', "31")
    press(page, "Enter")
    assert page.evaluate(IS_THERE, ".govuk-error-summary")
    tab_to(page, ".govuk-error-summary a")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(IS_THERE, '[name^="birth-birthDate-"]')


def test_a_focus_that_shows_nowhere_is_seen(page: Page, person: Person) -> None:
    """The check itself, on a page whose marks of focus are taken away."""
    page.goto(f"{person.system.origin('portal')}/en/account/login/")
    hide = "sheet.replaceSync('*, *::before { outline: none !important; box-shadow: none !important }')"
    page.evaluate(f"const sheet = new CSSStyleSheet(); {hide}; document.adoptedStyleSheets = [sheet]")
    with pytest.raises(AssertionError):
        tab_to(page, "#id_login")
