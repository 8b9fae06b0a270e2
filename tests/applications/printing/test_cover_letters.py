"""The cover letter to an official form: who sends it, to whom, with what; it is never called the application."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from applications.drafting.models import Application
from procedures import catalogue
from tests.applications.printing.cover_letters import (
    COVER_LETTERS,
    FAMILY,
    HOST,
    MARRIAGE,
    OFFICE,
    UNPAID,
)
from tests.applications.printing.letters import Steps, fill_in, written
from tests.applications.receipts.pdfs import check_tagged, printed
from tests.pdf_judge import faults

pytestmark = pytest.mark.django_db
TITLE = "Pismo przewodnie"
VOIVODE = "Wojewoda Mazowiecki"


@pytest.fixture
def api(olena: User) -> APIClient:
    browser = APIClient(headers={"Accept-Language": "en"})
    browser.force_login(olena)
    return browser


def printout(api: APIClient, key: str, steps: Steps) -> dict[str, Any]:
    answer = api.get(f"{written(api, key, steps)}printout/")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def sentences(said: dict[str, Any]) -> str:
    return " ".join(each["official"] for each in said["paragraphs"])


def test_nothing_prepared_is_left_without_a_document() -> None:
    """Changed data on a card are applied for under the card."""
    without = {each.key: each.written_as for each in catalogue.procedures() if each.is_prepared and not each.form}
    assert without == {"notice-card-data-changed": "residence-card"}
    covered = {each.key for each in catalogue.procedures() if each.letter and each.letter.heading}
    assert covered == set(COVER_LETTERS)


@pytest.mark.parametrize("key", COVER_LETTERS)
def test_each_prints_by_page_and_by_api_and_is_kept_in_the_account(api: APIClient, client: Client, key: str) -> None:
    address = written(api, key, COVER_LETTERS[key])
    by_api = api.get(f"{address}printout/document.pdf").content
    letter = Application.objects.get()
    client.force_login(letter.principal)
    for content in (by_api, client.get(f"/ar/printing/{letter.pk}/document.pdf").content):
        check_tagged(content, title=TITLE).close()
        assert faults(content) == []
    assert catalogue.procedure(key).official_title.split()[0] in printed(by_api)
    assert f"/{letter.pk}/" in client.get("/en/applications/").text  # reprinted from here
    page = client.get(f"/en/applications/{letter.pk}/document/", follow=True).text
    assert f"Dotyczy: {catalogue.procedure(key).official_title}" in page


@pytest.mark.parametrize("key", COVER_LETTERS)
def test_each_goes_to_the_voivode_and_says_that_it_is_no_application(api: APIClient, key: str) -> None:
    said = printout(api, key, COVER_LETTERS[key])
    assert (said["title"], said["about"]) == (TITLE, catalogue.procedure(key).official_title)
    assert (said["to"], said["through"], said["office"]["teryt"]) == (VOIVODE, "", "14")
    assert "Niniejsze pismo przewodnie nie jest wnioskiem i go nie zastępuje." in sentences(said)
    assert "przedkłada" in said["paragraphs"][0]["official"]
    assert "ormularz" in said["enclosures"][0]
    how = next(part["lines"] for part in said["instructions"] if part["key"] == "how")
    assert "Put the cover letter on top of the official form" in [line["title"] for line in how]


def test_the_enclosures_name_how_many_and_which_papers(api: APIClient) -> None:
    """Art. 106l(3): copy of the passport, photographs (four: § 5 of the regulation), consent."""
    said = printout(api, "family-abroad", COVER_LETTERS["family-abroad"])
    assert said["enclosures"] == [
        "Wniosek na formularzu określonym w załączniku nr 8 do rozporządzenia (Dz.U. 2026 poz. 553)",
        "Kopia ważnego dokumentu podróży cudzoziemca",
        "Aktualne fotografie cudzoziemca – 4 szt.",
        "Odpis aktu małżeństwa, kopia, z tłumaczeniem przysięgłym na język polski",
        "Dowód uiszczenia opłaty",
        "Zgoda na formularzu określonym w załączniku nr 9 do rozporządzenia (Dz.U. 2026 poz. 553)",
    ]


def test_who_names_no_papers_encloses_what_the_law_names(api: APIClient) -> None:
    enclosures = printout(api, "mobile-ict", COVER_LETTERS["mobile-ict"])["enclosures"]
    assert any(each.startswith("Dokumenty niezbędne do potwierdzenia") for each in enclosures)


def test_how_the_fee_is_paid_is_said_and_its_proof_enclosed_only_when_it_is(api: APIClient) -> None:
    said = printout(api, "travel-document", COVER_LETTERS["travel-document"])
    assert "Opłata (opłata za wydanie dokumentu): uiszczona przelewem dnia 20.11.2026." in sentences(said)
    assert "Dowód uiszczenia opłaty" in said["enclosures"]
    unpaid = printout(api, "ict", COVER_LETTERS["ict"] | UNPAID)
    assert "Opłata (opłata skarbowa): nie została jeszcze uiszczona." in sentences(unpaid)
    assert "Dowód uiszczenia opłaty" not in unpaid["enclosures"]


def test_the_host_entity_sends_it_and_names_who_acts_for_it(api: APIClient) -> None:
    """Art. 106k(1), (2)."""
    said = printout(api, "ict", COVER_LETTERS["ict"])
    assert [each["official"] for each in said["sender"]][:3] == [
        "Przykład Polska sp. z o.o.",
        "REGON: 123456785",
        "Osoba działająca w imieniu i na rzecz jednostki: Anna Nowak",
    ]
    assert (
        "Cudzoziemiec, którego dotyczy wniosek: Taras Kowalenko, ur. 12.07.1990, obywatelstwo: Ukraina."
        in sentences(said)
    )


def test_the_legal_representative_needs_no_consent(api: APIClient) -> None:
    """Art. 168(2), 106l(3)."""
    steps = {"family": {**FAMILY["family"], "consent": "representative"}}
    said = printout(api, "family-abroad", COVER_LETTERS["family-abroad"] | steps)
    assert not any(each.startswith("Zgoda") for each in said["enclosures"])
    assert "Wniosek składa przedstawiciel ustawowy cudzoziemca" in sentences(said)


def test_a_citizen_applies_under_another_article(api: APIClient) -> None:
    """Art. 168a(1)."""
    steps = {"family": {"familyGround": "citizen", "consent": "given"}}
    said = printout(api, "family-abroad", COVER_LETTERS["family-abroad"] | steps)
    assert said["paragraphs"][0]["official"].startswith("Na podstawie art. 168a ust. 1 ustawy")


@pytest.mark.parametrize(
    ("where", "whom"), [("abroad", "Konsul"), ("must-leave", "Komendant placówki Straży Granicznej")]
)
def test_a_temporary_travel_document_may_be_no_matter_of_a_voivode(api: APIClient, where: str, whom: str) -> None:
    """Art. 272(1)."""
    steps = COVER_LETTERS["temporary-travel-document"] | {"office": {"where": where}}
    said = printout(api, "temporary-travel-document", steps)
    assert (said["to"], said["office"]) == (whom, None)


def test_an_organisation_invites_as_well(api: APIClient) -> None:
    """Art. 49(2)(3)."""
    person = COVER_LETTERS["invitation"]
    steps = (
        {"sender": {"sender": "unit"}, **HOST} | {key: person[key] for key in ("foreigner", "office", "fee")} | MARRIAGE
    )
    said = printout(api, "invitation", steps)
    assert said["sender"][0]["official"] == "Przykład Polska sp. z o.o."
    assert "Odpis aktu małżeństwa, kopia, z tłumaczeniem przysięgłym na język polski" in said["enclosures"]


def test_another_answer_is_printed_the_next_time(api: APIClient) -> None:
    address = written(api, "identity-document", COVER_LETTERS["identity-document"])
    fill_in(api, address, {"request": {"request": "exchange"}, **OFFICE})
    assert "wniosek o wymianę polskiego dokumentu tożsamości" in sentences(api.get(f"{address}printout/").json())


def test_what_is_written_under_another_procedure_leads_there(client: Client) -> None:
    page = client.get("/en/applications/new/notice-card-data-changed/").text
    assert '<a class="govuk-button" href="/en/applications/new/residence-card/">Write the document</a>' in page


def test_the_page_before_says_that_a_cover_letter_is_written(client: Client) -> None:
    assert "is a cover letter, not the application" in client.get("/en/applications/new/family-abroad/").text
    assert "is a cover letter, not the application" not in client.get("/en/applications/new/appeal/").text
