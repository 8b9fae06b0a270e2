"""What an editor does to the Polish page happens to its translations, and the editor is told of those it cannot."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from accounts.models import User
from content import publishing
from content.models import ArticlePage
from tests.content.several_languages import article, section

type Callbacks = Callable[..., AbstractContextManager[Any]]
OTHERS = ("en", "uk", "ar")


@pytest.fixture
def admin(client: Client, content_loaded: None, settings: Settings) -> Client:
    settings.ROOT_URLCONF, settings.ROLE = "config.urls_editors", "editors"
    client.force_login(User.objects.create_superuser("admin@example.com", "a long password"))
    return client


def version(page: Page, language: str) -> Any:
    return page.get_translations(inclusive=True).get(locale__language_code=language).specific


def addresses(page: Page) -> dict[str, str]:
    return {each.locale.language_code: each.address() for each in page.get_translations(inclusive=True).specific()}


def everywhere(rest: str) -> dict[str, str]:
    return {language: f"/{language}/{rest}" for language in ("pl", *OTHERS)}


def led(old: dict[str, str]) -> dict[str, tuple[int, str]]:
    return {language: (got.status_code, got.headers.get("Location", "")) for language, got in _got(old)}


def _got(addresses: dict[str, str]) -> list[tuple[str, Any]]:
    return [(language, Client().get(address)) for language, address in addresses.items()]


def told(answer: Any) -> list[str]:
    return [str(each) for each in answer.context["messages"]]


def test_translations_move_with_the_polish_page(content_loaded: None) -> None:
    one, two = section("one"), section("two")
    page = article("a", section("inner", one))
    page.get_parent().move(two, pos="last-child")
    assert addresses(page) == everywhere("two/inner/a/")
    assert led(everywhere("one/inner/a/")) == {
        language: (301, new) for language, new in everywhere("two/inner/a/").items()
    }


def test_a_translation_that_moves_takes_no_other_with_it(content_loaded: None) -> None:
    one, two = section("one"), section("two")
    page = article("a", one)
    version(page, "en").move(version(two, "en"), pos="last-child")
    assert addresses(page) == everywhere("one/a/") | {"en": "/en/two/a/"}


def test_a_page_put_elsewhere_among_its_neighbours_stays_where_it_is(content_loaded: None) -> None:
    one = section("one")
    first, second = article("a", one), article("b", one)
    second.move(first, pos="left")
    assert addresses(second) == everywhere("one/b/")


@pytest.mark.parametrize("why", ["none", "off", "taken"])
def test_a_translation_without_a_place_stays_and_editors_are_told(admin: Client, why: str) -> None:
    one, two = section("one"), section("two")
    page = article("a", one)
    if why == "none":
        version(two, "en").delete()
    if why == "off":
        version(two, "en").unpublish()
    if why == "taken":
        there = version(two, "en")
        there.add_child(instance=ArticlePage(title="a", slug="a", locale=there.locale))
    way = f"/admin/pages/{page.pk}/move/{two.pk}/confirm/"
    stays = (
        "Zostaje na miejscu, bo nowe miejsce nie ma opublikowanej strony w tym języku albo ma już inną stronę"
        " o tej nazwie: English."
    )
    assert told(admin.get(way)) == ["2 tłumaczenia idą razem ze stroną: Українська, العربية.", stays]
    done = admin.post(way, follow=True)
    assert addresses(page) == everywhere("two/a/") | {"en": "/en/one/a/"}
    assert [text for text in told(done) if "Zostaje" in text] == [stays]


def test_pages_of_a_list_move_with_their_translations(admin: Client) -> None:
    one, two = section("one"), section("two")
    pages = [article("a", one), article("b", one)]
    version(two, "uk").delete()
    ids = "&".join(f"id={page.pk}" for page in pages)
    done = admin.post(f"/admin/bulk/wagtailcore/page/move/?{ids}", {"chooser": two.pk}, follow=True)
    assert [addresses(page) for page in pages] == [
        everywhere(f"two/{slug}/") | {"uk": f"/uk/one/{slug}/"} for slug in ("a", "b")
    ]
    assert len([text for text in told(done) if "Українська" in text]) == 2


def test_translations_take_the_new_name_of_the_polish_page(
    content_loaded: None, django_capture_on_commit_callbacks: Callbacks
) -> None:
    page = article("a", section("one"))
    own = version(page, "ar")
    own.slug = "own"
    with django_capture_on_commit_callbacks(execute=True):
        own.save_revision().publish()
    top = page.get_parent().specific
    top.slug = "first"
    page.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
        top.save_revision().publish()
    now = everywhere("first/renamed/") | {"ar": "/ar/first/own/"}
    assert addresses(page) == now
    for old in ("one/a/", "one/renamed/"):
        assert led(everywhere(old) | {"ar": "/ar/one/a/"}) == {language: (301, new) for language, new in now.items()}


def test_a_draft_and_the_next_translation_keep_the_new_name(
    content_loaded: None, django_capture_on_commit_callbacks: Callbacks
) -> None:
    page = article("a", section("one"))
    source, _ = TranslationSource.get_or_create_from_instance(page)
    english = version(page, "en")
    english.title = "Draft"
    draft = english.save_revision()
    page.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        draft.refresh_from_db()
        draft.publish()
    source.refresh_from_db()
    source.create_or_update_translation(Locale.objects.get(language_code="uk"), publish=True, fallback=True)
    assert addresses(page) == everywhere("one/renamed/")


def test_a_name_that_is_taken_stays_as_it_is(
    content_loaded: None, django_capture_on_commit_callbacks: Callbacks
) -> None:
    page = article("a", section("one"))
    above = version(page, "en").get_parent()
    above.add_child(instance=ArticlePage(title="taken", slug="taken", locale=above.locale))
    page.slug = "taken"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert addresses(page) == everywhere("one/taken/") | {"en": "/en/one/a/"}


@pytest.mark.parametrize("go", [ArticlePage.unpublish, publishing.expire])
def test_translations_go_off_with_the_polish_page(content_loaded: None, go: Any) -> None:
    page = article("a", section("one"))
    assert {status for status, _ in led(everywhere("one/a/")).values()} == {200}
    go(page)
    assert led(everywhere("one/a/")) == dict.fromkeys(("pl", *OTHERS), (404, ""))


def test_a_translation_goes_off_alone(content_loaded: None) -> None:
    page = article("a", section("one"))
    version(page, "en").unpublish()
    assert led(everywhere("one/a/")) == dict.fromkeys(("pl", "uk", "ar"), (200, "")) | {"en": (404, "")}


@pytest.mark.parametrize("act", ["unpublish", "delete"])
@pytest.mark.parametrize("form", ["/admin/pages/{}/{}/", "/admin/bulk/wagtailcore/page/{1}/?id={0}"])
def test_editors_are_told_how_many_go_with_it_and_they_go(admin: Client, act: str, form: str) -> None:
    page = article("a", section("one"))
    version(page, "ar").unpublish()
    way = form.format(page.pk, act)
    going = {
        "unpublish": ["2 tłumaczenia idą razem ze stroną: English, Українська."],
        "delete": ["3 tłumaczenia idą razem ze stroną: English, Українська, العربية."],
    }[act]
    assert re.findall(r"\d tłumacze\w+ id[^.]*\.", admin.get(way).text) == going
    assert admin.post(way).status_code == 302
    left = Page.objects.filter(translation_key=page.translation_key)
    assert sorted(left.values_list("locale__language_code", "live")) == (
        [] if act == "delete" else [(language, False) for language in ("ar", "en", "pl", "uk")]
    )


def test_a_section_is_deleted_with_its_translations_and_all_below(admin: Client) -> None:
    one = section("one")
    page = article("a", one)
    assert admin.post(f"/admin/pages/{one.pk}/delete/").status_code == 302
    keys = (one.translation_key, page.translation_key)
    assert not Page.objects.filter(translation_key__in=keys).exists()
    call_command("fixtree")
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_translation_is_deleted_alone(admin: Client) -> None:
    page = article("a", section("one"))
    way = f"/admin/pages/{version(page, 'en').pk}/delete/"
    assert "razem ze stroną" not in admin.get(way).text
    admin.post(way)
    assert addresses(page) == {language: f"/{language}/one/a/" for language in ("pl", "uk", "ar")}


@pytest.mark.parametrize("pages", [1, 3])
def test_what_is_told_costs_the_same_for_any_list(
    admin: Client, pages: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from content import carrying  # noqa: PLC0415

    one = section("one")
    chosen = [article(f"a{number}", one) for number in range(pages)]
    with django_assert_max_num_queries(2):
        assert len(list(carrying.of(chosen))) == 3 * pages


def test_what_expires_takes_its_translations_along(content_loaded: None) -> None:
    page = article("a", section("one"))
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    assert list(publishing.to_expire()) == [page.page_ptr]
    publishing.expire(publishing.to_expire().get())
    assert not Page.objects.filter(translation_key=page.translation_key, live=True).exists()
