"""The people around an applicant at their own browsers: the editor, the employer, the officer at the register."""

import re

from playwright.sync_api import Browser, Page

from tests.journeys.answers import EMPLOYER
from tests.journeys.browser import Visitor, arrive, fits_a_phone, has_no_findings
from tests.journeys.pages import ANNEX, answer_step, open_mail, press, sign_at_double, sign_in
from tests.journeys.system import System

APPROVE = '[data-workflow-action-name="approve"]:not([data-workflow-action-modal-url])'


def rewrite_summary(browser: Browser, system: System, *, title: str, sentence: str) -> str:
    """An editor writes and submits, a lawyer and a publisher let it through; what stood there before."""
    editor = arrive(browser)
    before = submit_summary(editor, system, title=title, sentence=sentence)
    address = editor.page.url
    editor.context.close()
    for role in ("legal reviewer", "publisher"):
        other = arrive(browser)
        enter_editors_pages(other.page, system, role)
        other.page.goto(address)
        press_action(other.page, APPROVE)
        other.context.close()
    return before


def submit_summary(visitor: Visitor, system: System, *, title: str, sentence: str) -> str:
    """The editor finds the guide, changes its sentence, looks at the preview, submits it, and stays at it."""
    page, editors = visitor.page, system.address("editors")
    enter_editors_pages(page, system, "editor")
    page.goto(f"{editors}pages/search/?q={title}")
    press(page.locator("main a", has_text=title).first)
    before = page.locator("#id_summary").input_value()
    page.locator("#id_summary").fill(sentence)
    look_at_preview(page, sentence)
    address = page.url
    press_action(page, 'button[name="action-submit"]')
    page.goto(address)
    return before


def press_action(page: Page, button: str) -> None:
    """One of the buttons at the foot of the page; all but the first stand behind the arrow."""
    if not page.locator(button).is_visible():
        page.locator('.action-dropdown, [data-w-dropdown-target="toggle"]').last.click()
    press(page.locator(button))
    page.locator(".messages .success, .w-messages .success").first.wait_for()


def enter_editors_pages(page: Page, system: System, role: str) -> None:
    editors = system.address("editors")
    page.goto(editors)
    if page.locator("#id_login").count():
        sign_in(page, *system.account(role))
        page.wait_for_url(editors)


def two_editors_confirm_the_account(browser: Browser, system: System, number: str) -> None:
    """Of the city of Warsaw for the stamp duty: one enters it, the other types it again."""
    url = f"{system.address('editors')}office-accounts/14/city/"
    for role, form, field in (("editor", "enter", "value"), ("second editor", "approve", "typed")):
        editor = arrive(browser)
        enter_editors_pages(editor.page, system, role)
        editor.page.goto(url)
        if form == "enter":
            editor.page.locator("#id_source").fill("Pismo z urzędu, BF.3251.1.2026")
        editor.page.locator(f"#id_{field}").fill(number)
        press(editor.page.locator(f'form[action$="/{form}/"] button'))
        editor.page.locator(".messages .success").wait_for()
        editor.context.close()


def look_at_preview(page: Page, sentence: str) -> None:
    page.locator('[data-side-panel-toggle="preview"]').click()
    page.frame_locator("#w-preview-iframe").locator(".mos-lead", has_text=sentence).wait_for()
    page.locator('[data-side-panel-toggle="preview"]').click()


def employer_signs(browser: Browser, system: System, email: str) -> None:
    """From the mail's link, without an account, to the signed annex."""
    employer = arrive(browser)
    page = employer.page
    link = re.search(r"http\S+/annex/\S+", open_mail(page, system, email))
    assert link is not None
    press(page.locator(f'.text a[href^="{link.group()}"]'))
    has_no_findings(page)
    press(page.locator("#main form[method=post] button.govuk-button"))
    assert "Kovalenko" in page.locator("#main aside").inner_text()  # known data filled in
    has_no_findings(page)
    assert fits_a_phone(page)
    for step, answers in EMPLOYER.items():
        answer_step(page, ANNEX, step, answers)
    if not page.url.endswith("/check/"):
        press(page.locator("#main form[method=post] button.govuk-button"))
    has_no_findings(page)
    press(page.locator('form[action$="/sign/"] button'))
    sign_at_double(page, "jan")
    assert "Jan" in page.locator(".govuk-summary-list").inner_text()
    employer.leave()


def officer_arrives(browser: Browser, system: System, case: str) -> Visitor:
    """Signs in at the register double and opens the record from the list."""
    officer = arrive(browser)
    page = officer.page
    page.goto(system.address("register"))
    login, password = system.account("officer of the register")
    page.locator("#login").fill(login)
    page.locator("#password").fill(password)
    press(page.locator("form.narrow button"))
    press(page.locator(f'a[href$="{case}"]'))
    page.locator("#actions").wait_for()
    return officer


def act_as_officer(officer: Visitor, kind: str, fields: dict[str, str] | None = None) -> None:
    """One action of the officer; `fields` by the ids of their controls."""
    page = officer.page
    form = page.locator(f'form[action$="/actions/{kind}"]')
    page.locator(f'details:has(form[action$="/actions/{kind}"]) > summary').click()
    for control, value in (fields or {}).items():
        target = form.locator(f"#{control}")
        if target.evaluate("each => each.tagName") == "SELECT":
            target.select_option(value)
        else:
            target.fill(value)
    press(form.locator("button"))
    flash = page.locator(".flash").inner_text()
    assert flash.startswith("Zrobione"), flash
