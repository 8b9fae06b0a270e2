"""The application filled in on the page of its guide, and what happens when the guide is not there any more."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.drafting import lifecycle
from applications.drafting.models import Application
from content.models import GuidePage
from procedures import catalogue
from tests.whitespace import hidden_fields, without_unseen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
GUIDE = "/en/guides/temporary-work/"
APPLY = f"{GUIDE}apply/temporary-work/"
NONE = {"barriers": "none"}
LAST_DAY = {**NONE, "last_lawful_day-day": "12", "last_lawful_day-month": "1", "last_lawful_day-year": "2027"}


@pytest.fixture
def draft(olena: User) -> Application:
    return lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="en")


def unpublish(language: str) -> None:
    GuidePage.objects.get(procedure="temporary-work", locale__language_code=language).unpublish()


def first_step(draft: Application) -> str:
    """The first one asked: the purpose is preset."""
    return "name"


def test_anybody_reads_what_is_needed_before_signing_in(client: Client) -> None:
    page = client.get(APPLY).content.decode()
    assert "Before you begin" in page
    assert "art.\u00a0106d(7)" in page
    assert "Sign in and begin" in page
    assert client.post(APPLY, NONE).headers["Location"] == f"/en/account/login/?next={APPLY}"


def test_the_canonical_readiness_page_leads_to_the_guide(client: Client) -> None:
    assert client.get("/en/applications/new/temporary-work/").headers["Location"] == APPLY


def test_a_person_begins_on_the_guide_and_stays_there(signed_in: Client) -> None:
    answer = signed_in.post(APPLY, LAST_DAY)
    draft = Application.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{APPLY}{draft.pk}/")
    assert str(draft.last_lawful_day) == "2027-01-12"
    page = signed_in.get(answer.headers["Location"]).content.decode()
    assert f'href="{APPLY}{draft.pk}/{first_step(draft)}/"' in page
    assert f'href="{GUIDE}"' in page


def test_a_second_begin_leads_to_the_draft_that_is_there(signed_in: Client, draft: Application) -> None:
    assert signed_in.post(APPLY, NONE).headers["Location"] == f"{APPLY}{draft.pk}/"
    assert "You already have a draft" in signed_in.get(APPLY).content.decode()


def test_who_is_not_signed_in_cannot_begin(client: Client) -> None:
    assert client.post(APPLY, NONE).headers["Location"] == f"/en/account/login/?next={APPLY}"
    assert not Application.objects.exists()


def test_the_canonical_address_of_a_step_leads_to_the_guide_in_each_language(
    signed_in: Client, draft: Application
) -> None:
    rest = f"{draft.pk}/{first_step(draft)}/"
    for language in ("pl", "en", "uk", "ar"):
        there = signed_in.get(f"/{language}/applications/{rest}?official=shown").headers["Location"]
        assert there == f"/{language}/guides/temporary-work/apply/temporary-work/{rest}?official=shown"


def test_a_step_left_on_the_guide_comes_back_in_arabic_from_right_to_left(
    signed_in: Client, draft: Application
) -> None:
    address = f"{APPLY}{draft.pk}/{first_step(draft)}/"
    name = f"{first_step(draft)}-surname"
    sent = {**hidden_fields(signed_in.get(address)), name: "Kovalenko", "language": "ar"}
    page = signed_in.post(address, sent, follow=True)
    text = page.content.decode()
    assert page.redirect_chain[-1][0].startswith("/ar/guides/temporary-work/apply/")
    assert 'lang="ar" dir="rtl"' in text
    assert 'value="Kovalenko"' in text


def test_an_address_with_another_procedure_leads_to_the_application_itself(
    signed_in: Client, draft: Application
) -> None:
    assert signed_in.get(f"{GUIDE}apply/blue-card/{draft.pk}/").headers["Location"] == f"/en/applications/{draft.pk}/"


def test_a_draft_goes_on_without_its_guide(signed_in: Client, draft: Application) -> None:
    step = first_step(draft)
    address = f"{APPLY}{draft.pk}/{step}/"
    sent = {**hidden_fields(signed_in.get(address)), f"{step}-surname": "Kovalenko", "leave": "1"}
    unpublish("en")
    onward = signed_in.post(address, sent, follow=True)
    assert onward.redirect_chain[-1] == (f"/en/applications/{draft.pk}/", 302)
    assert onward.status_code == 200
    sheet = Application.objects.select_related("sheet__key").get().sheet
    assert sheet is not None
    assert sheets.read(sheet).typed[step][f"{step}-surname"] == ["Kovalenko"]
    assert signed_in.get(address).headers["Location"] == f"/en/applications/{draft.pk}/{step}/"
    plain = signed_in.get(f"/en/applications/{draft.pk}/{step}/")
    assert (plain.status_code, 'value="Kovalenko"' in plain.content.decode()) == (200, True)


def test_a_step_on_a_guide_costs_eight_statements_at_most(signed_in: Client, draft: Application) -> None:
    """In a test a savepoint begins and ends what is a transaction everywhere else."""
    there = f"{APPLY}{draft.pk}/{first_step(draft)}/"
    with CaptureQueriesContext(connection) as opened:
        page = signed_in.get(there)
    assert [first_table(query["sql"]) for query in opened] == [
        "content_pageprocedure",
        "django_session",
        "accounts_user",
        "drafting_application",
    ]
    sent = {**hidden_fields(page), f"{first_step(draft)}-surname": "Kovalenko"}
    with CaptureQueriesContext(connection) as saved:
        assert signed_in.post(there, sent).status_code == 200  # the rest of the step is missing: kept as it was typed
    assert [first_table(query["sql"]) for query in saved] == [
        "django_session",
        "accounts_user",
        "drafting_application",
        "SAVEPOINT",
        "drafting_application",
        "answers_sheet",
        "RELEASE",
        "content_pageprocedure",  # its title, since the page is shown again
    ]


def test_a_page_shown_again_after_its_guide_is_gone_names_the_procedure(signed_in: Client, draft: Application) -> None:
    step = first_step(draft)
    address = f"{APPLY}{draft.pk}/{step}/"
    sent = {**hidden_fields(signed_in.get(address)), f"{step}-surname": "Kovalenko"}
    unpublish("en")
    again = signed_in.post(address, sent)
    assert again.status_code == 200
    assert again.context["breadcrumbs"][0]["title"] == "Temporary residence and work"
    assert 'value="Kovalenko"' in again.content.decode()


def first_table(sql: str) -> str:
    """The table of a statement, or the word that begins it."""
    found = re.search(r'(?:FROM|UPDATE|INTO) "?(\w+)', sql)
    return found.group(1) if found else sql.split(maxsplit=1)[0]


def test_a_missing_translation_does_not_keep_a_draft_from_its_language(signed_in: Client, draft: Application) -> None:
    unpublish("uk")
    step = first_step(draft)
    answer = signed_in.get(f"/uk/applications/{draft.pk}/{step}/")
    assert (answer.status_code, 'lang="uk"' in answer.content.decode()) == (200, True)


def test_readiness_is_there_without_a_guide(client: Client) -> None:
    unpublish("en")
    assert client.get(APPLY).headers["Location"] == "/en/applications/new/temporary-work/"
    assert client.get("/en/applications/new/temporary-work/").status_code == 200


def test_an_unknown_procedure_is_not_found(client: Client) -> None:
    assert client.get("/en/applications/new/nothing/").status_code == 404


@pytest.mark.parametrize("page", ["", "files/", "check/"])
def test_every_page_of_the_application_stands_under_the_guide(signed_in: Client, draft: Application, page: str) -> None:
    answer = signed_in.get(f"{APPLY}{draft.pk}/{page}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert f'href="/uk/applications/{draft.pk}/{page}"' in answer.content.decode()


def test_own_applications_are_listed_with_their_state(signed_in: Client, draft: Application) -> None:
    page = signed_in.get("/en/applications/").content.decode()
    assert "Temporary residence and work" in page
    assert f'href="/en/applications/{draft.pk}/"' in page
    assert "Draft" in page


def test_an_empty_list_says_where_to_begin(signed_in: Client) -> None:
    assert "No applications yet" in signed_in.get("/en/applications/").content.decode()


def test_a_last_day_that_has_passed_is_said_plainly(signed_in: Client, draft: Application) -> None:
    Application.objects.update(last_lawful_day="2020-01-01")
    assert "has passed" in signed_in.get(f"{APPLY}{draft.pk}/").content.decode()


def change_procedure(monkeypatch: pytest.MonkeyPatch, **changed: Any) -> None:
    """The catalogue has the procedure in another shape."""
    other = replace(catalogue.procedure("temporary-work"), **changed)
    monkeypatch.setattr(catalogue, "_procedures", lambda: {other.key: other})
    catalogue.form_of.cache_clear()


@pytest.mark.parametrize(
    ("channel", "said", "way_in"),
    [("information", "There is nothing to file here", 0), ("prepared", "You take it to the office yourself", 2)],
)
def test_each_channel_has_its_own_manner(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch, channel: str, said: str, way_in: int
) -> None:
    """What is prepared has a way to what belongs to it; what is only information has none. No form, no beginning."""
    change_procedure(monkeypatch, channel=channel, form="")
    guide = signed_in.get(GUIDE).text
    assert ("Apply</a>" in guide, guide.count(f'href="{APPLY}"')) == (False, way_in)
    for address in (APPLY, "/en/applications/new/temporary-work/"):
        for answer in (signed_in.get(address, follow=True), signed_in.post(address, LAST_DAY)):
            assert answer.status_code == 200
            assert said in answer.text
    assert signed_in.get(APPLY).text.count(f'href="{GUIDE}"') >= 1
    assert not Application.objects.exists()
    catalogue.form_of.cache_clear()


def test_what_is_prepared_is_never_filed_signed_or_receipted(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_procedure(monkeypatch, channel="prepared")
    page = signed_in.get(APPLY).text.partition('id="main"')[2].partition("<footer")[0]
    shown = without_unseen(re.sub(r"<.*?>", " ", page))
    assert "Photograph" in shown
    assert '<bdi class="mos-code">440' in page
    assert "At the latest on the last day of your lawful stay" in shown
    assert re.findall(r"\b(?:[Ff]iled|UPO|[Ss]ign(?:ed|ature)? here)\b", shown) == []
    catalogue.form_of.cache_clear()
