"""The notice of the loss of work (art. 121): written, printed, taken or sent, and never filed."""

import re
from datetime import date

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.errors import NotFileable
from applications.drafting.models import Application
from applications.filing.models import Submission
from tests.acting import own
from tests.applications.cases import filed_cases
from tests.applications.printing.letters import JOB_LOST, begin, fill_in, written
from tests.applications.receipts.pdfs import check_tagged, languages, printed, tags

pytestmark = pytest.mark.django_db
KEY = "notice-job-lost"


@pytest.fixture
def api(olena: User) -> APIClient:
    browser = APIClient(headers={"Accept-Language": "en"})
    browser.force_login(olena)
    return browser


@pytest.fixture
def letter(api: APIClient) -> Application:
    written(api, KEY, JOB_LOST)
    return Application.objects.get()


def printout(api: APIClient, letter: Application) -> dict[str, object]:
    answer = api.get(f"/api/v1/applications/{letter.pk}/printout/")
    assert answer.status_code == 200, answer.content
    found: dict[str, object] = answer.json()
    return found


def pdf(client: Client, letter: Application, language: str = "en") -> bytes:
    answer = client.get(f"/{language}/printing/{letter.pk}/document.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    return answer.content


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_letter_says_who_writes_to_whom_about_what(api: APIClient, letter: Application) -> None:
    said = printout(api, letter)
    assert (said["title"], said["to"], said["through"]) == ("Zawiadomienie o utracie pracy", "Wojewoda Mazowiecki", "")
    assert [each["official"] for each in said["sender"]] == [  # type: ignore[attr-defined]
        "Olena Kowalenko",
        "ur. 05.03.1992, obywatelstwo: Ukraina",
        "PESEL: 92030512343",
        "ul. Prosta 5/7",
        "00-838 Warszawa",
        "tel. +48 600 700 800",
    ]
    assert [(each["official"], each["own"]) for each in said["paragraphs"]] == [  # type: ignore[attr-defined]
        (
            "Na podstawie art. 121 ust. 1 ustawy z dnia 12 grudnia 2013 r. o cudzoziemcach "
            "zawiadamiam o utracie pracy.",
            "Under art.\N{NO-BREAK SPACE}121(1) of the Act of 12 December 2013 on foreigners "
            "I give notice of the loss of work.",
        ),
        (
            "Zezwolenie na pobyt czasowy i pracę: decyzja nr WSC-II-P.6151.12345.2025 z dnia 03.11.2025.",
            "Temporary residence and work permit: decision no. WSC-II-P.6151.12345.2025 of 3 November 2025.",
        ),
        (
            "Podmiot powierzający pracę wymieniony w zezwoleniu: Przykład sp. z o.o.",
            "Employer named in the permit: Przykład sp. z o.o.",
        ),
        ("Dzień utraty pracy: 20.11.2026.", "Day on which the work was lost: 20 November 2026."),
    ]


def test_the_last_day_is_counted_in_working_days_from_the_event(api: APIClient, letter: Application) -> None:
    """Friday 20 November 2026: fifteen days that are no Sunday end on Tuesday 8 December."""
    assert printout(api, letter)["last_day"] == date(2026, 12, 8).isoformat()


def test_it_is_told_what_to_do_with_it_and_by_which_law(api: APIClient, letter: Application) -> None:
    told = {part["key"]: part for part in printout(api, letter)["instructions"]}  # type: ignore[attr-defined]
    assert list(told) == ["when", "where", "how", "bring", "cost", "next"]
    assert [line["title"] for line in told["when"]["lines"]] == [
        "Within 15 working days after you lost the work",
        "The last day for you: 8 December 2026",
    ]
    assert [line["verified"] for line in told["when"]["lines"]] == [True, False]  # no law counts a Saturday
    assert told["where"]["lines"][-1]["title"] == "Mazowiecki Urząd Wojewódzki"
    signing = told["how"]["lines"][0]["text"].replace("\N{NO-BREAK SPACE}", " ")
    assert signing.endswith("(art. 63 § 3 of the Code of Administrative Procedure, KPA).")
    assert [line["title"] for line in told["cost"]["lines"]] == ["It is free of charge"]
    assert told["next"]["lines"][0]["title"] == "For 30 days after the loss of work the permit is not withdrawn for it"


def test_the_document_is_tagged_polish_with_a_sheet_in_the_own_language(client: Client, letter: Application) -> None:
    content = pdf(client, letter, "ar")
    with check_tagged(content, title="Zawiadomienie o utracie pracy") as document:
        assert {"/H1", "/P", "/Document"} <= tags(document)
        assert languages(document) >= {"pl", "ar"}
    text = flat(printed(content))
    assert "Wojewoda Mazowiecki" in text
    assert "Podmiot powierzający pracę wymieniony w zezwoleniu: Przykład sp. z o.o." in text
    assert "Miejscowość i data:" in text
    assert "Podpis:" in text


def test_nothing_of_it_speaks_of_filing_or_an_electronic_signature(client: Client, letter: Application) -> None:
    pages = [
        client.get(f"/en/applications/{letter.pk}/{page}", follow=True).text for page in ("", "check/", "document/")
    ]
    shown = [re.sub(r"<.*?>", " ", page.partition('id="main"')[2].partition("<footer")[0]) for page in pages]
    shown.append(printed(pdf(client, letter)))
    for text in shown:
        assert re.findall(r"\b(?:[Ff]iled|UPO|[Ss]ign(?:ed|ature)? (?:here|and file)|[Pp]ay the fees)\b", text) == []


def test_it_can_be_printed_again_and_says_what_was_changed(api: APIClient, client: Client, letter: Application) -> None:
    assert "20.11.2026" in printed(pdf(client, letter))
    fill_in(api, f"/api/v1/applications/{letter.pk}/", {"event": {**JOB_LOST["event"], "eventOn": "2026-11-19"}})
    again = printed(pdf(client, letter))
    assert ("20.11.2026" in again, "19.11.2026" in again) == (False, True)


def test_an_unfinished_letter_prints_nothing(api: APIClient, client: Client) -> None:
    address = begin(api, KEY)
    letter = Application.objects.get()
    refused = api.get(f"{address}printout/document.pdf")
    assert (refused.status_code, refused.json()["code"]) == (409, "Incomplete")
    for page in (f"/en/printing/{letter.pk}/document.pdf", f"/en/applications/{letter.pk}/document/"):
        assert client.get(page).headers["Location"].endswith(f"{letter.pk}/")


def test_somebody_elses_letter_does_not_exist(letter: Application) -> None:
    other = APIClient()
    other.force_login(filed_cases.person("other"))
    for address in (
        f"/en/printing/{letter.pk}/document.pdf",
        f"/en/applications/{letter.pk}/document/",
        f"/api/v1/applications/{letter.pk}/printout/",
        f"/api/v1/applications/{letter.pk}/printout/document.pdf",
    ):
        assert other.get(address).status_code == 404


def test_it_is_neither_signed_nor_frozen(api: APIClient, client: Client, letter: Application) -> None:
    with pytest.raises(NotFileable):
        lifecycle.freeze(letter, acting=own(letter))
    confirmed = {"instruction": "", "declarations": [], "signer": True}
    api.post(f"/api/v1/applications/{letter.pk}/signature/", confirmed, format="json")
    client.post(f"/en/filing/{letter.pk}/sign/", {"signer-self": "on"})
    letter.refresh_from_db()
    assert (letter.state, Submission.objects.count()) == ("draft", 0)


def test_what_is_filed_here_has_no_printout(api: APIClient) -> None:
    address = begin(api, "temporary-work")
    assert api.get(f"{address}printout/").status_code == 404


def test_the_page_before_begins_the_letter_once(client: Client) -> None:
    before = f"/en/applications/new/{KEY}/"
    assert "Write the document" in client.get(before).text
    begun = client.post(before)
    letter = Application.objects.get()
    assert begun.headers["Location"].endswith(f"{letter.pk}/")
    assert "Go on with your draft" in client.get(before).text
    client.post(before)
    assert Application.objects.count() == 1


def test_a_letter_has_no_last_day_of_stay(api: APIClient, client: Client) -> None:
    """It has a term of its own; the day of the stay would be read as that."""
    asked = {"procedure": KEY, "last_lawful_day": "2027-03-01"}
    api.post("/api/v1/applications/", asked, format="json")
    letter = Application.objects.get()
    assert letter.last_lawful_day is None
    assert client.get(f"/en/applications/{letter.pk}/last-day/", follow=True).status_code == 404


def test_the_page_before_says_by_when_where_and_how(client: Client) -> None:
    page = client.get(f"/en/applications/new/{KEY}/").text
    for said in ("By when", "Where it goes", "Print two and sign both by hand", "Not by e-mail"):
        assert said in page
    assert "terms are suspended" not in page  # that is of decisions, and nobody decides here
