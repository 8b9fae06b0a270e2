"""The page on which a person looks at everything once more before signing."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from accounts.acting import themselves
from accounts.models import User
from applications.annexes import asking
from applications.annexes.models import AnnexRequest
from applications.annexes.own import filling
from applications.answers import sheets
from applications.answers.sheets import Contents
from applications.drafting import attachments, lifecycle
from applications.drafting.models import Application
from applications.uploads.models import Upload
from procedures import catalogue
from procedures.language.schema import NONE
from tests.acting import own
from tests.journeys.answers import BLUE_CARD, EMPLOYER, OLENA
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
PARTS = "//details[@class='mos-part']"
ABROAD = [{"country": "DEU", "from": "2023-07-01", "to": "2023-07-14"}]
WHOLE: dict[str, Any] = {"purpose": "1", **{key: value for step in OLENA.values() for key, value in step.items()}}


@pytest.fixture
def draft(client: Client) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    started = lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")
    return answered(started, travels5y=NONE)


def answered(application: Application, **changed: Any) -> Application:
    """With Olena's answers, but for these; every step was seen."""
    application = Application.objects.select_related("sheet__key").get(pk=application.pk)
    assert application.sheet is not None
    steps = {step.key: 1 for step in lifecycle.form_of(application).steps}
    contents = Contents(answers={**WHOLE, **changed}, changed=steps)
    lifecycle.save_step(
        application, contents, step="journeys", expected=application.sheet.revision, acting=own(application)
    )
    return Application.objects.get(pk=application.pk)


def signed_by_employer(application: Application, email: str, **job: Any) -> AnnexRequest:
    """As if the employer had filled in and signed their annex."""
    annex = asking.send(application, form_key="annex1-employer", email=email, acting=own(application))
    assert annex.sheet is not None
    contents = sheets.read(annex.sheet)
    theirs = {**EMPLOYER["employer"], **EMPLOYER["job"], **EMPLOYER["statements"], **job}
    whole = Contents(answers={**contents.answers, **theirs})
    sheets.save(annex.sheet, whole, expected=annex.sheet.revision, step="job")
    now = timezone.now()
    AnnexRequest.objects.filter(pk=annex.pk).update(state="signed", opened_at=now, signed_at=now)
    return annex


def hand_in(application: Application, name: str, pages: int) -> None:
    content = b"%PDF-1.7 not looked at here"
    given = attachments.receive(application, purpose="passport", name=name, content=content, acting=own(application))
    Upload.objects.filter(pk=given.pk).update(pages=pages)


def page_of(client: Client, draft: Application, query: str = "") -> html.HtmlElement:
    return html.fromstring(client.get(f"/en/applications/{draft.pk}/check/{query}").text)


def key_of(part: html.HtmlElement) -> str:
    (key,) = part.xpath("preceding-sibling::div//h2/@id")
    return str(key)


def section(page: html.HtmlElement, key: str) -> str:
    (found,) = page.xpath(f'//section[@aria-labelledby="{key}"]')
    return " ".join(found.text_content().split())


def remarks(page: html.HtmlElement) -> list[str]:
    return [each.text for each in page.xpath('//section[@aria-labelledby="cautions"]//li//b')]


def test_what_is_unusual_is_said_with_the_way_to_change_it_and_stops_nobody(client: Client, draft: Application) -> None:
    page = without_unseen(client.get(f"/en/applications/{draft.pk}/check/").text)
    part = page.partition('aria-labelledby="cautions"')[2].partition("</section>")[0]
    assert re.findall(r"<b>(.*?)</b>", part) == ["Stays outside Poland in the last five years"]
    assert "You entered Poland in the last five years" in part
    assert f'href="/en/applications/{draft.pk}/journeys/#id_journeys-travels5y"' in part


def test_nothing_is_said_where_nothing_is_unusual(client: Client, draft: Application) -> None:
    answered(draft, travels5y=ABROAD)
    assert 'id="cautions"' not in client.get(f"/en/applications/{draft.pk}/check/").text


def test_each_thing_to_look_at_has_its_article_and_says_when_it_is_not_certain(
    client: Client, draft: Application
) -> None:
    answered(draft, travels5y=ABROAD, insurance=NONE, **{"plAddress.postalCode": "30-001"})
    page = page_of(client, draft)
    assert remarks(page) == ["Postal code", "What health insurance do you have?"]
    said = section(page, "cautions")
    assert "compare both (art. 104(1))." in said.replace("\xa0", " ")
    assert "write that (art. 114(1)(1), art. 114(4a))." in said.replace("\xa0", " ")
    assert said.count("Not verified") == 1


def test_the_way_leads_to_the_question_itself(client: Client, draft: Application) -> None:
    passport = {"travelDoc.issueDate": "2019-01-02", "travelDoc.expiryDate": "2020-01-02"}
    answered(draft, travels5y=NONE, insurance=NONE, **passport, **{"plAddress.postalCode": "30-001"})
    ways = page_of(client, draft).xpath('//section[@aria-labelledby="cautions"]//a/@href')
    assert len(ways) == 4
    for way in ways:
        path, _hash, control = way.partition("#")
        assert html.fromstring(client.get(path).text).xpath(f'//*[@id="{control}"]'), way


def test_the_api_says_the_same(client: Client, draft: Application) -> None:
    answered(draft, travels5y=ABROAD, insurance=NONE)
    found = client.get(f"/api/v1/applications/{draft.pk}/", headers={"Accept-Language": "en"}).json()["warnings"]
    assert [{**each, "text": each["text"][:32], "law": [unit["id"] for unit in each["law"]]} for each in found] == [
        {
            "code": "insured-through-work",
            "step": "means",
            "question": "insurance",
            "text": "You name no health insurance. Th",
            "law": ["foreigners:114(1)(1)", "foreigners:114(4a)"],
            "verified": True,
        }
    ]


def test_a_part_is_folded_when_nothing_is_to_do_and_says_its_state(client: Client, draft: Application) -> None:
    page = page_of(client, draft)
    parts = {
        each.xpath("preceding-sibling::div//h2/@id")[0]: each for each in page.xpath("//details[@class='mos-part']")
    }
    assert [key for key, part in parts.items() if "open" in part.attrib] == ["journeys"]
    assert section(page, "name").startswith("Your name Complete Change: Your name 5 questions: Your name")
    assert "Look at 1 answer Complete" in section(page, "journeys")
    whole = page_of(client, draft, "?all")
    assert all("open" in part.attrib for part in whole.xpath(PARTS))


def test_a_part_with_something_missing_is_open(client: Client, draft: Application) -> None:
    answered(draft, travels5y=ABROAD, means=None)
    page = page_of(client, draft)
    assert [key_of(part) for part in page.xpath(PARTS) if "open" in part.attrib] == ["means"]
    assert "Correct 1 answer" in section(page, "means")


def test_what_the_employer_signed_can_be_read_with_the_pay(client: Client, draft: Application) -> None:
    answered(draft, travels5y=ABROAD)
    asking.send(draft, form_key="annex1-employer", email="later@example.com", acting=own(draft))
    before = section(page_of(client, draft), "annexes")
    assert ("9000" in before.replace("\xa0", ""), "What they signed" in before) == (False, False)
    signed_by_employer(draft, "hr@firma.example")
    after = section(page_of(client, draft), "annexes")
    assert "9000" in after.replace("\xa0", "").replace(" ", "")
    assert ("Przykład Sp. z o.o." in after, "Programistka" in after) == (True, True)
    assert after.count("What they signed") == 1
    assert "Kovalenko" not in after  # what was taken over stands above


def test_a_passport_shorter_than_the_work_is_told(client: Client, draft: Application) -> None:
    answered(draft, travels5y=ABROAD, **{"travelDoc.expiryDate": "2028-01-02"})
    signed_by_employer(draft, "hr@firma.example", **{"j.to": "2028-01-02"})
    assert remarks(page_of(client, draft)) == []
    signed_by_employer(draft, "other@firma.example", **{"j.to": "2028-12-31"})
    page = page_of(client, draft)
    assert remarks(page) == ["Expiry date"]
    assert "before the time that the annex names" in section(page, "cautions")
    listed = client.get(f"/api/v1/applications/{draft.pk}/annexes/").json()
    assert {each["email"]: [caution["code"] for caution in each["warnings"]] for each in listed} == {
        "hr@firma.example": [],
        "other@firma.example": ["lasts-as-long"],
        "kadry@example.test": [],
    }


def test_what_the_own_annex_says_is_looked_at_too(client: Client, draft: Application) -> None:
    """The Blue Card of another state was held for too short a time."""
    procedure = catalogue.procedure("blue-card-mobility")
    started = lifecycle.start(themselves(draft.principal), procedure, language="en")
    started = answered(started, travels5y=ABROAD, purpose="3")
    card = {**BLUE_CARD["other-state"], "bc12.days": 200}
    found = filling.get(started, "annex2-bluecard")
    filling.write(found, "other-state", card, expected=0, acting=own(started))
    page = page_of(client, started)
    assert remarks(page) == ["How long you lived there, in days"]
    (way,) = page.xpath('//section[@aria-labelledby="cautions"]//a/@href')
    assert way.endswith("/annexes/annex2-bluecard/other-state/#id_other-state-bc12-days")
    (listed,) = client.get(f"/api/v1/applications/{started.pk}/annexes/own/").json()
    assert [(each["code"], each["question"]) for each in listed["warnings"]] == [("twelve-months", "bc12.days")]


def test_files_stand_under_what_they_are_for_with_their_pages(client: Client, draft: Application) -> None:
    hand_in(draft, "all pages.pdf", 34)
    found = section(page_of(client, draft), "files")
    assert re.search(r"(?:pages of your passport|passport).*all pages\.pdf.*34 pages", found, re.IGNORECASE)
    assert "No files yet" in found  # the photo


def test_the_page_costs_the_same_however_much_there_is(client: Client, draft: Application) -> None:
    signed_by_employer(draft, "hr@firma.example")
    hand_in(draft, "one.pdf", 1)
    address = f"/en/applications/{draft.pk}/check/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    stays = [{"from": f"20{10 + n}-01-01", "to": f"20{10 + n}-02-01", "basis": "visa"} for n in range(6)]
    answered(draft, previousStays=stays)
    for number in range(3):
        signed_by_employer(draft, f"hr{number}@firma.example")
        hand_in(draft, f"{number}.pdf", number)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few), "\n".join(each["sql"][:120] for each in many)
