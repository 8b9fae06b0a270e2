"""The application for the extension of a visa: the law asks for it on a form, whose pattern nobody here has seen."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.applications.printing.applications import VISA
from tests.applications.printing.letters import written
from tests.applications.receipts.pdfs import check_tagged, printed

pytestmark = pytest.mark.django_db
KEY, TITLE = "visa-extension", "Wniosek o przedłużenie wizy"


@pytest.fixture
def api(olena: User) -> APIClient:
    browser = APIClient(headers={"Accept-Language": "en"})
    browser.force_login(olena)
    return browser


def said(api: APIClient, **extension: object) -> dict[str, Any]:
    steps = VISA | {"extension": VISA["extension"] | extension}
    answer = api.get(f"{written(api, KEY, steps)}printout/")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def told(found: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {part["key"]: part["lines"] for part in found["instructions"]}


def test_it_is_due_on_the_last_day_of_the_lawful_stay_even_on_a_sunday(api: APIClient) -> None:
    """Art. 85(1): no day off moves it."""
    found = said(api, stayUntil="2026-12-20")
    assert (found["to"], found["last_day"]) == ("Wojewoda Mazowiecki", "2026-12-20")
    line = told(found)["when"][-1]
    assert (line["title"], line["verified"]) == ("The last day for you: 20 December 2026", True)
    assert "A day off does not move it" in line["text"]


def test_it_has_all_that_the_law_asks_for_in_the_form(api: APIClient) -> None:
    boxes = {each["text"]: each for part in said(api)["sections"] for each in part["questions"]}
    asked = (
        ("Numer", "FN482913"),
        ("Liczba osób wpisanych do dokumentu podróży", "0"),
        ("Ostatnio wydana wiza: numer", "VPL123456"),
        ("Uzasadnienie", "Leczenie w szpitalu po wypadku, którego nie można było przewidzieć."),
        ("Środki utrzymania", "gotówka, ubezpieczenie zdrowotne"),
        ("Ubezpieczenie zdrowotne", "Ubezpieczenie w NFZ do dnia 30 czerwca 2027 r."),
        ("Dane o zatrudnieniu cudzoziemca na terytorium RP", "brak"),
    )  # art. 85(2)(2) to (4), (6) to (8)
    assert {text: boxes[text]["answer"] for text, _answer in asked} == dict(asked)
    (journey,) = boxes["Podróże i pobyty zagraniczne w okresie ostatnich 5 lat"]["rows"]  # (5)
    assert [cell["answer"] for cell in journey] == ["Niemcy", "2025-06-01", "2025-06-14"]


def test_the_stamp_duty_is_of_a_national_visa_and_goes_to_the_city(api: APIClient) -> None:
    national = told(said(api))["cost"][0]
    assert national["title"].startswith("Stamp duty for the extension of a national visa")
    assert national["text"].startswith("Paid to the city")


def test_of_a_schengen_visa_no_fee_is_known_and_it_is_said_so(api: APIClient) -> None:
    (line,) = told(said(api, **{"ext.visaKind": "C"}))["cost"]
    assert line["title"] == "We know of no fee in your case. Ask the office whether there is one."
    assert line["verified"] is False


def test_the_document_is_tagged_and_says_what_it_is(api: APIClient) -> None:
    content = api.get(f"{written(api, KEY, VISA)}printout/document.pdf").content
    check_tagged(content, title=TITLE).close()
    text = " ".join(printed(content).split())
    assert "To nie jest urzędowy formularz wniosku." in text
    assert "art. 85 ust. 1" in text
