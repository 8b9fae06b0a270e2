"""The whole walk in a real Chromium, by clicking and typing, from the guide to the decision, Arabic from the middle."""

import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import applicant_after_signing, applicant_before_signing
from tests.journeys import people_around as around
from tests.journeys.applicant_before_signing import GUIDE, Story
from tests.journeys.browser import arrive, direction, fits_a_phone, has_no_findings
from tests.journeys.system import System

pytestmark = [pytest.mark.browser, pytest.mark.system]
LANGUAGES = ("pl", "en", "uk", "ar")


def test_anybody_reads_the_guide_and_an_editor_changes_a_sentence(browser: Browser, system: System) -> None:
    reader = arrive(browser)
    facts = {language: facts_of_guide(reader.page, system, language) for language in LANGUAGES}
    assert [language for language in LANGUAGES if facts[language]["dir"] == "rtl"] == ["ar"]
    assert all(facts[language]["law"] == facts["pl"]["law"] for language in LANGUAGES)
    assert facts["pl"]["law"]["fees"] == ["440", "100"]

    title = reader_sees(reader.page, system, "pl")["title"]
    sentence = f"Dla osób, które pracują w Polsce albo chcą ({uuid.uuid4().hex[:6]})."
    before = around.rewrite_summary(browser, system, title=title, sentence=sentence)
    assert reader_sees(arrive(browser).page, system, "pl")["lead"] == sentence
    around.rewrite_summary(browser, system, title=title, sentence=before)
    assert reader_sees(arrive(browser).page, system, "pl")["lead"] == before
    reader.leave()


def test_an_applicant_goes_from_the_guide_to_the_decision(browser: Browser, system: System) -> None:
    visitor = arrive(browser, language="uk")
    story = Story(system=system, browser=browser, run=uuid.uuid4().hex[:6], applicant=visitor)
    applicant_before_signing.begins_from_the_guide(story)
    applicant_before_signing.fills_the_first_half_in_ukrainian(story)
    applicant_before_signing.goes_on_elsewhere_and_switches_to_arabic(story)
    applicant_before_signing.fills_the_rest_in_arabic(story)
    applicant_before_signing.uploads_files(story)
    applicant_before_signing.employer_fills_and_signs(story)
    applicant_before_signing.checks_and_pays(story)
    applicant_after_signing.signs(story)
    applicant_after_signing.takes_the_receipt(story)
    applicant_after_signing.case_moves(story)
    applicant_after_signing.asks_the_office(story)
    applicant_after_signing.decision_arrives(story)
    story.applicant.leave()


def reader_sees(page: Page, system: System, language: str) -> dict[str, str]:
    page.goto(f"{system.origin('portal')}/{language}/{GUIDE}")
    return {"title": page.locator("h1").inner_text(), "lead": page.locator(".mos-lead").inner_text()}


def facts_of_guide(page: Page, system: System, language: str) -> dict[str, Any]:
    """What must be the same in every language, and the direction of the page."""
    page.goto(f"{system.origin('portal')}/{language}/{GUIDE}")
    has_no_findings(page)
    assert fits_a_phone(page)
    fees = page.locator('.mos-hero a[href="#fees"] bdi').all_inner_texts()
    dates = "all => all.map(each => each.dateTime)"
    law = {
        "fees": [re.sub(r"\D", "", fee) for fee in fees],
        "checked": page.locator(".mos-meta time").evaluate_all(dates),
        "offices": page.locator(".mos-office h3").all_inner_texts(),
        "sources": page.locator('a[href*="eli.gov.pl"]').evaluate_all("all => all.map(each => each.href)"),
    }
    return {"dir": direction(page), "law": law}
