"""Every address that a page ever had leads to it in one hop, in its language; a page there wins; nothing circles."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from content import moved
from content.models import GuidePage
from content.moved import Moved
from tests.content.several_languages import article, section

type Callbacks = Callable[..., AbstractContextManager[Any]]
FIND = "/api/v1/content/redirects/find/"


@pytest.fixture
def tree(content_loaded: None) -> dict[str, int]:
    """Two sections and two pages, by what they were called first."""
    one, two = section("one"), section("two")
    pages = {"one": one, "two": two, "inner": section("inner", one), "a": article("a", one), "b": article("b", two)}
    return {name: page.pk for name, page in pages.items()}


def fresh(pk: int) -> Any:
    return Page.objects.get(pk=pk).specific


def answer(address: str) -> tuple[int, str]:
    got = Client().get(address)
    return got.status_code, got.headers.get("Location", "")


def addresses(pages: dict[str, int]) -> dict[str, tuple[int, str]]:
    """Of all languages: which page is there now."""
    keys = {fresh(pk).translation_key: name for name, pk in pages.items()}
    rows = Page.objects.filter(translation_key__in=keys).specific()
    return {page.address(): (page.pk, page.address()) for page in rows}


def step(chance: random.Random, pages: dict[str, int], number: int) -> None:
    """One act of an editor on one of the Polish pages."""
    page = fresh(pages[chance.choice(list(pages))])
    act = chance.choice(["rename", "rename", "move", "back", "off", "on"])
    if act == "rename":
        page.slug = f"{page.title}-{number}"
    if act == "back":  # to its first name
        page.slug = page.title
    if act in {"rename", "back", "on"} and Page._slug_is_available(page.slug, page.get_parent(), page=page):
        page.save_revision().publish()
    if act == "off":
        page.unpublish()
    if act == "move":
        place = fresh(pages[chance.choice(["one", "two", "inner"])])
        if not place.path.startswith(page.path) and Page._slug_is_available(page.slug, place, page=page):
            page.move(place, pos="last-child")


@pytest.mark.parametrize("seed", range(4))
def test_every_address_of_a_walk_leads_to_its_page_in_one_hop(
    tree: dict[str, int], seed: int, django_capture_on_commit_callbacks: Callbacks
) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same walk again
    last_at: dict[str, int] = {where: pk for where, (pk, _) in addresses(tree).items()}
    for number in range(12):
        with django_capture_on_commit_callbacks(execute=True):
            step(chance, tree, number)
        last_at |= {where: pk for where, (pk, _) in addresses(tree).items()}
    now = {pk: where for where, (pk, _) in addresses(tree).items()}
    expected, found = {}, {}
    for where, pk in last_at.items():
        is_shown = moved.answers(now[pk])
        status = 404 if not is_shown else 200 if now[pk] == where else 301
        expected[where] = (status, now[pk] if status == 301 else "")
        found[where] = answer(where)
        assert now[pk][:4] == where[:4]  # the language stays
    assert found == expected
    assert {answer(where) for status, where in found.values() if status == 301} <= {(200, "")}


def test_a_page_that_came_back_and_went_off_leads_to_no_circle(
    tree: dict[str, int], django_capture_on_commit_callbacks: Callbacks
) -> None:
    for slug in ("away", "a"):
        page = fresh(tree["a"])
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
    assert (answer("/pl/one/a/"), answer("/pl/one/away/")) == ((200, ""), (301, "/pl/one/a/"))
    fresh(tree["a"]).unpublish()
    assert (answer("/pl/one/a/"), answer("/pl/one/away/")) == ((404, ""), (404, ""))


def test_redirects_of_editors_are_followed_to_their_end_and_never_in_a_circle(guide: GuidePage) -> None:
    there = guide.address()
    for old, new in {
        "/pl/x": "/pl/y", "/pl/y": "/pl/z/", "/pl/z": there,
        "/pl/round": "/pl/about/", "/pl/about": "/pl/round", "/pl/self": "/pl/self/",
        "/pl/view": "/pl/fees/", "/pl/out": "https://example.org/",
    }.items():  # fmt: skip
        Redirect.add_redirect(old, redirect_to=new, is_permanent=old != "/pl/y")
    assert {old: moved.to(f"/pl/{old}/") for old in ("x", "z", "round", "self", "view", "out", "none", "nul\0l")} == {
        "x": Moved(old_path="/pl/x", location=there, is_permanent=False),
        "z": Moved(old_path="/pl/z", location=there, is_permanent=True),
        "round": None,
        "self": None,
        "view": Moved(old_path="/pl/view", location="/pl/fees/", is_permanent=True),
        "out": Moved(old_path="/pl/out", location="https://example.org/", is_permanent=True),
        "none": None,
        "nul\0l": None,
    }


def test_a_page_published_at_an_old_address_wins(
    client: Client, tree: dict[str, int], django_capture_on_commit_callbacks: Callbacks
) -> None:
    page = fresh(tree["a"])
    page.slug = "renamed"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    found = client.get(f"{FIND}?html_path=/pl/one/a/").json()
    location = f"{settings.PORTAL_URL}/pl/one/renamed/"
    assert found == {"old_path": "/pl/one/a", "location": location, "is_permanent": True}
    article("a", fresh(tree["one"]))
    assert answer("/pl/one/a/") == (200, "")
    assert client.get(f"{FIND}?html_path=/pl/one/a/").status_code == 404


def test_an_address_that_no_page_can_have_is_no_fault_of_ours(client: Client, content_loaded: None) -> None:
    asked = [f"/pl/{odd}" for odd in ("%00/", "%FF/", "none/?a=%00", "none/?%FF")]
    assert [client.get(each).status_code for each in asked] == [400, 404, 400, 404]
    assert client.get(FIND, {"html_path": "/pl/\0/"}).status_code == 400


@pytest.mark.parametrize("redirects", [1, 30])
def test_an_old_address_is_found_in_two_queries(
    guide: GuidePage, redirects: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(redirects):
        Redirect.add_redirect(f"/pl/old-{number}", redirect_to=guide)
    here = guide.address()
    moved.to("/pl/none/")  # kinds of pages are asked for once
    with django_assert_num_queries(2):  # the redirect with its page, and what is not for everybody
        assert moved.to("/pl/old-0/") == Moved(old_path="/pl/old-0", location=here, is_permanent=True)


@pytest.mark.parametrize("link", ["//[x", "//[x/", "/en/gone/"])
def test_a_redirect_to_no_address_is_not_found(client: Client, content_loaded: None, link: str) -> None:
    Redirect.objects.create(old_path="/en/gone", redirect_link=link)
    assert client.get("/en/gone/").status_code == 404
