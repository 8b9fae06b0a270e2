"""The real form as a tired person meets it: filled in by the browser, copied, remarked on, left and found again."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.drafting import lifecycle, step_answers
from applications.drafting.models import Application
from procedures import catalogue
from tests.acting import own
from tests.content.journey.test_steps import address, contents, save
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db

HOME: dict[str, Any] = {
    "originAddress.country": "UKR",
    "originAddress.voivodeship": "Lviv oblast",
    "originAddress.county": {"none": True},
    "originAddress.municipality": {"none": True},
    "originAddress.city": "Lviv",
    "originAddress.street": {"none": True},
    "originAddress.houseNo": "5",
    "originAddress.postalCode": "79000",
}


@pytest.fixture
def draft(client: Client) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    return lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")


def test_the_address_of_the_account_stands_in_the_form(client: Client, draft: Application) -> None:
    page = client.get(address(draft, "contact")).content.decode()
    field = re.search(r'<input[^>]*name="contact-email"[^>]*>', page)
    assert field is not None
    assert ('value="olena@example.com"' in field[0], 'autocomplete="email"' in field[0]) == (True, True)


@pytest.mark.parametrize(
    ("step", "name", "offered"),
    [
        ("name", "name-surname", "family-name"),
        ("name", "name-givenNames", "given-name"),
        ("birth", "birth-birthDate-day", "bday-day"),
        ("birth", "birth-birthDate-year", "bday-year"),
        ("contact", "contact-phone", "tel"),
        ("origin", "origin-originAddress-postalCode", "section-origin postal-code"),
        ("origin", "origin-originAddress-country", "section-origin country-name"),
    ],
)
def test_a_browser_may_fill_in_what_it_knows(
    client: Client, draft: Application, step: str, name: str, offered: str
) -> None:
    page = client.get(address(draft, step)).content.decode()
    control = re.search(rf'<(?:input|select)[^>]*name="{name}"[^>]*>', page)
    assert control is not None
    assert f'autocomplete="{offered}"' in control[0]


def test_an_address_is_taken_over_by_a_button(client: Client, draft: Application) -> None:
    assert "Take over the address" not in client.get(address(draft, "previous")).content.decode()
    step_answers.write(draft, "origin", HOME, expected=sheets_revision(draft), acting=own(draft))
    assert "Take over the address" in client.get(address(draft, "previous")).content.decode()
    save(client, draft, "previous", copy="1")
    save(client, draft, "previous", **{name.replace("-", "__"): v for name, v in values_in_form(client, draft).items()})
    taken = {key: value for key, value in contents(draft).answers.items() if key.startswith("prevAddress")}
    assert taken == {key.replace("originAddress", "prevAddress"): value for key, value in HOME.items()}


def values_in_form(client: Client, draft: Application) -> dict[str, str]:
    """What stands in the form of the step, as a browser would send it."""
    page = without_unseen(client.get(address(draft, "previous")).text)
    texts = re.findall(r'<input class="govuk-input[^>]*name="([^"]+)" value="([^"]*)"', page)
    ticked = re.findall(r'<input[^>]*name="([^"]+)" type="checkbox" value="([^"]+)" checked', page)
    chosen = re.findall(r'<select[^>]*name="([^"]+)".*?<option value="([^"]+)" selected', page, re.DOTALL)
    return dict(texts) | dict(ticked) | dict(chosen)


def sheets_revision(draft: Application) -> int:
    assert draft.sheet is not None
    sheets.read(draft.sheet)
    return draft.sheet.revision


def test_who_saves_and_leaves_is_told_so(client: Client, draft: Application) -> None:
    answer = save(client, draft, "name", name__surname="Kovalenko", leave="1")
    assert "Saved. You can go on until" in client.get(answer.headers["Location"]).content.decode()


def test_no_option_of_a_list_is_without_words(client: Client, draft: Application) -> None:
    for step in ("about-you", "origin", "stay"):
        assert re.findall(r"<option[^>]*></option>", without_unseen(client.get(address(draft, step)).text)) == []


def test_options_stand_there_before_the_question_that_narrows_them_is_answered(
    client: Client, draft: Application
) -> None:
    page = without_unseen(client.get(address(draft, "about-you")).text)
    assert len(re.findall(r'name="about-you-maritalStatus" value="', page)) == 8
    birth = {"birthDate": "1992-03-05", "sex": "K", "birthPlace": "Lviv", "birthCountry": "UKR"}
    names: dict[str, Any] = {key: {"none": True} for key in ("fatherName", "motherName", "motherMaidenName")}
    step_answers.write(draft, "birth", {**birth, **names}, expected=sheets_revision(draft), acting=own(draft))
    page = without_unseen(client.get(address(draft, "about-you")).text)
    assert len(re.findall(r'name="about-you-maritalStatus" value="', page)) == 4


def test_numbers_and_addresses_of_mail_read_from_the_left_in_arabic(client: Client, draft: Application) -> None:
    """A telephone number with blanks would stand there back to front."""
    page = client.get(address(draft, "contact").replace("/en/", "/ar/")).text
    found = re.findall(r'name="contact-(\w+)"[^>]* inputmode="(\w+)" dir="(\w+)"', page)
    assert found == [("phone", "tel", "ltr"), ("email", "email", "ltr")]


DAYS = [f"2025-{1 + place // 28:02}-{1 + place % 28:02}" for place in range(300)]
JOURNEYS: list[Any] = [{"country": "UKR", "from": day, "to": "2026-01"} for day in DAYS]


def test_three_hundred_journeys_are_changed_one_by_one_without_a_script(client: Client, draft: Application) -> None:
    assert draft.sheet is not None
    before = sheets.read(draft.sheet).answers
    whole = {**before, "inPoland": False, "travels5y": JOURNEYS}
    saved = lifecycle.save_step(draft, sheets.Contents(answers=whole), step="journeys", expected=0, acting=own(draft))
    page = client.get(address(saved.application, "journeys"))
    assert len(page.content) < 600_000
    answer = save(client, draft, "journeys", **{"journeys-travels5y-change": "299"})
    assert answer["Location"] == address(draft, "journeys") + "#id_journeys-travels5y-299"
    typed = contents(draft).typed["journeys"]
    assert [typed[f"journeys-travels5y-{place}-from-day"] for place in range(300)] == [
        [str(int(day[-2:]))] for day in DAYS
    ]
    shown = client.get(address(draft, "journeys")).text
    assert (shown.count("mos-row--open"), 'id="id_journeys-travels5y-299-country"' in shown) == (1, True)
    row = "journeys-travels5y-299-"
    changed = {f"{row}country": "DEU", f"{row}from-day": "1", f"{row}from-month": "2", f"{row}from-year": "2024"}
    changed |= {f"{row}to-month": "1", f"{row}to-year": "2026"}
    save(client, draft, "journeys", seen="1", **changed)
    last = {"country": "DEU", "from": "2024-02-01", "to": "2026-01"}
    assert contents(draft).answers["travels5y"] == [*JOURNEYS[:299], last]
