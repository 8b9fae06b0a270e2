"""A person who writes no Polish: sentences chosen in their own language, the Polish shown, confirmed and filed."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from accounts.acting import themselves
from accounts.models import User
from applications.answers import forms, official_xml, sheets
from applications.answers.sheets import Contents
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures import catalogue
from tests.acting import own
from tests.whitespace import hidden_fields, without_unseen

pytestmark = pytest.mark.django_db
PAY = {"means-means-sentence": ["pay"], "means-means-of-pay-amount": "6000", "means-insurance-pl": "NFZ"}
CONFIRM = {"means-means-confirmed": "yes"}
POLISH = "Utrzymuję się z wynagrodzenia za pracę w wysokości 6000,00 zł brutto miesięcznie."


@pytest.fixture
def draft(client: Client) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    return lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="ar")


def address(draft: Application, step: str, language: str = "en") -> str:
    return f"/{language}/applications/{draft.pk}/{step}/"


def post(client: Client, draft: Application, step: str, values: dict[str, Any], language: str = "en") -> Any:
    """What is typed, over what the page has by itself."""
    at = address(draft, step, language)
    return client.post(at, {**hidden_fields(client.get(at)), **values})


def contents(draft: Application) -> Contents:
    sheet = Application.objects.select_related("sheet__key").get(pk=draft.pk).sheet
    assert sheet is not None
    return sheets.read(sheet)


def test_the_button_shows_the_polish_beside_its_meaning(client: Client, draft: Application) -> None:
    answer = post(client, draft, "means", {**PAY, "means-means-compose": "1"})
    assert answer.headers["Location"] == address(draft, "means") + "#id_means-means-polish"
    page = without_unseen(client.get(address(draft, "means")).text)
    assert f'<dd lang="pl" dir="ltr">{POLISH}</dd>' in page
    assert "<dd>I live on my pay: 6000 złoty gross a month.</dd>" in page
    assert "govuk-error" not in page
    assert "means" not in contents(draft).answers


def test_what_a_sentence_still_needs_is_said(client: Client, draft: Application) -> None:
    post(client, draft, "means", {**PAY, "means-means-of-pay-amount": "", "means-means-compose": "1"})
    page = without_unseen(client.get(address(draft, "means")).text)
    assert "<li>Amount: answer is missing</li>" in page
    assert POLISH not in page


def test_nothing_is_stored_before_it_is_confirmed(client: Client, draft: Application) -> None:
    answer = post(client, draft, "means", PAY)
    page = without_unseen(answer.text)
    assert re.findall(r'<li><a href="#(.*?)">(.*?)</a></li>', page) == [
        (
            "id_means-means-confirmed",
            "What do you live on? – Read the Polish text of your sentences below and confirm it",
        )
    ]
    assert POLISH in page
    assert "means" not in contents(draft).answers


def test_what_was_confirmed_is_stored_with_its_meaning_and_the_choice(client: Client, draft: Application) -> None:
    post(client, draft, "means", {**PAY, "means-means-compose": "1"})
    answer = post(client, draft, "means", {**PAY, **CONFIRM})
    assert answer.headers["Location"] == address(draft, "legal")
    assert contents(draft).answers["means"] == {
        "pl": POLISH,
        "own": "I live on my pay: 6000 złoty gross a month.",
        "language": "en",
        "chosen": [{"sentence": "pay", "blanks": {"amount": "6000.00"}}],
    }


def test_another_choice_is_confirmed_anew(client: Client, draft: Application) -> None:
    post(client, draft, "means", {**PAY, "means-means-compose": "1"})
    answer = post(client, draft, "means", {**PAY, **CONFIRM, "means-means-of-pay-amount": "7000"})
    assert answer.status_code == 200
    assert "7000,00 zł" in answer.text
    assert 'id="id_means-means-confirmed"' in answer.text
    assert "means" not in contents(draft).answers


def test_a_stored_choice_comes_back_to_be_changed(client: Client, draft: Application) -> None:
    post(client, draft, "means", {**PAY, "means-means-compose": "1"})
    post(client, draft, "means", {**PAY, **CONFIRM})
    page = without_unseen(client.get(address(draft, "means")).text)
    assert re.search(r'value="pay"\s+checked', page)
    assert 'name="means-means-of-pay-amount" value="6000.00"' in page
    assert re.search(r'name="means-means-confirmed"\s+type="checkbox"\s+value="yes"\s+checked', page)
    assert post(client, draft, "means", {**PAY, **CONFIRM}).status_code == 302


def test_sentences_and_own_words_are_not_mixed(client: Client, draft: Application) -> None:
    answer = post(client, draft, "means", {**PAY, "means-means-pl": "Mam pieniądze."})
    assert "Either choose ready sentences or write your own words, not both" in answer.text
    assert 'href="#id_means-means-pl"' in answer.text
    assert "Mam pieniądze." in answer.text


def test_own_words_remain_possible(client: Client, draft: Application) -> None:
    typed = {"means-means-own": "гроші", "means-means-pl": "Mam pieniądze.", "means-insurance-pl": "NFZ"}
    post(client, draft, "means", typed, "uk")
    assert contents(draft).answers["means"] == {"pl": "Mam pieniądze.", "own": "гроші", "language": "uk"}


def test_a_reader_of_polish_confirms_the_polish_alone(client: Client, draft: Application) -> None:
    post(client, draft, "means", {**PAY, "means-means-compose": "1"}, "pl")
    post(client, draft, "means", {**PAY, **CONFIRM}, "pl")
    assert contents(draft).answers["means"] == {
        "pl": POLISH,
        "chosen": [{"sentence": "pay", "blanks": {"amount": "6000.00"}}],
    }


def test_the_filed_document_has_the_official_polish(client: Client, draft: Application) -> None:
    post(client, draft, "means", {**PAY, "means-means-compose": "1"}, "ar")
    post(client, draft, "means", {**PAY, **CONFIRM}, "ar")
    answers = contents(draft).answers
    assert answers["means"]["language"] == "ar"
    assert POLISH in official_xml_of(draft, answers)


def official_xml_of(draft: Application, answers: dict[str, Any]) -> str:
    """The boxes of the document that would be signed."""
    document = etree.Element("document")
    form = lifecycle.form_of(draft)
    official_xml.add_boxes(document, official_xml.boxes(form, answers, signed_on=date(2026, 11, 28)))
    return etree.tostring(document, encoding="unicode")


def reasons(client: Client, draft: Application, **more: str) -> Any:
    """The one sentence that takes an answer over: the town."""
    typed = {"reasons-justification-sentence": "live-in", "reasons-thirdPartyEmail": "boss@example.com", **more}
    return post(client, draft, "reasons", typed)


def live_in(draft: Application, town: str) -> None:
    """The answer as it is by now; another step changes under a page that is open."""
    again = Application.objects.select_related("sheet__key", "draft_key").get(pk=draft.pk)
    assert again.sheet is not None
    before = sheets.read(again.sheet)
    after = before.with_answers("place", {"plAddress.city": town}, replacing=frozenset({"plAddress.city"}))
    lifecycle.save_step(again, after, step="place", expected=again.sheet.revision, acting=own(again))


def test_what_it_takes_over_is_asked_first(client: Client, draft: Application) -> None:
    reasons(client, draft, **{"reasons-justification-compose": "1"})
    page = without_unseen(client.get(address(draft, "reasons")).text)
    assert "<li>First answer “Town or village”: the sentence takes its answer over</li>" in page


def test_a_text_whose_answers_changed_is_out_of_date_and_stays_until_it_is_confirmed_anew(
    client: Client, draft: Application
) -> None:
    live_in(draft, "Radom")
    reasons(client, draft, **{"reasons-justification-compose": "1"})
    confirmed = {"reasons-justification-confirmed": "yes"}
    assert reasons(client, draft, **confirmed).status_code == 302
    live_in(draft, "Lublin")

    check = without_unseen(client.get(address(draft, "check")).text)
    assert "Other answers changed since you confirmed this Polish text." in check
    step = without_unseen(client.get(address(draft, "reasons")).text)
    assert '<p lang="pl" dir="ltr">Mieszkam w miejscowości: Radom.</p>' in step
    assert '<dd lang="pl" dir="ltr">Mieszkam w miejscowości: Lublin.</dd>' in step
    assert contents(draft).answers["justification"]["pl"] == "Mieszkam w miejscowości: Radom."

    assert reasons(client, draft).status_code == 200  # not confirmed
    assert reasons(client, draft, **confirmed).status_code == 302
    assert contents(draft).answers["justification"]["pl"] == "Mieszkam w miejscowości: Lublin."
    assert "Other answers changed" not in client.get(address(draft, "check")).text


def test_an_out_of_date_text_stops_nobody_from_signing(client: Client, draft: Application) -> None:
    live_in(draft, "Radom")
    reasons(client, draft, **{"reasons-justification-compose": "1"})
    reasons(client, draft, **{"reasons-justification-confirmed": "yes"})
    live_in(draft, "Lublin")
    unsound = forms.unsound(lifecycle.form_of(draft), contents(draft).answers)
    assert "reasons" not in [step.key for step, _form in unsound]


def test_a_closed_list_shows_what_is_filed_and_needs_no_second_step(client: Client, draft: Application) -> None:
    page = without_unseen(client.get(address(draft, "about-you", "ar")).text)
    assert '<option value="georgian">الجورجية – gruzińska</option>' in page
    client.post(
        address(draft, "about-you", "ar"),
        {**hidden_fields(client.get(address(draft, "about-you", "ar"))), "about-you-nationality-sentence": "georgian"},
    )
    typed = contents(draft).typed["about-you"]
    bound = forms.bound(
        lifecycle.form_of(draft), lifecycle.form_of(draft).step("about-you"), typed, answers={}, prefix="about-you"
    )
    bound.full_clean_once()
    assert bound.cleaned_data["nationality"]["pl"] == "gruzińska"
    assert bound.cleaned_data["nationality"]["chosen"] == [{"sentence": "georgian"}]


def test_something_else_of_a_list_has_a_list_of_its_own(client: Client, draft: Application) -> None:
    """In a row too: what is chosen behind "something else" is filed in its official Polish."""
    form = lifecycle.form_of(draft)
    answered = {"education-choice": ["other"], "education-other-sentence": ["technical"]}
    bound = forms.bound(form, form.step("about-you"), answered, answers={})
    bound.full_clean_once()
    value = bound.cleaned_data["education"]
    assert (value["other"]["pl"], value["other"]["chosen"]) == ("średnie techniczne", [{"sentence": "technical"}])

    row = {"family-0-kinship-choice": ["other"], "family-0-kinship-other-sentence": ["cousin"], "family-count": ["1"]}
    page = forms.bound(form, form.step("family"), row, answers={})
    page.full_clean_once()
    kinship = page["family"].field.rows.forms[0].cleaned_data["kinship"]  # type: ignore[attr-defined]
    assert kinship["other"]["pl"] == "kuzyn lub kuzynka"
    again = forms.posted(form, form.step("about-you"), {"education": value})
    assert again["education-other-sentence"] == ["technical"]
    assert "mos-other--typed" in str(bound["education"])


def test_a_sentence_says_what_is_filled_in_and_a_second_one_comes_after_the_first(
    client: Client, draft: Application
) -> None:
    page = without_unseen(client.get(address(draft, "about-you")).text)
    assert "A scar: [Where on the body]</label>" in page
    assert 'value="scar-2"' not in page
    post(client, draft, "about-you", {"about-you-specialMarks-sentence": "scar", "about-you-specialMarks-compose": "1"})
    page = client.get(address(draft, "about-you")).text
    assert 'value="scar-2"' in page
    assert 'value="scar-3"' not in page
