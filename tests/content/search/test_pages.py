"""The box on every page and the page of results; what is typed goes into no cache, no log and no other site."""

import logging
import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from config.redaction import NoTokens
from content.search import limiting
from content.search.finding import OF_A_KIND
from tests.content.conftest import LANGUAGES
from tests.whitespace import without_unseen

BOX = re.compile(r'<form class="mos-search mos-search--(\w+)" role="search" action="([^"]+)" method="get">')


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return without_unseen(answer.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_one_box(client: Client, searchable: None, language: str) -> None:
    paths = ("", "search/", "nowhere/at/all/", "guides/", "fees/", "account/login/")
    found = [BOX.findall(client.get(f"/{language}/{path}").content.decode()) for path in paths]
    address = f"/{language}/search/"
    assert found == [[("page", address)]] * 3 + [[("header", address)]] * 3


@pytest.mark.parametrize("host", ["officers", "editors"])
def test_other_hosts_have_none(client: Client, db: None, settings: Settings, host: str) -> None:
    settings.ROOT_URLCONF = f"config.urls_{host}"
    assert BOX.findall(client.get("/en/nowhere/at/all/").content.decode()) == []


def test_results_stand_under_their_kinds_with_the_words_marked(client: Client, searchable: None) -> None:
    page = read(client, "/pl/search/?q=praca+sezonowa")
    assert re.search(r'<a class="govuk-link" href="/pl/guides/seasonal-work/">[^<]*<mark>prac\w*</mark>', page)
    assert re.findall(r'<h2 class="govuk-heading-m">\s*([^<]+?)\s*<span', page) == ["Poradniki"]
    assert "<title>Szukaj – MOS</title>" in page
    assert 'name="robots" content="noindex"' in page


def test_a_kind_with_more_leads_to_all_of_it_page_by_page(client: Client, searchable: None) -> None:
    page = read(client, "/pl/search/?q=karta+pobytu")
    assert page.count("<li") - page.count('<li class="mos-menu') > OF_A_KIND
    (more,) = re.findall(r'href="(\?q=karta%20pobytu&amp;type=guide)"', page)
    first = read(client, "/pl/search/" + more.replace("&amp;", "&"))
    assert re.findall(r'rel="(next|prev)"', first) == ["next"]
    last = read(client, "/pl/search/?q=karta+pobytu&type=guide&page=2")
    assert re.findall(r'rel="(next|prev)"', last) == ["prev"]


@pytest.mark.parametrize(
    "asked",
    ["type=nothing", "type=", "page=0", "page=-1", "page=x", "page=99999999999", "page=²", "type=guide&page=50"],
)
def test_odd_addresses_are_answered(client: Client, searchable: None, asked: str) -> None:
    assert client.get(f"/pl/search/?q=karta+pobytu&{asked}").status_code == 200


def test_what_is_typed_is_escaped_everywhere(client: Client, searchable: None) -> None:
    page = client.get("/en/search/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_nothing_found_says_so_and_leads_on(client: Client, searchable: None) -> None:
    page = read(client, "/en/search/?q=qwxzv")
    assert "Nothing was found." in page
    assert 'href="/en/checker/"' in page


def test_the_other_languages_ask_for_the_same(client: Client, searchable: None) -> None:
    page = read(client, "/en/search/?q=blue+card")
    assert 'href="/uk/search/?q=blue+card"' in page


@pytest.mark.parametrize("path", ["/en/search/?q=card", "/en/search/", "/api/v1/content/search/?q=card"])
def test_no_cache_keeps_what_was_typed(client: Client, searchable: None, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "line",
    [
        'GET /pl/search/?q=jan+kowalski HTTP/1.1" 200',
        "/api/v1/content/search/?locale=pl&q=jan%20kowalski&page=1",
        "Referer: https://mos.test/pl/search/?q=kowalski",
    ],
)
def test_no_log_says_what_was_typed(caplog: pytest.LogCaptureFixture, line: str) -> None:
    caplog.handler.addFilter(NoTokens())
    logging.getLogger("test").warning("%s", line)
    assert "kowalski" not in caplog.text
    assert "q=…" in caplog.text


def test_nothing_of_a_person_is_searched(client: Client, searchable: None) -> None:
    user = User.objects.create_user("kowalska@example.test", "a long password", first_name="Zwierciadełka")
    user.groups.add(Group.objects.create(name="Zwierciadełka"))
    assert "Nothing was found." in read(client, "/en/search/?q=zwierciade%C5%82ka")
    assert "Nothing was found." in read(client, "/en/search/?q=kowalska")


def test_who_asks_too_often_waits(client: Client, searchable: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limiting.SearchRate.THROTTLE_RATES, "search", "2/min")
    assert [client.get("/en/search/?q=card").status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get("/en/search/?q=card")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert 'value="card"' in answer.content.decode()
    assert client.get("/en/search/").status_code == 200
    assert client.get("/api/v1/content/search/?q=card").status_code == 429
    assert client.get("/en/search/?q=card", REMOTE_ADDR="10.1.1.1").status_code == 200
