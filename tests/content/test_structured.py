"""What pages tell machines: valid data that no text can break out of, and that says what the page says."""

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from content import structured
from content.models import GuidePage
from tests.content.conftest import LANGUAGES

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def told(client: Client, address: str) -> list[dict[str, Any]]:
    (found,) = DATA.findall(client.get(address).content.decode())
    return list(json.loads(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_tells_its_way_and_its_service(client: Client, guide: GuidePage, language: str) -> None:
    page = guide.get_translations(inclusive=True).get(locale__language_code=language).specific
    trail, service = told(client, page.address())
    items = [(each["position"], each["item"].removeprefix(settings.PORTAL_URL)) for each in trail["itemListElement"]]
    assert items == [(1, f"/{language}/"), (2, f"/{language}/guides/"), (3, page.address())]
    assert trail["itemListElement"][2]["name"] == page.title
    assert (service["@type"], service["name"], service["availableLanguage"]) == (
        "GovernmentService",
        page.title,
        language,
    )
    assert service["description"] == (page.search_description or page.summary)


def test_an_article_is_no_service(client: Client, content_loaded: None) -> None:
    assert [each["@type"] for each in told(client, "/en/help/")] == ["BreadcrumbList"]


def test_the_home_page_is_the_whole_way(client: Client, content_loaded: None) -> None:
    (trail,) = told(client, "/en/")
    assert [each["item"] for each in trail["itemListElement"]] == [f"{settings.PORTAL_URL}/en/"]


def test_no_text_ends_the_block() -> None:
    written = structured.block([{"name": "</script><script>alert(1)</script> & <b>"}])
    assert written.count("<") == 2
    assert json.loads(DATA.findall(written)[0]) == [{"name": "</script><script>alert(1)</script> & <b>"}]


def test_the_policy_stays_strict(client: Client, content_loaded: None) -> None:
    assert "script-src 'self'" in client.get("/en/help/").headers["Content-Security-Policy"].replace(";", " ")
    assert "unsafe" not in client.get("/en/help/").headers["Content-Security-Policy"]
