"""A POST whose security token is missing or stale: nothing is saved, and nothing that was typed is lost."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.drafting import lifecycle
from applications.drafting.models import Application, KeptPost
from procedures.language.schema import Procedure
from tests.whitespace import sent_back, without_unseen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_procedure")]

OWN_PAGE = {"Sec-Fetch-Site": "same-origin", "Origin": settings.PORTAL_URL}
SAID = "Nothing was saved yet"


@pytest.fixture
def draft(olena: User, demo_procedure: Procedure) -> Application:
    return lifecycle.start(themselves(olena), demo_procedure, language="en", last_lawful_day=date(2026, 12, 4))


@pytest.fixture
def browser(olena: User) -> Client:
    """As a browser is: the token counts."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(olena)
    return browser


def work_address(draft: Application) -> str:
    return f"/en/applications/{draft.pk}/work/"


def post_from(browser: Client, address: str, sent: Mapping[str, Any], headers: Mapping[str, str] = OWN_PAGE) -> Any:
    return browser.post(address, sent, headers=dict(headers))


def all_that_is_kept() -> list[Any]:
    """All that a refused POST could have touched."""
    drafts = Application.objects.select_related("sheet__key")
    contents = [(each.sheet.revision, sheets.read(each.sheet)) for each in drafts if each.sheet]
    return [contents, list(drafts.values_list("state", "last_lawful_day", "changed_at")), list(KeptPost.objects.all())]


@pytest.mark.parametrize("token", [{}, {"csrfmiddlewaretoken": "a" * 64}], ids=["missing", "stale"])
def test_what_was_typed_is_there_again_not_saved_and_with_a_token_that_counts(
    browser: Client, draft: Application, token: dict[str, str]
) -> None:
    sent = {**sent_back(browser.get(work_address(draft)).text), "work-employer": '"><script>Przykład', **token}
    if not token:
        del sent["csrfmiddlewaretoken"]
    before = all_that_is_kept()
    answer = post_from(browser, work_address(draft), sent)
    assert (answer.status_code, all_that_is_kept()) == (403, before)
    assert 'value="&quot;&gt;&lt;script&gt;Przykład"' in answer.text
    assert ("<script>Przykład" in answer.text, SAID in answer.text) == (False, True)
    assert "no-store" in answer["Cache-Control"]
    again = {**sent_back(answer.text), "work-employer": "Przykład"}
    assert post_from(browser, work_address(draft), again).status_code == 302
    assert all_that_is_kept()[0][0][1].answers["employer"] == "Przykład"


def test_signing_in_in_another_tab_costs_the_first_one_nothing(
    browser: Client, draft: Application, olena: User
) -> None:
    """The everyday way to a stale token: signing in makes a new one."""
    EmailAddress.objects.create(user=olena, email=olena.email, verified=True, primary=True)
    sent = {**sent_back(browser.get(work_address(draft)).text), "work-employer": "Przykład"}
    del browser.cookies[settings.SESSION_COOKIE_NAME]
    page = browser.get("/en/account/login/")
    person = {"login": "olena@example.com", "password": "correct-horse-battery"}
    assert post_from(browser, "/en/account/login/", {**sent_back(page.text), **person}).status_code == 302
    answer = post_from(browser, work_address(draft), sent)
    assert (answer.status_code, 'value="Przykład"' in answer.text, SAID in answer.text) == (403, True, True)


@pytest.mark.parametrize("button", [{"leave": ""}, {"language": "uk"}, {"official": "hidden"}, {"copy": ""}])
def test_no_button_of_it_is_acted_on(browser: Client, draft: Application, button: dict[str, str]) -> None:
    before = all_that_is_kept()
    answer = post_from(browser, work_address(draft), {"work-employer": "Przykład", **button})
    assert (answer.status_code, 'value="Przykład"' in answer.text, all_that_is_kept()) == (403, True, before)
    assert "official" not in answer.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": settings.PORTAL_URL},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_nothing_is_shown_of_what_another_site_may_have_sent(
    browser: Client, draft: Application, headers: dict[str, str]
) -> None:
    before = all_that_is_kept()
    answer = post_from(browser, work_address(draft), {"work-employer": "Przykład"}, headers)
    assert (answer.status_code, "Przykład" in answer.text, all_that_is_kept()) == (403, False, before)
    assert "We did not save this" in answer.text


def test_an_older_browser_that_names_the_origin_alone_is_believed(browser: Client, draft: Application) -> None:
    answer = post_from(browser, work_address(draft), {"work-employer": "Przykład"}, {"Origin": settings.PORTAL_URL})
    assert (answer.status_code, 'value="Przykład"' in answer.text) == (403, True)


def test_nobody_else_is_shown_anything(draft: Application) -> None:
    stranger = Client(enforce_csrf_checks=True)
    sent = {"work-employer": "Przykład"}
    answers = [post_from(stranger, work_address(draft), sent)]
    stranger.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    answers.append(post_from(stranger, work_address(draft), sent))
    for answer in answers:
        assert (answer.status_code, "Przykład" in answer.text) == (403, False)
        assert "We did not save this" in answer.text
    assert not KeptPost.objects.exists()


def test_two_versions_are_still_told_after_it(browser: Client, draft: Application) -> None:
    """The page that comes back is of the revision it was made from, so it writes over nothing unseen."""
    sent = sent_back(browser.get(work_address(draft)).text)
    post_from(
        browser, work_address(draft), {**sent_back(browser.get(work_address(draft)).text), "work-employer": "Inny"}
    )
    del sent["csrfmiddlewaretoken"]
    back = post_from(browser, work_address(draft), {**sent, "work-employer": "Przykład"})
    answer = post_from(browser, work_address(draft), {**sent_back(back.text), "work-employer": "Przykład"})
    assert (answer.status_code, "Inny" in answer.text, "Przykład" in answer.text) == (409, True, True)


def test_a_last_day_is_there_again(browser: Client, draft: Application) -> None:
    typed = {"last_lawful_day-day": "14", "last_lawful_day-month": "12", "last_lawful_day-year": "2027"}
    before = all_that_is_kept()
    answer = post_from(browser, f"/en/applications/{draft.pk}/last-day/", typed)
    assert (answer.status_code, SAID in answer.text, all_that_is_kept()) == (403, True, before)
    assert re.findall(
        r'name="last_lawful_day-\w+" inputmode="numeric" value="([^"]*)"', without_unseen(answer.text)
    ) == [
        "14",
        "12",
        "2027",
    ]


def test_what_keeps_nothing_answers_as_before(browser: Client, draft: Application) -> None:
    before = all_that_is_kept()
    answer = post_from(browser, f"/en/applications/{draft.pk}/delete/", {})
    assert (answer.status_code, "We did not save this" in answer.text, all_that_is_kept()) == (403, True, before)


def test_a_strangers_day_is_there_again(demo_procedure: Procedure) -> None:
    typed = {"last_lawful_day-day": "14", "last_lawful_day-month": "12", "last_lawful_day-year": "2027"}
    answer = post_from(Client(enforce_csrf_checks=True), "/en/applications/new/demo/", typed)
    assert (answer.status_code, SAID in answer.text, 'value="2027"' in answer.text) == (403, True, True)
    assert not KeptPost.objects.exists()
