"""Where a page was, the reader is led on; the home pages, which all addresses begin at, stay."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, Site

from accounts.models import User
from content.models import GuidePage, HomePage, IndexPage
from tests.content.conftest import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_address_of_a_renamed_page_leads_on(
    content_loaded: None, language: str, django_capture_on_commit_callbacks: Any
) -> None:
    page = GuidePage.objects.get(procedure="temporary-work", locale__language_code=language)
    page.slug = "work"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    answer = Client().get(f"/{language}/guides/temporary-work/")
    assert (answer.status_code, answer.headers.get("Location")) == (301, f"/{language}/guides/work/")
    assert Client().get(f"/{language}/guides/work/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_addresses_below_a_renamed_section_lead_on(
    content_loaded: None, language: str, django_capture_on_commit_callbacks: Any
) -> None:
    index = IndexPage.objects.get(locale__language_code=language)
    index.slug = "permits"
    with django_capture_on_commit_callbacks(execute=True):
        index.save_revision().publish()
    for old, new in (("guides/", "permits/"), ("guides/temporary-work/", "permits/temporary-work/")):
        answer = Client().get(f"/{language}/{old}")
        assert (answer.status_code, answer.headers.get("Location")) == (301, f"/{language}/{new}")


def test_old_address_of_a_moved_page_leads_on(guide: GuidePage, django_capture_on_commit_callbacks: Any) -> None:
    other = guide.get_parent().add_sibling(instance=IndexPage(title="Inne", slug="other", locale=guide.locale))
    with django_capture_on_commit_callbacks(execute=True):
        guide.move(other, pos="last-child")
    answer = Client().get("/pl/guides/temporary-work/")
    assert (answer.status_code, answer.headers.get("Location")) == (301, "/pl/other/temporary-work/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_page_is_neither_deleted_nor_unpublished_nor_moved(
    client: Client, editor: User, settings: Any, language: str
) -> None:
    settings.ROOT_URLCONF = "config.urls_editors"
    client.force_login(editor)
    home = HomePage.objects.get(locale__language_code=language)
    for action in ("delete", "unpublish"):
        answer = client.post(f"/admin/pages/{home.pk}/{action}/", follow=True)
        assert answer.status_code == 200
    client.post(f"/admin/bulk/wagtailcore/page/delete/?id={home.pk}", follow=True)
    client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={home.pk}", follow=True)
    assert Page.objects.get(pk=home.pk).live
    assert Site.objects.get().root_page_id == HomePage.objects.get(locale__language_code="pl").pk


def test_nobody_signs_in_past_the_second_step(content_loaded: None) -> None:
    """Wagtail's own page of sign-in knows nothing of it, nor of how often one may try."""
    answer = Client().post("/pl/_util/login/", {"username": "editor@example.test", "password": "a long password"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/pl/account/login/")


def test_pages_of_the_tree_are_for_everybody(client: Client, editor: User, guide: GuidePage, settings: Any) -> None:
    settings.ROOT_URLCONF = "config.urls_editors"
    client.force_login(editor)
    asked = {"restriction_type": "password", "password": "x", "groups": []}
    client.post(f"/admin/pages/{guide.pk}/privacy/", asked)
    assert not guide.view_restrictions.exists()
