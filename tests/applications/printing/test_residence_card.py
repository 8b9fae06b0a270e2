"""The application for a residence card: written here, copied onto the form of the office, which nobody has seen."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from applications.drafting.models import Application
from tests.applications.printing.applications import CARD, OLD_CARD, PERMIT
from tests.applications.printing.letters import Steps, written
from tests.applications.receipts.pdfs import check_tagged, languages, printed, tags

pytestmark = pytest.mark.django_db
KEY = "residence-card"
TITLE = "Wniosek o wydanie lub wymianę karty pobytu"
NOT_OFFICIAL = "To nie jest urzędowy formularz wniosku."


@pytest.fixture
def api(olena: User) -> APIClient:
    browser = APIClient(headers={"Accept-Language": "en"})
    browser.force_login(olena)
    return browser


def asked(**request: str) -> Steps:
    return {**CARD, "request": request}


def said(api: APIClient, steps: Steps) -> dict[str, Any]:
    answer = api.get(f"{written(api, KEY, steps)}printout/")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def told(found: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {part["key"]: part["lines"] for part in found["instructions"]}


def test_it_says_on_its_face_that_it_is_not_the_form_and_what_to_do_with_it(api: APIClient) -> None:
    found = said(api, CARD)
    assert found["title"] == TITLE
    assert (found["face"][0]["official"], found["face"][0]["own"]) == (
        NOT_OFFICIAL,
        "This is not the official form of the application.",
    )
    assert "przepisać na formularz, który ma urząd" in found["face"][-1]["official"]
    how = told(found)["how"]
    assert how[0]["title"] == "Ask the office for its form and copy your answers onto it"
    without = next(line for line in how if line["title"].startswith("No form to be had in time"))
    assert "at least 7 days" in without["text"]
    assert without["verified"] is False


def test_the_answers_stand_under_their_headings_in_polish(api: APIClient) -> None:
    sections = {each["heading"]: each["questions"] for each in said(api, CARD)["sections"]}
    assert list(sections) == [
        TITLE,
        "A. Dane osobowe cudzoziemca",
        "B. Dane dotyczące dokumentu",
        "C. Miejsce pobytu",
        "D. Zezwolenie i dotychczasowa karta",
        "E. Uzasadnienie",
    ]
    assert [(each["text"], each["answer"]) for each in sections[TITLE]] == [
        ("Wnoszę o", "wymianę karty pobytu"),
        ("Przyczyna wymiany (art. 241)", "zmiana danych umieszczonych w dotychczasowej karcie pobytu"),
    ]
    assert {each["number"] for boxes in sections.values() for each in boxes} == {""}  # nobody has seen any


@pytest.mark.parametrize(
    ("request_", "to", "office", "last_day"),
    [
        (
            {"requestKind": "replace", "reason": "3", "reasonOn": "2026-11-20", "permit.kind": "temporary"},
            "Wojewoda Mazowiecki",
            "14",
            "2026-12-04",
        ),
        ({"requestKind": "issue_next", "permit.kind": "permanent"}, "Wojewoda Mazowiecki", "14", "2027-10-04"),
        (
            {"requestKind": "issue_first", "permit.kind": "temporary", "granted": "12"},
            "Wojewoda Małopolski",
            "12",
            None,
        ),
        (
            {"requestKind": "issue_first", "permit.kind": "humanitarian"},
            "Komendant oddziału Straży Granicznej lub komendant placówki Straży Granicznej",
            None,
            None,
        ),
    ],
    ids=["replaced", "next", "first", "humanitarian"],
)
def test_who_decides_and_by_when(
    api: APIClient, request_: dict[str, str], to: str, office: str | None, last_day: str | None
) -> None:
    """Art. 245(1) to (5); 14 days after the reason, 30 days before the card runs out (art. 230)."""
    has_card = request_["requestKind"] != "issue_first"
    steps = asked(**request_) | {"permit": {**PERMIT, **(OLD_CARD if has_card else {})}}
    found = said(api, steps)
    assert found["to"] == to
    assert (found["office"]["teryt"] if found["office"] else None) == office
    assert found["last_day"] == last_day


def test_the_day_is_told_with_its_working(api: APIClient) -> None:
    when = told(said(api, CARD))["when"]
    assert when[-1]["title"] == "The last day for you: 4 December 2026"
    assert when[-1]["text"].startswith("The day of the event is not counted: the first day is 21 November 2026 (art.")
    assert "Day 14 is 4 December 2026" in when[-1]["text"]


def test_what_is_brought_follows_the_reason(api: APIClient) -> None:
    changed, lost = "The paper that shows the change", "The certificate that you told the office"
    brought = [line["title"] for line in told(said(api, CARD))["bring"]]
    assert [any(each.startswith(paper) for each in brought) for paper in (changed, lost)] == [True, False]
    Application.objects.all().delete()
    why = asked(requestKind="replace", reason="3", reasonOn="2026-11-20", **{"permit.kind": "temporary"})
    brought = [line["title"] for line in told(said(api, why))["bring"]]
    assert [any(each.startswith(paper) for each in brought) for paper in (changed, lost)] == [False, True]


def test_it_says_how_much_to_whom_and_who_pays_less(api: APIClient) -> None:
    cost = told(said(api, CARD))["cost"]
    assert cost[0]["title"] == "Fee for the residence card: 100\N{NO-BREAK SPACE}zł"
    assert cost[0]["text"].startswith("Paid to the voivodeship office (art.")
    hardship = next(line for line in cost if line["title"] == "You are in a hard financial situation.")
    assert hardship["text"].startswith("Then it is 50\N{NO-BREAK SPACE}zł (art.")
    assert cost[-1]["title"] == "The account number"


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_the_document_is_tagged_and_printed_again_from_the_account(
    api: APIClient, client: Client, language: str
) -> None:
    written(api, KEY, CARD)
    application = Application.objects.get()
    content = client.get(f"/{language}/printing/{application.pk}/document.pdf").content
    with check_tagged(content, title=TITLE) as document:
        assert {"/H1", "/H2", "/P", "/Document"} <= tags(document)
        assert languages(document) >= {"pl", language}
    assert NOT_OFFICIAL in printed(content)
    page = client.get(f"/{language}/applications/{application.pk}/document/").text
    assert NOT_OFFICIAL in page
    assert "zmiana danych umieszczonych w dotychczasowej karcie pobytu" in page
