"""What search engines may read: live pages for everybody, each with its languages, in as many queries for many."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree
from wagtail.models import Page, PageViewRestriction

from content.models import ArticlePage, GuidePage
from tests.content.conftest import LANGUAGES

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
CONSTANT = 2


def read(client: Client, name: str) -> etree._Element:
    answer = client.get(f"/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return etree.fromstring(answer.content)


def listed(client: Client, language: str = "pl") -> list[str]:
    found = read(client, f"sitemap-{language}.xml").findall("s:url/s:loc", NAMES)
    return [str(each.text).removeprefix(settings.PORTAL_URL) for each in found]


def test_the_first_file_names_those_of_every_language(client: Client, content_loaded: None) -> None:
    found = read(client, "sitemap.xml").findall("s:sitemap/s:loc", NAMES)
    assert [each.text for each in found] == [f"{settings.PORTAL_URL}/sitemap-{code}.xml" for code in LANGUAGES]
    robots = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.PORTAL_URL}/sitemap.xml" in robots.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_can_be_read_and_wants_to_be(client: Client, content_loaded: None, language: str) -> None:
    addresses = listed(client, language)
    assert {f"/{language}/", f"/{language}/guides/temporary-work/", f"/{language}/offices/14/"} <= set(addresses)
    assert len(addresses) == len(set(addresses)) > 90
    for address in addresses:
        answer = client.get(address)
        page = answer.content.decode()
        assert (address, answer.status_code, "noindex" in page) == (address, 200, False)
        assert f'rel="canonical" href="{settings.PORTAL_URL}{address}"' in page


def test_an_entry_names_its_languages_as_its_page_does(client: Client, guide: GuidePage) -> None:
    guide.get_translations().get(locale__language_code="uk").unpublish()
    (entry,) = [
        each
        for each in read(client, "sitemap-en.xml").findall("s:url", NAMES)
        if str(each.findtext("s:loc", "", NAMES)).endswith("/guides/temporary-work/")
    ]
    said = {each.get("hreflang"): each.get("href") for each in entry.findall("x:link", NAMES)}
    page = re.sub(r"\s+", " ", client.get("/en/guides/temporary-work/").content.decode())
    shown = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', page))
    assert set(said) == {"pl", "en", "ar"}
    assert shown.pop("x-default") == said["pl"]
    assert shown == said


@pytest.mark.parametrize("how", ["unpublished", "expired", "restricted", "above-unpublished", "above-restricted"])
def test_what_readers_may_not_see_is_not_listed(client: Client, guide: GuidePage, how: str) -> None:
    address, above = guide.address(), guide.get_parent()
    assert address in listed(client)
    if how == "unpublished":
        guide.unpublish()
    if how == "expired":
        Page.objects.filter(pk=guide.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    if how == "restricted":
        PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)
    if how == "above-unpublished":
        Page.objects.filter(pk=above.pk).update(live=False)
    if how == "above-restricted":
        PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN)
    assert address not in listed(client)


def test_queries_do_not_grow_with_pages(client: Client, guide: GuidePage) -> None:
    listed(client)
    for place in range(4):
        guide.get_parent().add_child(instance=ArticlePage(title=f"Page {place}", locale=guide.locale))
    with CaptureQueriesContext(connection) as captured:
        assert len([each for each in listed(client) if "/page-" in each]) == 4
    assert len(captured) <= CONSTANT + 1  # the state of the dated facts


def test_it_may_be_kept_by_shared_caches(client: Client, content_loaded: None) -> None:
    assert client.get("/sitemap-en.xml").headers["Cache-Control"] == "public, max-age=60"
