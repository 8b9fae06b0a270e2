"""From an address to a page: one query for the path, only through live pages, reserved names refused."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from content import routing
from content.models import ArticlePage, GuidePage, IndexPage


@pytest.mark.parametrize(
    ("url_path", "address"),
    [("/home-pl/", "/pl/"), ("/home-pl/guides/", "/pl/guides/"), ("/home-pl/guides/a/", "/pl/guides/a/")],
)
def test_address_leaves_out_the_home_page(url_path: str, address: str) -> None:
    assert routing.address(url_path, "pl") == address


@pytest.mark.parametrize(
    "path", ["/pl/nothing/", "/pl/guides/nothing/", "/pl/nothing/temporary-work/", "/pl/help/more/"]
)
def test_unknown_path_is_not_found(client: Client, content_loaded: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_page_below_an_unpublished_one_is_not_found(client: Client, guide: GuidePage) -> None:
    IndexPage.objects.get(locale=guide.locale).unpublish()
    assert client.get("/pl/guides/temporary-work/").status_code == 404


def test_no_page_leads_to_one_below_an_unpublished_one(client: Client, guide: GuidePage) -> None:
    IndexPage.objects.get(locale__language_code="en").unpublish()
    assert client.get("/en/guides/temporary-work/").status_code == 404
    for address in ("/pl/guides/temporary-work/", "/en/"):
        assert "/en/guides/temporary-work/" not in client.get(address).content.decode(), address


def test_restriction_of_a_parent_holds_for_the_page(client: Client, guide: GuidePage) -> None:
    parent = guide.get_parent()
    PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    answer = client.get("/pl/guides/temporary-work/")
    assert answer.status_code == 302
    assert "private" in answer.headers["Cache-Control"]


def test_restriction_of_the_source_holds_for_an_alias(client: Client, guide: GuidePage) -> None:
    help_page = ArticlePage.objects.get(slug="help", locale=guide.locale)
    alias = help_page.create_alias(parent=guide.get_parent(), update_slug="again")
    PageViewRestriction.objects.create(page=help_page, restriction_type=PageViewRestriction.LOGIN)
    assert alias.live
    assert client.get("/pl/guides/again/").status_code == 302


@pytest.mark.parametrize(
    ("parent", "slug"), [("guides", "apply"), ("", "account"), ("", "applications"), ("", "apply")]
)
def test_taken_address_is_refused(content_loaded: None, parent: str, slug: str) -> None:
    above = Page.objects.get(url_path=f"/home-pl/{parent}/".replace("//", "/"))
    with pytest.raises(ValidationError) as refused:
        above.add_child(instance=ArticlePage(title="Taken", slug=slug, locale=above.locale))
    assert list(refused.value.message_dict) == ["slug"]
