"""The editors' table of languages, and the work list where a reviewer says what was read."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from pytest_django import DjangoAssertNumQueries

from content.coverage.models import SegmentReview
from content.models import ArticlePage, HomePage
from tests.content.coverage import small_translation as small
from tests.content.people_of_pages import browser_of, of_role, person, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editors_host")]


@pytest.fixture
def home() -> HomePage:
    return small.homes()


@pytest.fixture
def page(home: HomePage) -> ArticlePage:
    return small.article(home)


def work_list(page: ArticlePage) -> str:
    return f"/admin/languages/{small.english(page).pk}/"


def table(client: Client) -> list[list[str]]:
    """The words of its cells, row by row."""
    found = html.document_fromstring(client.get("/admin/languages/").content.decode())
    return [
        [" ".join(" ".join(map(str, cell.itertext())).split()) for cell in row]
        for row in found.findall(".//table[@class='listing']/tbody/tr")
    ]


def words_told(answer: Any) -> str:
    return " ".join(told(answer).split())


def ticked(client: Client, page: ArticlePage) -> list[str]:
    found = html.document_fromstring(client.get(work_list(page)).content.decode())
    return [each.get("value", "") for each in found.findall(".//input[@name='read'][@checked]")]


def test_the_table_says_in_words_how_far_each_page_is(page: ArticlePage) -> None:
    wrong = small.string_of(page, "summary")
    wrong.delete()
    assert table(browser_of(of_role("translator"))) == [
        ["MOS", "MOS, English: Not reviewed: 1", "No page", "No page"],
        ["Tytuł one", "Tytuł one, English: Missing: 1 Not reviewed: 1", "No page", "No page"],
    ]


def test_what_the_list_showed_is_marked_and_the_page_says_by_whom(page: ArticlePage) -> None:
    client = browser_of(of_role("legal"))
    marks = ticked(client, page)
    assert len(marks) == 2
    answer = client.post(work_list(page), {"read": marks}, follow=True)
    assert words_told(answer) == "2 texts are reviewed now."
    assert "the-legal@example.test" in answer.content.decode()
    assert "Tytuł one (English)" in answer.content.decode()
    assert ticked(client, page) == []
    assert table(client)[1][1] == "Tytuł one, English: Reviewed: 2"


def test_what_changed_between_the_list_and_the_button_is_said_and_not_marked(page: ArticlePage) -> None:
    client = browser_of(of_role("publisher"))
    marks = ticked(client, page)
    title = small.string_of(page, "title")
    title.data = "Typed meanwhile"
    title.save()
    answer = client.post(work_list(page), {"read": [*marks, "no.such.mark"]}, follow=True)
    assert words_told(answer) == (
        "1 text is reviewed now. "
        "2 texts were changed or read by somebody else meanwhile, and are not marked. Look at them again."
    )
    assert SegmentReview.objects.count() == 1
    assert words_told(client.post(work_list(page), follow=True)) == "Nothing was ticked, so nothing is marked."


def test_own_words_have_no_box(page: ArticlePage) -> None:
    translator = of_role("translator")
    title = small.string_of(page, "title")
    title.last_translated_by = translator
    title.save()
    client = browser_of(translator)
    assert len(ticked(client, page)) == 1
    assert "1 text is your own" in client.get(work_list(page)).content.decode()


def test_translators_of_another_language_and_strangers_are_turned_away(page: ArticlePage) -> None:
    elsewhere = person("elsewhere", "Editors")
    elsewhere.groups.clear()
    for client in (browser_of(elsewhere), Client()):
        for answer in (client.get("/admin/languages/"), client.get(work_list(page)), client.post(work_list(page))):
            assert answer.status_code == 302
            assert answer["Location"].startswith(("/admin/login/", "/admin/", "/account/"))
    assert not SegmentReview.objects.exists()


def test_a_page_without_strings_has_no_list(page: ArticlePage) -> None:
    client = browser_of(of_role("publisher"))
    assert client.get(f"/admin/languages/{page.pk}/").status_code == 404
    assert client.get("/admin/languages/9999999/").status_code == 404


def test_queries_of_the_table_do_not_grow(home: HomePage, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    small.article(home, "first")
    client = browser_of(of_role("publisher"))
    client.get("/admin/languages/")
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/languages/")
    for number in range(4):
        small.article(home, f"page-{number}")
    with django_assert_num_queries(len(few)):
        client.get("/admin/languages/")
