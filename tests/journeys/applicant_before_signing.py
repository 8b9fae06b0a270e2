"""One applicant's walk at the browser up to the payment: the draft, its files, its annex."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from payments.bank_transfers import grouped
from procedures.tables import offices
from tests.applications.uploads import files_to_upload
from tests.journeys import people_around as around
from tests.journeys.answers import LAST_LAWFUL_DAY, OLENA
from tests.journeys.browser import DESKTOP, Visitor, arrive, direction, edges, fits_a_phone, has_no_findings
from tests.journeys.pages import (
    ERRORS,
    FORM,
    NEXT,
    answer_step,
    fill,
    path_of,
    press,
    reload_until,
    sign_in,
    sign_up,
    strings,
    switch_language,
    upload,
)
from tests.journeys.system import System, wait_for

PASSWORD = "cztery-lipy-nad-rzeka"
GUIDE = "guides/temporary-work/"
CYRILLIC, ARABIC = re.compile("[а-яіїєґ]{4}"), re.compile("[\u0621-\u064a]{3}")
IN_UKRAINIAN = ("name", "birth", "about-you", "contact", "origin", "previous")
IN_ARABIC = ("stays", "journeys", "means", "legal", "reasons")
UNPAID = 'form[action*="/checkout/"] button'


@dataclass(slots=True, kw_only=True)
class Story:
    """One applicant's walk: where it stands."""

    system: System
    browser: Browser
    run: str
    applicant: Visitor
    application: str = ""

    @property
    def page(self) -> Page:
        return self.applicant.page

    @property
    def email(self) -> str:
        return f"olena.{self.run}@example.test"

    @property
    def employer(self) -> str:
        return f"kadry.{self.run}@example.test"

    def go(self, path: str) -> None:
        """An address within the portal, in the language of the page one is on."""
        language = re.search(r"^https?://[^/]+/(\w\w)/", self.page.url)
        assert language is not None
        self.page.goto(f"{self.system.origin('portal')}/{language.group(1)}/{path}")

    def answers(self, step: str) -> dict[str, Any]:
        return {**OLENA[step], **({"thirdPartyEmail": [self.employer]} if step == "reasons" else {})}


def begins_from_the_guide(story: Story) -> None:
    page = story.page
    page.goto(f"{story.system.origin('portal')}/uk/{GUIDE}")
    press(page.locator(".mos-hero a.govuk-button"))
    assert page.url.endswith(f"/uk/{GUIDE}apply/temporary-work/")
    has_no_findings(page)
    press(page.locator('#main a[href*="/account/signup/"]'))
    sign_up(page, story.system, story.email, PASSWORD)
    assert page.url.endswith(f"/uk/{GUIDE}apply/temporary-work/")
    for part, typed in zip(("year", "month", "day"), LAST_LAWFUL_DAY.split("-"), strict=True):
        page.locator(f"#id_last_lawful_day-{part}").fill(typed)
    page.locator("input[name=barriers][value=none]").check()
    press(page.locator("#main form button.govuk-button"))
    found = re.search(rf"/uk/{GUIDE}apply/temporary-work/([0-9a-f-]{{36}})/", page.url)
    assert found is not None, page.url
    story.application = found.group(1)
    if not path_of(page).endswith("/name/"):
        has_no_findings(page)
        press(page.locator("#main a.govuk-button").first)


def fills_the_first_half_in_ukrainian(story: Story) -> None:
    for step in IN_UKRAINIAN:
        if step == "birth":
            mistypes_the_pesel(story.page)
        answer_step(story.page, FORM, step, story.answers(step))
        has_no_findings(story.page)
    half = {name: value for name, value in strings(FORM, "passport", OLENA["passport"]).items() if "Date" not in name}
    fill(story.page, half)
    press(story.page.locator('button[name="leave"]'))
    story.page.wait_for_url(re.compile(f"{story.application}/(#.*)?$"))
    has_no_findings(story.page)
    assert fits_a_phone(story.page)


def mistypes_the_pesel(page: Page) -> None:
    fill(page, {**strings(FORM, "birth", OLENA["birth"]), "birth-pesel": ["92030512344"]})
    press(page.locator(NEXT))
    summary = page.locator(f"{ERRORS} a")
    assert CYRILLIC.search(summary.inner_text())
    summary.click()
    field = page.locator("#id_birth-pesel")
    assert field.evaluate("each => each === document.activeElement")
    assert field.input_value() == "92030512344"
    said = page.locator(".govuk-form-group--error .govuk-error-message")
    assert CYRILLIC.search(said.inner_text())
    has_no_findings(page)


def goes_on_elsewhere_and_switches_to_arabic(story: Story) -> None:
    """A fresh browser: sign in, find the draft, the half step is there; then Arabic, and it still is."""
    story.applicant.leave()
    story.applicant = arrive(story.browser, language="uk")
    page = story.page
    page.goto(f"{story.system.origin('portal')}/uk/applications/{story.application}/passport/")
    sign_in(page, story.email, PASSWORD)
    number = page.locator('[name="passport-travelDoc-number"]')
    assert number.input_value() == "123456"
    answer_step(page, FORM, "passport", OLENA["passport"])
    answer_step(page, FORM, "place", OLENA["place"])
    bar = edges(page.locator(".mos-progress p"))
    posted = strings(FORM, "family", OLENA["family"])
    fill(page, posted)
    switch_language(page, "ar")
    assert path_of(page).endswith(f"/ar/{GUIDE}apply/temporary-work/{story.application}/family/")
    assert page.locator('[name="family-family-0-name"]').input_value() == "Taras Kovalenko"
    is_laid_out_from_the_right(page, bar)
    shows_the_official_wording(page)
    fill(page, posted)
    press(page.locator(NEXT))


def is_laid_out_from_the_right(page: Page, bar_in_ukrainian: tuple[float, float]) -> None:
    assert direction(page) == "rtl"
    assert edges(page.locator(".mos-brand__mark"))[0] > DESKTOP / 2
    assert edges(page.locator(".mos-menu--languages .mos-menu__link"))[1] < edges(page.locator(".mos-brand"))[0]
    label = page.locator('label[for="id_family-family-0-name"]')
    field = page.locator("#id_family-family-0-name")
    assert abs(edges(label)[1] - edges(field)[1]) <= 2
    assert label.evaluate("each => getComputedStyle(each).textAlign") in {"start", "right"}
    assert (
        edges(page.locator("#step"))[0] > edges(page.locator("#main aside"))[1]
    )  # the form right of what stands beside
    left, right = edges(page.locator(".mos-progress p"))
    assert DESKTOP - right == pytest.approx(bar_in_ukrainian[0], abs=20)  # the step bar begins where it began, mirrored
    assert left > DESKTOP - bar_in_ukrainian[1] - 400
    assert fits_a_phone(page)
    has_no_findings(page)


def shows_the_official_wording(page: Page) -> None:
    if page.locator('button[name="official"][value="shown"]').count():
        press(page.locator('button[name="official"][value="shown"]'))
    official = page.locator("#step .mos-official").first
    assert official.get_attribute("lang") == "pl"
    assert official.is_visible()


def fills_the_rest_in_arabic(story: Story) -> None:
    for step in IN_ARABIC:
        has_no_findings(story.page)
        assert fits_a_phone(story.page), step
        answer_step(story.page, FORM, step, story.answers(step))


def uploads_files(story: Story) -> None:
    story.go(f"applications/{story.application}/files/")
    page = story.page
    upload(page, "photo", "small.jpg", files_to_upload.photo(size=(100, 120)), mime="image/jpeg")
    refused = reload_until(page, ".mos-file--refused .mos-file__note", what="why the small photo is refused")
    assert ARABIC.search(refused.first.inner_text())
    press(page.locator(".mos-file--refused button[name=remove]"))
    upload(page, "photo", "photo.jpg", files_to_upload.photo(), mime="image/jpeg")
    upload(page, "passport", "passport.pdf", files_to_upload.pdf(pages=3), mime="application/pdf")
    wait_for(lambda: both_accepted(page), seconds=120, what="both files accepted")
    has_no_findings(page)
    assert fits_a_phone(page)


def both_accepted(page: Page) -> bool:
    page.wait_for_timeout(500)
    page.reload()
    return page.locator(".mos-file .mos-badge--done").count() == 2


def employer_fills_and_signs(story: Story) -> None:
    page = story.page
    story.go(f"applications/{story.application}/annexes/")
    press(page.locator(".mos-request", has_text=story.employer).locator('button[value="send"]'))
    page.locator(".mos-request .mos-badge--wait").wait_for()
    has_no_findings(page)
    around.employer_signs(story.browser, story.system, story.employer)
    page.reload()
    page.locator(".mos-request .mos-badge--done").wait_for()


def checks_and_pays(story: Story) -> None:
    page = story.page
    story.go(f"applications/{story.application}/check/")
    assert "Kovalenko" in page.locator("#main").inner_text()
    has_no_findings(page)
    assert fits_a_phone(page)
    number = offices.account_of("00000000", str(secrets.randbelow(10**12)))
    around.two_editors_confirm_the_account(story.browser, story.system, number)
    story.go(f"applications/{story.application}/payment/")
    assert page.locator(".mos-order > li").count() == 2
    assert grouped(number) in page.locator(".mos-transfer").first.inner_text()
    assert page.locator(".mos-qr img").count() == 2
    has_no_findings(page)
    assert fits_a_phone(page)
    press(page.locator(UNPAID).first)
    page.locator('input[name="method"][value="blik"]').check()
    press(page.locator('button[value="pay"]'))
    page.wait_for_url(re.compile("/ar/"))
    story.go(f"applications/{story.application}/payment/")
    reload_until(page, ".mos-order .mos-badge--done", what="the duty paid")
