"""Before a text goes on, its faults are told at their part and field; a link that says nothing stops it."""

from typing import Any

import pytest
from wagtail.test.utils.form_data import rich_text, streamfield

from content.models import ArticlePage
from content.proofreading import findings
from tests.content.people_of_pages import act, browser_of, edit, person
from tests.content.test_editors import posted_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editors_host")]
LONG = " ".join(["słowo"] * 26) + "."
NOWHERE = '<p>Wzór jest <a href="https://example.test/">tutaj</a>.</p>'


def text_part(html: str) -> tuple[str, dict[str, Any]]:
    return ("text", {"heading": "Nagłówek", "text": rich_text(html)})


def page_of(*parts: Any, **fields: Any) -> Any:
    page: Any = ArticlePage(title="Strona", slug="page", **fields)
    page.body = list(parts)
    return page


def said(page: Any) -> list[tuple[str, bool]]:
    return [(finding.where, finding.is_refused) for finding in findings.of(page)]


@pytest.mark.parametrize(
    ("html", "is_refused"),
    [
        (NOWHERE, True),
        ('<p><a href="https://example.test/"></a></p>', True),
        ("<h3>Jeden</h3><h5>Dwa</h5>", True),
        ("<h3> </h3>", True),
        (f"<p>{LONG}</p>", False),
        ("<p>Płaci się w ZUS.</p>", False),
    ],
)
def test_fault_of_a_text_is_told_at_its_part_and_field(html: str, is_refused: bool) -> None:
    good = ("text", {"heading": "Dobrze", "text": "<p>Krótkie zdanie. Inne zdanie.</p>"})
    page = page_of(good, ("text", {"heading": "Nagłówek", "text": html}))
    [(where, refused)] = said(page)
    assert where.startswith("2. ")
    assert refused is is_refused


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{' '.join(['słowo'] * 25)}.</p>",
        "<ul><li>" + "</li><li>".join(["Dziesięć słów bez kropki na końcu stoi w tym punkcie"] * 5) + "</li></ul>",
        "<p>Zakład Ubezpieczeń Społecznych (ZUS) odpowiada. Pisze się do ZUS. Plik PDF jest w UE.</p>",
        '<p><a href="https://example.test/">Wzór wniosku o zezwolenie</a></p>',
        "<h3>Jeden</h3><h4>Dwa</h4><h3>Trzy</h3>",
    ],
)
def test_good_text_is_left_alone(html: str) -> None:
    assert said(page_of(("text", {"heading": "Nagłówek", "text": html}))) == []


def test_faults_in_lists_and_fields_of_the_page_have_their_places_too() -> None:
    items = [{"icon": "check", "title": "Dobrze", "text": ""}, {"icon": "check", "title": "Numer NIP", "text": ""}]
    page = page_of(("checklist", {"heading": "Lista", "intro": "", "items": items}), summary=LONG)
    places = [finding.words.path for finding in findings.of(page)]
    assert sorted(places, key=len) == [(), (0, "items", 1, "title")]


@pytest.fixture
def written(news: ArticlePage) -> ArticlePage:
    """A draft with a fault of each kind."""
    author = person("author", "Editors")
    body = streamfield([text_part(NOWHERE), text_part(f"<p>{LONG}</p>")])
    assert edit(author, news, body=body).status_code == 302
    page: ArticlePage = news.get_latest_revision_as_object()
    return page


def test_draft_keeps_its_faults_and_the_editor_sees_them(written: ArticlePage) -> None:
    seen = browser_of(person("editor", "Editors")).get(f"/admin/pages/{written.pk}/edit/").text
    assert "does not say where it leads" in seen
    assert "A sentence of 26 words" in seen


@pytest.mark.parametrize("action", ["action-submit", "action-publish"])
def test_refused_text_goes_nowhere_and_stays_in_the_form(written: ArticlePage, action: str) -> None:
    body = streamfield([text_part(NOWHERE)])
    answer = edit(person("somebody", "Editors", "Publishers"), written, action, body=body)
    assert answer.status_code == 200
    assert "does not say where it leads" in answer.text
    assert "tutaj" in answer.text
    page = ArticlePage.objects.get(pk=written.pk)
    assert not page.workflow_in_progress
    assert len(page.body) == 0


def test_advice_stops_nobody(news: ArticlePage) -> None:
    author = person("author", "Editors")
    assert edit(author, news, "action-submit", body=streamfield([text_part(f"<p>{LONG}</p>")])).status_code == 302
    assert ArticlePage.objects.get(pk=news.pk).workflow_in_progress


def test_fault_that_came_on_the_way_is_not_published(news: ArticlePage) -> None:
    author, publisher = person("author", "Editors"), person("publisher", "Publishers")
    edit(author, news, "action-submit", summary="Nowe zdanie.")
    edit(person("other", "Publishers"), news.get_latest_revision_as_object(), body=streamfield([text_part(NOWHERE)]))
    act(publisher, news, "approve")
    assert ArticlePage.objects.get(pk=news.pk).summary == ""


def test_checker_beside_the_preview_looks_at_contrast_and_pictures(news: ArticlePage) -> None:
    editor = browser_of(person("editor", "Editors"))
    preview = f"/admin/pages/{news.pk}/edit/preview/?in_preview_panel=true"
    editor.post(preview, posted_form(news))
    seen = editor.get(preview).text
    assert "color-contrast" in seen
    assert "image-alt" in seen
