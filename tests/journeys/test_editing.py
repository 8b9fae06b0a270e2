"""An editor's week in a real browser: a page is written, translated string by string, and seen by readers."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import Visitor, arrive
from tests.journeys.people_around import APPROVE, press_action
from tests.journeys.system import System, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.system]
WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.fixture
def editor(system: System, browser: Browser) -> Iterator[Visitor]:
    visitor = signed_in(system, browser, "editor")
    yield visitor
    visitor.leave()


@pytest.fixture
def publisher(system: System, browser: Browser) -> Iterator[Visitor]:
    visitor = signed_in(system, browser, "publisher")
    yield visitor
    visitor.leave()


def signed_in(system: System, browser: Browser, role: str) -> Visitor:
    visitor = arrive(browser)
    login, password = system.account(role)
    visitor.page.goto(f"{system.origin('editors')}/admin/login/")
    visitor.page.fill("input[name=login]", login)
    visitor.page.fill("input[name=password]", password)
    visitor.page.click("main form button")
    expect(visitor.page).to_have_url(f"{system.origin('editors')}/admin/")
    return visitor


def home_page_id(system: System) -> int:
    found = requests.get(f"{system.origin('portal')}/api/v1/content/find/", {"html_path": "/pl/"}, timeout=10)
    return int(found.json()["id"])


def write_article(page: Page, system: System, title: str) -> None:
    page.goto(f"{system.origin('editors')}/admin/pages/add/content/articlepage/{home_page_id(system)}/")
    page.fill("#id_title", title)
    page.fill("#id_summary", "Jedno zdanie.")


def status_of(system: System, path: str) -> int:
    return requests.get(system.origin("portal") + path, timeout=10).status_code


def test_editor_translates_a_page_string_by_string_and_others_publish(
    system: System, editor: Visitor, publisher: Visitor
) -> None:
    page, slug = editor.page, f"nowosc-{datetime.now(WARSAW):%H%M%S}"
    write_article(page, system, slug)
    press_action(page, "button[name=action-submit]")
    page.get_by_role("link", name="Edytuj").first.click()
    number = page.url.rstrip("/").split("/")[-2]
    assert status_of(system, f"/pl/{slug}/") == 404  # nobody else has read it
    publisher.page.goto(page.url)
    press_action(publisher.page, APPROVE)
    wait_for(lambda: status_of(system, f"/pl/{slug}/") == 200)
    page.goto(f"{system.origin('editors')}/admin/localize/submit/page/{number}/")
    page.get_by_label("English").check()
    page.locator("main form [type=submit]").last.click()

    publisher.page.goto(page.url)
    publisher.page.locator("button[name=action][value=publish]").click()
    expect(publisher.page.locator(".messages .error")).to_contain_text("2")
    assert status_of(system, f"/en/{slug}/") == 404  # its text is Polish yet
    for text in ("A new page", "One sentence."):
        page.get_by_role("button", name="Tłumacz").first.click()
        page.locator("main textarea").fill(text)
        with page.expect_response(lambda answer: "/strings/" in answer.url) as saved:
            page.get_by_role("button", name="Zapisz").first.click()
        assert saved.value.status in {200, 201}
    page.reload()
    expect(page.locator("main")).to_contain_text("One sentence.")
    assert page.locator("button[name=action][value=publish]").count() == 0  # the own words
    publisher.page.goto(page.url)
    publisher.page.locator("button[name=action][value=publish]").click()
    expect(publisher.page.locator(".messages .success")).to_be_visible()
    reader = requests.get(f"{system.origin('portal')}/en/{slug}/", timeout=10)
    assert (reader.status_code, "One sentence." in reader.text, "Jedno zdanie." in reader.text) == (200, True, False)
