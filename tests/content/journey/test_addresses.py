"""The table of the journey's pages: where each stands, what no step may be called; and no guide outlives its page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from content import checks, publishing
from content.journey import guides, pages
from content.journey.place import Guide, Place
from content.models import GuidePage
from procedures import catalogue
from tests.demo import DIRECTORY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
ID = UUID("01a21cb0-80a6-72ad-9452-79cbfedccaa6")
PROCEDURE = "temporary-work"
GUIDE = Guide(procedure=PROCEDURE, title="Work", path="guides/temporary-work", address="/en/guides/temporary-work/")
CANONICAL, GUIDED = f"/en/applications/{ID}/", f"/en/guides/temporary-work/apply/temporary-work/{ID}/"


@pytest.fixture
def draft(client: Client) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    return lifecycle.start(themselves(olena), catalogue.procedure(PROCEDURE), language="en")


@pytest.fixture
def page() -> GuidePage:
    found: GuidePage = GuidePage.objects.get(procedure="temporary-work", locale__language_code="en")
    return found


@pytest.mark.parametrize(
    ("name", "more", "address"),
    [
        ("overview", (), ""),
        ("files", (), "files/"),
        ("check", (), "check/"),
        ("last-day", (), "last-day/"),
        ("version", (), "version/"),
        ("delete", (), "delete/"),
        ("own-annex", ("research", "name"), "annexes/research/name/"),
        ("step", ("name",), "name/"),
    ],
)
def test_a_page_has_one_address_behind_the_id_on_the_guide_and_without_it(
    name: str, more: tuple[str, ...], address: str
) -> None:
    translation.activate("en")
    assert Place(procedure=PROCEDURE).address(name, ID, *more) == f"{CANONICAL}{address}"
    assert Place(procedure=PROCEDURE, guide=GUIDE).address(name, ID, *more) == f"{GUIDED}{address}"
    assert [resolve(f"{start}{address}").view_name for start in (CANONICAL, GUIDED)] == [
        f"applications:{name}",
        f"guided:{name}",
    ]


def test_readiness_stands_before_there_is_an_id() -> None:
    translation.activate("en")
    assert Place(procedure=PROCEDURE).readiness() == "/en/applications/new/temporary-work/"
    assert Place(procedure=PROCEDURE, guide=GUIDE).readiness() == "/en/guides/temporary-work/apply/temporary-work/"


def test_the_table_names_every_page_once() -> None:
    names = [each.name for each in pages.PAGES]
    before = [
        "readiness",
        "payment",
        "case",
        "overview",
        "files",
        "check",
        "document",
        "last-day",
        "version",
        "annex-version",
        "delete",
    ]
    assert names == [*before, "carry", "own-annex", "step"]


def test_words_of_pages_are_no_keys_of_steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert pages.taken() == {"files", "check", "document", "last-day", "version", "delete"}
    assert checks.keys_of_steps(None) == []
    published = DIRECTORY / "demo-form" / "2026-01-01.toml"
    planted = tmp_path / "planted"
    planted.mkdir()
    (planted / published.name).write_text(published.read_text().replace('key = "work"', 'key = "check"'))
    monkeypatch.setattr(catalogue, "FORMS", tmp_path)
    assert [error.msg for error in checks.keys_of_steps(None)] == [
        f"planted/{published.name}: 'check' is the address of another page, no key for a step"
    ]


def test_an_unknown_step_of_a_guide_is_not_found(client: Client, draft: Application) -> None:
    """It was led to its canonical address, which led back to the guide."""
    there = f"{GUIDE.address}apply/temporary-work/{draft.pk}/nothing/"
    assert client.get(there).status_code == 404
    assert client.get(f"/en/applications/{draft.pk}/nothing/").headers["Location"] == there


def test_somebody_elses_application_is_not_found_on_a_guide(client: Client, draft: Application) -> None:
    client.force_login(User.objects.create_user("petro@example.com", "correct-horse-battery"))
    for start in (f"{GUIDE.address}apply/temporary-work/", "/en/applications/"):
        assert client.get(f"{start}{draft.pk}/").status_code == 404


def take_off_without_wagtail(page: GuidePage) -> None:
    Page.objects.filter(pk=page.pk).update(live=False)


def take_off_what_is_above(page: GuidePage) -> None:
    page.get_parent().specific.unpublish()


def restrict(page: GuidePage) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize(
    "go",
    [
        GuidePage.unpublish,
        GuidePage.delete,
        publishing.expire,
        take_off_without_wagtail,
        take_off_what_is_above,
        restrict,
    ],
)
def test_no_guide_is_shown_once_it_is_gone(
    client: Client, draft: Application, page: GuidePage, go: Callable[[GuidePage], Any]
) -> None:
    there, here = f"{GUIDE.address}apply/temporary-work/{draft.pk}/", f"/en/applications/{draft.pk}/"
    assert client.get(there).status_code == 200
    assert client.get(here).headers["Location"] == there
    go(page)
    assert client.get(there).headers["Location"] == here
    assert client.get(here).status_code == 200


def test_a_guide_is_found_at_once_where_it_was_moved_and_published_again(client: Client, page: GuidePage) -> None:
    page.slug = "work"
    page.save_revision().publish()
    address = "/en/guides/work/"
    assert guides.of(PROCEDURE, "en") == Guide(
        procedure=PROCEDURE, title=page.title, path="guides/work", address=address
    )
    assert client.get("/en/applications/new/temporary-work/").headers["Location"] == f"{address}apply/temporary-work/"
    assert client.get(f"{GUIDE.address}apply/temporary-work/").status_code == 302
    page.unpublish()
    assert guides.of(PROCEDURE, "en") is None
    page.save_revision().publish()
    assert guides.at("guides/work", PROCEDURE, "en") is not None
    assert guides.at("guides/work", "blue-card", "en") is None
