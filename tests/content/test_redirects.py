"""Addresses that editors sent elsewhere, and those that a page had before, lead to where the page is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from content.models import GuidePage
from tests.content.conftest import LANGUAGES

type Callbacks = Callable[..., AbstractContextManager[Any]]


def led(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_permanent", [True, False])
def test_a_redirect_is_served_in_every_language(
    client: Client, content_loaded: None, language: str, is_permanent: bool
) -> None:
    page = Page.objects.get(slug="help", locale__language_code=language)
    Redirect.add_redirect(f"/{language}/old/help", page, is_permanent)
    status, address = led(client, f"/{language}/old/help/")
    assert (status, client.get(address).status_code) == (301 if is_permanent else 302, 200)
    assert address.endswith(f"/{language}/help/")


def test_a_redirect_may_lead_to_an_address(client: Client, content_loaded: None) -> None:
    Redirect.add_redirect("/en/old", redirect_to="/en/fees/")
    assert led(client, "/en/old/") == (301, "/en/fees/")


def test_a_page_is_never_hidden_by_a_redirect(client: Client, content_loaded: None) -> None:
    Redirect.add_redirect("/en/help", redirect_to="/en/fees/")
    assert client.get("/en/help/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_before_a_renaming_still_leads_there(
    client: Client, guide: GuidePage, language: str, django_capture_on_commit_callbacks: Callbacks
) -> None:
    Site.clear_site_root_paths_cache()
    page = guide.get_translations(inclusive=True).get(locale__language_code=language).specific
    before = page.address()
    page.slug = "work-and-stay"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    page.refresh_from_db()
    status, address = led(client, before)
    assert (status, address.endswith(f"/{language}/guides/work-and-stay/")) == (301, True)
