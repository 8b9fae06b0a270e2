"""A reader without an account: pages in every language, cached by anybody, in few queries."""

import re
from datetime import date
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from content import law
from content.models import GuidePage
from procedures import catalogue, facts
from procedures.tables import offices, parameters
from tests.content.conftest import LANGUAGES
from tests.whitespace import without_unseen

GUIDE = "/{}/guides/temporary-work/"
COLD_QUERIES = 8


def html(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return without_unseen(answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_is_written_in_the_direction_of_its_language(client: Client, content_loaded: None, language: str) -> None:
    page = html(client, GUIDE.format(language))
    turned = language == "ar"
    assert f'lang="{language}" dir="{"rtl" if turned else "ltr"}"' in page
    assert re.findall(r"/static/css/(theme[.a-z]*\.css)", page) == ["theme.rtl.css" if turned else "theme.css"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_shows_what_procedures_says(client: Client, content_loaded: None, language: str) -> None:
    page = html(client, GUIDE.format(language))
    known = facts.of(catalogue.procedure("temporary-work"), on=timezone.localdate())
    assert [fee.amount for fee in known.fees] == [44000, 10000]
    assert known.total is not None
    amounts = re.findall(r'<td class="mos-amount"><bdi class="mos-code">(.*?)</bdi>', page)
    assert amounts == [law.money(fee.amount) for fee in known.fees] + [law.money(known.total)]
    finder = page[page.index("mos-finder") : page.index("</section>", page.index("mos-finder"))]
    assert re.findall(r'<summary><bdi lang="pl">(.*?)</bdi>', finder) == [each.voivodeship for each in offices.all()]
    with translation.override(language):
        titles = [law.condition(each).title for each in known.conditions]
    assert [title for title in titles if title not in unescape(page)] == []


def test_figures_in_prose_are_those_of_the_day(client: Client, content_loaded: None) -> None:
    wage = parameters.value("minimum-wage", on=date(2026, 11, 22))
    assert law.money(int(wage * 100)) == "4806\N{NO-BREAK SPACE}zł"
    if parameters.is_known("minimum-wage", on=timezone.localdate()):
        assert "4806\N{NO-BREAK SPACE}zł" in html(client, GUIDE.format("en"))


@pytest.mark.parametrize("path", ["/{}/", "/{}/guides/", GUIDE, "/{}/help/", "/{}/accessibility/", "/{}/privacy/"])
def test_page_may_be_kept_by_shared_caches(client: Client, content_loaded: None, path: str) -> None:
    answer = client.get(path.format("en"))
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies
    body = answer.content.decode()
    assert not re.search('method="post"|csrf', body)  # the search asks by its address
    assert "csrf" not in body
    assert "nonce" not in answer.headers["Content-Security-Policy"]


def test_a_signed_in_reader_gets_the_same_bytes(client: Client, content_loaded: None, editor: User) -> None:
    anonymous = client.get(GUIDE.format("en")).content
    client.force_login(editor)
    answer = client.get(GUIDE.format("en"))
    assert answer.content == anonymous
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert not re.search('method="post"|csrf|Sign out|Your account', answer.content.decode())


def test_the_readiness_page_under_a_guide_is_never_shared(client: Client, content_loaded: None) -> None:
    answer = client.get(f"{GUIDE.format('en')}apply/temporary-work/")
    assert "public" not in answer.headers.get("Cache-Control", "")


def test_guide_costs_few_queries(
    client: Client, content_loaded: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for language in LANGUAGES:
        with django_assert_max_num_queries(COLD_QUERIES):
            client.get(GUIDE.format(language))


def test_every_link_of_the_frame_leads_somewhere(client: Client, content_loaded: None) -> None:
    page = html(client, "/en/")
    paths = {path for path in re.findall(r'href="(/[a-z]{2}/[^"#]*)"', page) if "/applications" not in path}
    dead = {path for path in paths if client.get(path).status_code not in {200, 302}}
    assert dead == set()
    assert {"/en/help/", "/en/privacy/", "/en/accessibility/", "/en/guides/pesel-and-signature/"} <= paths


def test_page_names_its_other_languages(client: Client, guide: GuidePage) -> None:
    page = html(client, GUIDE.format("uk"))
    alternates = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="(.*?)">', page)
    assert alternates == [(code, settings.PORTAL_URL + GUIDE.format(code)) for code in LANGUAGES]
    guide.get_translations().get(locale__language_code="ar").unpublish()
    page = html(client, GUIDE.format("uk"))
    assert re.findall(r'class="mos-menu__link" href="[^"]*" lang="(\w+)"', page) == ["pl", "en", "uk"]
