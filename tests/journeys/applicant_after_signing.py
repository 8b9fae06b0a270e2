"""One applicant's walk at the browser from the signature to the decision, in Arabic."""

import hashlib
import re
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys import people_around as around
from tests.journeys.applicant_before_signing import ARABIC, Story
from tests.journeys.browser import Visitor, arrive, fits_a_phone, has_no_findings
from tests.journeys.pages import press, reload_until, sign_at_double

QUESTION, ANSWER = "متى سيصدر القرار؟", "Decyzja zapadnie po uzupełnieniu braków."
SUMMONED = {
    "item-0": "Umowa najmu",
    "item-1": "Odciski palców",
    "means-1": "appearance",
    "summoned-place": "pokój 12",
}


def signs(story: Story) -> None:
    """Somebody else's signature is refused with the reason; the applicant's own files."""
    page = story.page
    confirms_and_goes_to_sign(story)
    sign_at_double(page, "ahmed")
    refusal = page.locator("#main .mos-callout")
    assert ARABIC.search(refusal.inner_text())
    has_no_findings(page)
    press(page.locator(f'a[href$="/filing/{story.application}/sign/"]'))
    confirms_and_goes_to_sign(story)
    sign_at_double(page, "olena")
    page.wait_for_url(re.compile(f"/ar/filing/{story.application}/receipt/"))


def confirms_and_goes_to_sign(story: Story) -> None:
    page = story.page
    story.go(f"filing/{story.application}/sign/")
    has_no_findings(page)
    assert fits_a_phone(page)
    press(page.locator('button[value="trusted"]'))
    page.locator(".govuk-error-summary").wait_for()  # nothing is confirmed by itself
    for box in page.locator('#main form input[type="checkbox"]').all():
        box.check()
    press(page.locator('button[value="trusted"]'))
    page.locator('input[name="person"]').first.wait_for()


def takes_the_receipt(story: Story) -> None:
    page = story.page
    has_no_findings(page)
    assert fits_a_phone(page)
    number = page.locator(".mos-bigcode").inner_text()
    files = {name: download(page, f'a[href$="/copy/{name}"]') for name in ("receipt.pdf", "application.pdf")}
    assert all(content.startswith(b"%PDF") for content in files.values())
    signed = download(page, 'a[href$="/copy/application.xml"]')
    assert b"X509Certificate" in signed
    assert number.encode() in download(page, 'a[href$="/copy/receipt.xml"]')
    link = page.locator('#main a[href*="/receipts/"]').get_attribute("href")
    assert link is not None
    anybody = arrive(story.browser).page
    anybody.goto(f"{story.system.origin('portal')}{link}")
    shown = anybody.locator("#main").inner_text()
    assert number in shown
    assert hashlib.sha256(signed).hexdigest() in re.sub(r"\s", "", shown)
    assert not [word for word in ("Kovalenko", "Olena", story.email) if word.lower() in anybody.content().lower()]
    has_no_findings(anybody)
    anybody.context.close()
    reload_until(page, "#main .mos-callout--done", what="the register's receipt on the page")


def download(page: Page, selector: str) -> bytes:
    with page.expect_download() as started:
        page.locator(selector).first.click()
    return Path(started.value.path()).read_bytes()


def case_moves(story: Story) -> None:
    """The officer acts at the register; the applicant sees each step in Arabic."""
    officer = around.officer_arrives(story.browser, story.system, story.application)
    has_no_findings(officer.page)
    story.go(f"cases/{story.application}/")
    seen = events_shown(story.page)
    seen = officer_acts(story, officer, "preliminary-received", seen)
    seen = officer_acts(story, officer, "case-number", seen)
    assert re.search(r"WSC-II-S\.6151\.\d+\.\d{4}", story.page.locator(".mos-meta").inner_text())
    seen = officer_acts(story, officer, "summoned", seen, SUMMONED)
    asked = story.page.locator(".mos-requests .mos-request h3").all_inner_texts()
    assert asked == ["Umowa najmu", "Odciski palców"]
    officer_acts(story, officer, "certificate-issued", seen)
    assert download(story.page, 'a[href*="/files/"]').startswith(b"%PDF")
    has_no_findings(story.page)
    assert fits_a_phone(story.page)
    assert "lit. d" in officer.page.locator("dl.facts").inner_text()
    officer.leave()


def events_shown(page: Page) -> int:
    return page.locator(".mos-timeline .mos-event:not(.mos-event--next)").count()


def officer_acts(story: Story, officer: Visitor, kind: str, seen: int, fields: dict[str, str] | None = None) -> int:
    """One action; how many events the applicant sees then."""
    around.act_as_officer(officer, kind, fields)
    newer = f".mos-timeline .mos-event:not(.mos-event--next) >> nth={seen}"
    reload_until(story.page, newer, what=f"{kind} on the case page")
    assert ARABIC.search(story.page.locator(".mos-status").inner_text())
    assert all(ARABIC.search(title) for title in story.page.locator(".mos-timeline h3").all_inner_texts())
    return events_shown(story.page)


def asks_the_office(story: Story) -> None:
    page = story.page
    press(page.locator(f'a[href$="/cases/{story.application}/messages/"]'))
    page.locator("#main form textarea").fill(QUESTION)
    press(page.locator("#main form button.govuk-button"))
    page.locator(".mos-letter--mine", has_text=QUESTION).wait_for()
    has_no_findings(page)
    assert fits_a_phone(page)
    officer = around.officer_arrives(story.browser, story.system, story.application)
    reload_until(officer.page, ".letter", text=QUESTION, what="the question at the register")
    around.act_as_officer(officer, "message", {"message-text": ANSWER})
    reload_until(page, ".mos-letter:not(.mos-letter--mine)", text=ANSWER, what="the officer's answer")
    officer.leave()


def decision_arrives(story: Story) -> None:
    officer = around.officer_arrives(story.browser, story.system, story.application)
    story.go(f"cases/{story.application}/")
    officer_acts(
        story, officer, "decision", events_shown(story.page), {"outcome": "granted", "decision-served_on": "2026-12-01"}
    )
    assert story.page.locator(".mos-status .mos-badge--done").count() == 1
    has_no_findings(story.page)
    officer.leave()
