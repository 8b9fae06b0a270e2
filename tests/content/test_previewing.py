"""An editor sees what a page shows on a day, in a language, to somebody; readers and other people do not."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from content.models import ArticlePage, GuidePage
from tests.content.people_of_pages import browser_of, edit, person

pytestmark = pytest.mark.usefixtures("editors_host")


@pytest.fixture
def editor(content_loaded: None, settings: Settings) -> User:
    settings.ROLE = "editors"
    return person("editor", "Editors")


def seen(user: User, page: Any, **asked: Any) -> Any:
    return browser_of(user).get(f"/admin/seen/{page.pk}/shown/", asked)


def test_draft_is_seen_before_its_day_and_what_is_published_beside_it(editor: User, news: ArticlePage) -> None:
    edit(editor, news, summary="Nowe zdanie.")
    assert "Nowe zdanie." in seen(editor, news).text
    assert "Nowe zdanie." not in seen(editor, news, text="published").text
    answer = browser_of(editor).get(f"/admin/seen/{news.pk}/")
    assert f"/admin/seen/{news.pk}/shown/" in answer.text


def test_scheduled_text_and_expiry_are_seen_on_their_days(editor: User, news: ArticlePage) -> None:
    today = timezone.localdate()
    news.summary, news.go_live_at = "Od jutra.", timezone.now() + timedelta(days=1)
    news.expire_at = timezone.now() + timedelta(days=3)
    news.save_revision().publish()
    on = {"text": "published"}
    assert "Od jutra." not in seen(editor, news, on=today, **on).text
    assert "Od jutra." in seen(editor, news, on=today + timedelta(days=1), **on).text
    assert seen(editor, news, on=today + timedelta(days=4), **on).status_code == 404


def test_page_is_seen_in_its_languages_and_the_others_are_said(
    editor: User, guide: GuidePage, news: ArticlePage
) -> None:
    arabic = seen(editor, guide, language="ar").text
    assert '<html class="govuk-template" lang="ar" dir="rtl">' in arabic
    assert "لمن" in arabic
    assert "Opłaty" not in arabic  # the words of the frame, not of the editor's admin
    assert "not translated" in browser_of(editor).get(f"/admin/seen/{news.pk}/", {"language": "ar"}).text


def test_reader_of_the_preview_is_nobody_who_is_signed_in_here(editor: User, news: ArticlePage) -> None:
    for role in ("anonymous", "applicant"):
        answer = seen(editor, news, role=role)
        assert answer.status_code == 200
        assert editor.email not in answer.text
        assert "wagtail-userbar" not in answer.text


def test_only_who_works_on_the_page_sees_it(news: ArticlePage, settings: Settings) -> None:
    settings.ROLE = "editors"
    assert seen(person("translator", "Translators en"), news).status_code == 302
    assert seen(person("lawyer", "Legal reviewers"), news).status_code == 200


@pytest.mark.parametrize("asked", [{"on": "junk"}, {"language": "xx"}, {"role": "king"}, {"on": "9999-12-31"}])
def test_junk_is_answered_in_the_form(editor: User, news: ArticlePage, asked: dict[str, str]) -> None:
    assert browser_of(editor).get(f"/admin/seen/{news.pk}/", asked).status_code == 200
    assert seen(editor, news, **asked).status_code in {200, 404}
