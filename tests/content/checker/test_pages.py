"""The checker's pages: one question a page, back and forth without loss, and nothing of it in an address."""

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.models import User
from applications.answers import sheets
from applications.drafting.models import Application, KeptPost
from applications.finding.models import KeptOutcome
from procedures import catalogue
from procedures.language import trees
from sealing.models import DataKey
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
START = "/en/checker/"
OUTCOME = "/en/checker/outcome/"
STUDIES = ("none", "other", "stay", "visa", "studies")
NO_PERMIT = ("must-leave", "none")


@pytest.fixture
def olena() -> User:
    return User.objects.create_user("olena@example.com", "correct-horse-battery")


def answer(client: Client, number: int, code: str) -> str:
    """Where the answer leads."""
    answered = client.post(f"{START}{number}/", {"answer": code})
    assert answered.status_code == 302, answered.content.decode()
    return str(answered.headers["Location"])


def go(client: Client, codes: tuple[str, ...]) -> str:
    """The page after all of them, as a reader sees it."""
    for number, code in enumerate(codes, 1):
        answer(client, number, code)
    return said(client.get(f"{START}{len(codes) + 1}/", follow=True))


def said(response: Any) -> str:
    assert response.status_code == 200
    return without_unseen(response.content.decode())


def test_no_question_is_asked_before_its_turn(client: Client) -> None:
    assert client.get(f"{START}4/").headers["Location"] == f"{START}1/"
    answer(client, 1, "none")
    assert client.get(OUTCOME).headers["Location"] == f"{START}2/"
    assert client.get(f"{START}0/").headers["Location"] == f"{START}2/"


def test_answers_lead_to_an_outcome_that_says_why(client: Client) -> None:
    page = go(client, STUDIES)
    assert escape("Temporary residence for studies") in page
    for question in ("Is any of this true of you today?", "What is the main purpose of your stay?"):
        assert question in page
    assert "None of these is true of me" in page
    assert "/en/applications/new/studies/" in page


def test_the_outcome_says_what_another_answer_would_change(client: Client) -> None:
    page = go(client, STUDIES)
    assert "What would change it" in page
    assert escape(catalogue.procedure("business").title) in page


def test_a_barrier_is_explained_with_its_article(client: Client) -> None:
    page = go(client, ("asked-for-protection",))
    assert "First that case is decided" in page
    assert "99(1)(5)" in page.replace("\xa0", " ")


def test_who_may_not_stay_is_led_to_help_and_nobody_is_turned_away(client: Client) -> None:
    page = go(client, NO_PERMIT)
    assert "Ask free legal aid now" in page


def test_nothing_chosen_is_an_error_at_the_question(client: Client) -> None:
    page = said(client.post(f"{START}1/", {}))
    assert "Choose one of the answers" in page
    assert "Error: Is any of this true of you today?" in page
    page = said(client.post(f"{START}1/", {"answer": "on the moon"}))
    assert "Error" in page


def test_back_shows_what_was_chosen_and_keeps_what_came_after(client: Client) -> None:
    go(client, STUDIES)
    page = said(client.get(f"{START}3/"))
    assert 'value="stay" ' in page
    assert "checked" in page[page.index('value="stay"') : page.index('value="stay"') + 200]
    assert answer(client, 3, "stay") == f"{START}4/"
    assert "Temporary residence for studies" in said(client.get(OUTCOME))


def test_another_answer_leads_another_way(client: Client) -> None:
    go(client, STUDIES)
    answer(client, 3, "invite")
    page = said(client.get(OUTCOME))
    assert escape(catalogue.procedure("invitation").title) in page


def test_no_answer_stands_in_an_address_or_a_cookie(client: Client) -> None:
    places = [answer(client, number, code) for number, code in enumerate(STUDIES, 1)]
    assert places == [f"{START}{number}/" for number in range(2, len(STUDIES) + 2)]
    cookie = client.cookies["checker"].value
    assert not any(code in cookie for code in set(STUDIES) - {"none", "other"})
    assert [bytes(row.sealed).find(b"studies") for row in KeptPost.objects.all()] == [-1]


def test_beginning_anew_deletes_what_was_kept(client: Client) -> None:
    go(client, STUDIES)
    before = DataKey.objects.count()
    assert client.post("/en/checker/anew/").headers["Location"] == START
    assert KeptPost.objects.count() == 0
    assert DataKey.objects.count() == before - 1
    assert client.get(OUTCOME).headers["Location"] == f"{START}1/"


def test_a_forged_cookie_is_an_empty_beginning(client: Client) -> None:
    client.cookies["checker"] = "x" * 50
    assert client.get(OUTCOME).headers["Location"] == f"{START}1/"


def test_the_readiness_page_knows_what_was_answered(client: Client, olena: User) -> None:
    client.force_login(olena)
    go(client, STUDIES)
    page = said(client.get("/en/applications/new/studies/", follow=True))
    assert "You come from the questions" in page
    assert "On what basis are you in Poland now?" in page
    none = page[page.index('value="none"') : page.index('value="none"') + 200]
    assert "checked" in none


@pytest.mark.parametrize(("carry", "basis"), [({"carry": "on"}, "2"), ({}, None)])
def test_answers_go_into_the_form_on_the_person_s_word(
    client: Client, olena: User, carry: dict[str, str], basis: str | None
) -> None:
    client.force_login(olena)
    go(client, STUDIES)
    client.post("/en/applications/new/studies/", {"barriers": "none", **carry})
    draft = Application.objects.select_related("sheet__key").get()
    assert draft.sheet is not None
    assert sheets.read(draft.sheet).answers.get("stayBasis") == basis


def test_another_procedure_knows_nothing_of_it(client: Client, olena: User) -> None:
    client.force_login(olena)
    go(client, STUDIES)
    assert "You come from the questions" not in said(client.get("/en/applications/new/business/", follow=True))


def test_an_outcome_is_kept_and_read_and_deleted(client: Client, olena: User) -> None:
    client.force_login(olena)
    go(client, STUDIES)
    there = client.post("/en/checker/save/").headers["Location"]
    assert "Temporary residence for studies" in said(client.get(there))
    assert there in said(client.get("/en/checker/kept/"))
    assert client.post(f"{there}delete/").headers["Location"] == "/en/checker/kept/"
    assert client.get(there).status_code == 404
    assert KeptOutcome.objects.count() == 0


def test_who_signs_in_first_finds_the_outcome_waiting(client: Client, olena: User) -> None:
    go(client, STUDIES)
    asked = client.post("/en/checker/save/").headers["Location"]
    assert asked.startswith("/en/account/login/")
    assert "outcome" in asked
    client.force_login(olena)
    assert "Temporary residence for studies" in said(client.get(OUTCOME))


def test_nobody_else_sees_a_kept_outcome(client: Client, olena: User) -> None:
    client.force_login(olena)
    go(client, STUDIES)
    there = client.post("/en/checker/save/").headers["Location"]
    other = Client()
    assert other.get(there).status_code == 302
    other.force_login(User.objects.create_user("ahmed@example.com", "correct-horse-battery"))
    assert other.get(there).status_code == 404
    assert other.post(f"{there}delete/").status_code == 404
    assert KeptOutcome.objects.count() == 1


def test_a_half_answered_way_is_not_kept(client: Client, olena: User) -> None:
    client.force_login(olena)
    answer(client, 1, "none")
    client.post("/en/checker/save/")
    assert KeptOutcome.objects.count() == 0


@pytest.mark.parametrize("language", ["pl", "en", "uk", "ar"])
def test_every_page_speaks_the_reader_s_language(client: Client, language: str) -> None:
    tree = catalogue.tree(trees.WHICH)
    client.post(f"/{language}/checker/1/", {"answer": "none"})
    page = said(client.get(f"/{language}/checker/2/"))
    assert (escape(tree.questions["citizenship"].title) in page) is (language == "en")
