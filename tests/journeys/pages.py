"""What a person does on the pages of the portal, by clicking and typing."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from applications.answers import forms
from procedures import catalogue
from tests.journeys.answers import EMPLOYER, OLENA
from tests.journeys.system import System, wait_for

FORM, ANNEX = "temporary-residence", "annex1-employer"
STEPS = {**OLENA, **EMPLOYER}
# Some questions depend on answers of other steps, or on what the procedure presets and an annex carries over
KNOWN = {
    **catalogue.procedure("temporary-work").preset,
    **{key: value for step in STEPS.values() for key, value in step.items()},
}
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
NEXT = "#step .govuk-button-group button:not([name])"
ERRORS = ".govuk-error-summary"


def strings(form_key: str, step_key: str, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """These answers as a person types them: names of controls and their values."""
    form = catalogue.form(form_key)
    step = next(step for step in form.steps if step.key == step_key)
    posted = forms.posted(form, step, {**KNOWN, **answers}, prefix=step_key)
    return {name: [value for value in values if value] for name, values in posted.items() if any(values)}


def press(control: Locator) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with control.page.expect_navigation():
        control.click()


def fill(page: Page, posted: Mapping[str, list[str]]) -> None:
    """Type everything, adding rows of lists by their buttons first."""
    for name, values in posted.items():
        if name.endswith("-count"):
            add_rows(page, name, int(values[0]))
    for name, values in posted.items():
        for place, value in enumerate(values):
            enter(page.locator(f'#step [name="{name}"]'), value, place)


def add_rows(page: Page, count_name: str, wanted: int) -> None:
    button = page.locator(f'[name="{count_name.removesuffix("-count")}-add"]')
    count = page.locator(f'[name="{count_name}"]')
    for _ in range(wanted - int(count.get_attribute("value") or 0)):
        press(button)


def enter(controls: Locator, value: str, place: int) -> None:
    """Into a text, a select, a radio or a checkbox; what is hidden is none of the person's business."""
    first = controls.nth(min(place, controls.count() - 1))
    kind = first.evaluate("each => each.tagName === 'INPUT' ? each.type : each.tagName.toLowerCase()")
    if kind == "hidden":
        return
    unfold(first)
    if kind in {"radio", "checkbox"}:
        controls.and_(controls.page.locator(f'[value="{value}"]')).check()
    elif kind == "select":
        first.select_option(value)
    else:
        first.fill(value)


def unfold(control: Locator) -> None:
    """Open what is folded around it: one's own words, below ready sentences."""
    folded = control.locator("xpath=ancestor::details[not(@open)]")
    while folded.count():
        folded.first.locator("summary").first.click()


def path_of(page: Page) -> str:
    return urlsplit(page.url).path


def next_step(page: Page) -> None:
    """Save and continue; a remark on what is unusual is looked at, and the page saved again."""
    before = path_of(page)
    press(page.locator(NEXT))
    if path_of(page) == before and page.locator('#step [name="seen"]').count():
        press(page.locator(NEXT))
    problems = page.locator(ERRORS).all_inner_texts()
    assert path_of(page) != before, problems or page.locator("#main").inner_text()


def answer_step(page: Page, form_key: str, step: str, answers: Mapping[str, Any]) -> None:
    assert path_of(page).endswith(f"/{step}/"), f"{page.url} instead of {step}"
    fill(page, strings(form_key, step, answers))
    next_step(page)


def switch_language(page: Page, code: str) -> None:
    """By the menu at the top; on a step, it saves what was typed first."""
    press(page.locator(f'.mos-menu--languages .mos-menu__link[lang="{code}"]'))
    page.wait_for_url(re.compile(f"/{code}/"))


def open_mail(page: Page, system: System, to: str) -> str:
    """The newest message to somebody, on the page of the development mail; its text."""

    def look() -> bool:
        page.goto(system.address("mail"))
        return page.locator("li", has_text=to).count() > 0

    wait_for(look, what=f"a mail to {to}")
    press(page.locator("li", has_text=to).first.locator("a"))
    return page.locator(".text").inner_text()


def sign_up(page: Page, system: System, email: str, password: str) -> None:
    """From the page that asks for an account to the page after the code."""
    page.locator("#id_email").fill(email)
    page.locator("#id_password1").fill(password)
    page.locator("#id_password2").fill(password)
    press(page.locator("#main form:has(#id_email) button.govuk-button"))
    page.locator("#id_code").wait_for()
    mail = page.context.new_page()
    code = CODE.search(open_mail(mail, system, email))
    mail.close()
    assert code is not None
    page.locator("#id_code").fill(code.group())
    press(page.locator("#main form:has(#id_code) button.govuk-button"))
    page.locator("#id_code").wait_for(state="detached")


def sign_in(page: Page, email: str, password: str) -> None:
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(password)
    press(page.locator("#main form:has(#id_login) button.govuk-button"))
    page.locator("#id_login").wait_for(state="detached")


def sign_at_double(page: Page, person: str) -> None:
    page.locator(f'input[name="person"][value="{person}"]').check()
    press(page.locator('button[value="sign"]'))


def upload(page: Page, purpose: str, name: str, content: bytes, *, mime: str) -> None:
    """One file by its form, until it stands in the list."""
    form = page.locator(f'form:has(input[name="purpose"][value="{purpose}"])')
    form.locator('input[type="file"]').set_input_files({"name": name, "mimeType": mime, "buffer": content})
    press(form.locator("button"))
    page.locator(".mos-file", has_text=name).wait_for()


def reload_until(page: Page, selector: str, *, what: str, text: str | None = None, seconds: float = 90) -> Locator:
    """Look again and again, as a person who waits does."""

    def look() -> Locator | None:
        found = page.locator(selector, has_text=text) if text else page.locator(selector)
        if found.count():
            return found
        page.wait_for_timeout(500)
        page.reload()
        return None

    return wait_for(look, seconds=seconds, what=what)
