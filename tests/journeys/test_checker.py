"""The checker on a phone by keyboard alone, without JavaScript or an account, in three languages; and by API."""

from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, Page

from tests.journeys.browser import HEIGHT, PATIENCE_MS, PHONE, has_no_findings, scrolls_sideways
from tests.journeys.pages import path_of
from tests.journeys.system import System
from tests.journeys.test_keyboard import press, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.system]
STUDIES = {"barred": "none", "citizenship": "other", "matter": "stay", "lawful": "visa", "purpose": "studies"}
CHOICES = "input[name=answer]"
GO_ON = "#main form button.govuk-button"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": PHONE, "height": HEIGHT}, java_script_enabled=False)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def choose(page: Page, code: str) -> None:
    """As the arrow keys do it: the first one with Space, then down to the one that is meant."""
    codes = [each.get_attribute("value") for each in page.locator(CHOICES).all()]
    tab_to(page, CHOICES)
    page.keyboard.press("Space")
    for _ in range(codes.index(code)):
        page.keyboard.press("ArrowDown")
    assert page.locator(f"{CHOICES}:checked").get_attribute("value") == code


@pytest.mark.parametrize("language", ["pl", "uk", "ar"])
def test_by_keyboard_to_the_outcome_and_on_to_the_application(page: Page, system: System, language: str) -> None:
    start = f"{system.origin('portal')}/{language}/checker/"
    page.goto(start)
    assert not scrolls_sideways(page)
    tab_to(page, "#main a.govuk-button")
    press(page, "Enter")
    for number, code in enumerate(STUDIES.values(), 1):
        assert path_of(page) == f"/{language}/checker/{number}/"
        assert not scrolls_sideways(page)
        choose(page, code)
        tab_to(page, GO_ON)
        press(page, "Enter")
    assert path_of(page) == f"/{language}/checker/outcome/"
    assert not scrolls_sideways(page)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    page.go_back()
    assert page.locator(f"{CHOICES}:checked").get_attribute("value") == "studies"
    page.go_forward()
    tab_to(page, "#main .mos-action a.govuk-button")
    press(page, "Enter")
    assert page.locator("input[name=barriers][value=none]").is_checked()


def test_the_pages_have_no_findings(browser: Browser, system: System) -> None:
    context = browser.new_context(viewport={"width": PHONE, "height": HEIGHT}, locale="pl")
    page = context.new_page()
    page.goto(f"{system.origin('portal')}/pl/checker/")
    has_no_findings(page)
    for number, code in enumerate(STUDIES.values(), 1):
        page.goto(f"{system.origin('portal')}/pl/checker/{number}/")
        has_no_findings(page)
        page.locator(f"{CHOICES}[value={code}]").check()
        page.locator(GO_ON).click()
    page.wait_for_url("**/checker/outcome/")
    has_no_findings(page)
    context.close()


def test_the_same_by_api(system: System) -> None:
    address = f"{system.origin('portal')}/api/v1/checker/"
    answers: dict[str, str] = {}
    for question, code in STUDIES.items():
        asked = requests.post(address, json={"answers": answers}, headers={"Accept-Language": "uk"}, timeout=30).json()
        assert asked["question"]["key"] == question
        answers[question] = code
    told = requests.post(address, json={"answers": answers}, headers={"Accept-Language": "uk"}, timeout=30).json()
    assert (told["outcome"]["procedure"], told["question"]) == ("studies", None)
