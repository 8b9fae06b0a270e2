"""The menus are the editors' own, per language; where they made none, the portal has its own."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from content import everywhere, menus
from content.menus import Menu
from tests.content.test_alerts import Told, read, told  # noqa: F401  # a fixture
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
HELP, API = "/en/help/", "/api/v1/content/menus/"


def page(slug: str, language: str = "pl") -> Page:
    return Page.objects.get(slug=slug, locale__language_code=language)


def menu(place: str, language: str, *entries: tuple[str, dict[str, Any]], title: str = "") -> Menu:
    stored = [{"type": kind, "value": value, "id": f"{number}"} for number, (kind, value) in enumerate(entries)]
    made = Menu(place=place, title=title, entries=stored, locale=Locale.objects.get(language_code=language))
    made.full_clean()
    made.save()
    return made


def main_of(client: Client, address: str) -> list[tuple[str, str]]:
    shown = without_unseen(read(client, address))
    return re.findall(r'<a class="mos-menu__link" href="([^"]*)"(?: aria-current="\w+")?>([^<]*)</a>', shown)


def test_without_one_the_portal_has_its_own(client: Client, told: Told) -> None:  # noqa: F811
    assert ("/en/fees/", "Fees") in main_of(client, HELP)


def test_an_entry_leads_to_the_version_of_its_language(client: Client, told: Told) -> None:  # noqa: F811
    entries = [("page", {"page": page("help").pk, "title": ""}), ("tool", {"tool": "content:fees"})]
    for language in ("pl", "ar"):
        menu("main", language, *entries)
    assert main_of(client, "/pl/help/") == [("/pl/help/", "Pomoc"), ("/pl/fees/", "Opłaty")]
    assert [url for url, _title in main_of(client, "/ar/help/")] == ["/ar/help/", "/ar/fees/"]
    assert len(main_of(client, HELP)) > 2


def test_a_column_below_the_page_has_its_heading(client: Client, told: Told) -> None:  # noqa: F811
    menu("help", "en", ("address", {"title": "Law <in> force", "url": "https://eli.gov.pl/"}), title="Elsewhere")
    shown = read(client, HELP).partition("<footer")[2]
    assert "<h2>Elsewhere</h2>" in shown
    assert '<a href="https://eli.gov.pl/">Law &lt;in&gt; force</a>' in shown
    assert "About the portal" in shown


def test_what_is_not_live_is_left_out(client: Client, told: Told) -> None:  # noqa: F811
    chosen = page("help")
    menu("main", "en", ("page", {"page": chosen.pk, "title": ""}), ("tool", {"tool": "content:fees"}))
    page("help", "en").unpublish()
    assert main_of(client, "/en/contact/") == [("/en/fees/", "Fees")]


def test_a_menu_that_leads_nowhere_takes_nobodys_place(client: Client, told: Told) -> None:  # noqa: F811
    menu("main", "en", ("page", {"page": 999_999, "title": "Gone"}), ("tool", {"tool": "gone"}))
    assert ("/en/fees/", "Fees") in main_of(client, HELP)


def test_any_number_of_entries_costs_the_same(told: Told) -> None:  # noqa: F811
    menu("main", "en", ("page", {"page": page("help").pk, "title": ""}))
    costs = []
    for pages in (1, 5):
        chosen = Page.objects.filter(depth=3, locale__language_code="pl").values_list("pk", flat=True)[:pages]
        entries = [{"type": "page", "value": {"page": pk, "title": ""}, "id": str(pk)} for pk in chosen]
        Menu.objects.update(entries=entries)
        with CaptureQueriesContext(connection) as captured:
            (known,) = menus.read()
        assert len(known.links) == pages
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 4


def test_programs_ask_by_language(told: Told) -> None:  # noqa: F811
    menu("about", "en", ("tool", {"tool": "checker:start"}), title="About")
    known = everywhere.menu("en")
    assert {place: [link.url for link in each.links] for place, each in known.items()} == {"about": ["/en/checker/"]}
    assert everywhere.menu("pl") == {}


def test_front_ends_read_them_with_addresses_that_lead_somewhere(client: Client, told: Told) -> None:  # noqa: F811
    closed = page("privacy")
    menu("main", "pl", ("page", {"page": page("help").pk, "title": ""}))
    menu(
        "help",
        "en",
        ("page", {"page": page("help").pk, "title": "Read first"}),
        ("page", {"page": closed.pk, "title": "Of the staff"}),
        ("tool", {"tool": "content:fees"}),
        ("address", {"title": "Law", "url": "https://eli.gov.pl/"}),
        title="Elsewhere",
    )
    english = closed.get_translations().get(locale__language_code="en")
    PageViewRestriction.objects.create(page=english, restriction_type=PageViewRestriction.LOGIN)
    links = [
        {"title": "Read first", "url": f"{settings.PORTAL_URL}/en/help/"},
        {"title": "Fees", "url": f"{settings.PORTAL_URL}/en/fees/"},
        {"title": "Law", "url": "https://eli.gov.pl/"},
    ]
    assert client.get(f"{API}?locale=en").json() == {
        "results": [{"place": "help", "locale": "en", "title": "Elsewhere", "links": links}],
        "next": None,
    }
    assert {each["locale"] for each in client.get(API).json()["results"]} == {"pl", "en"}


@pytest.mark.parametrize(("asked", "name"), [("place=main", "place"), ("limit=1", "limit"), ("locale=xx", "locale")])
def test_front_ends_are_told_what_is_not_known(client: Client, told: Told, asked: str, name: str) -> None:  # noqa: F811
    answer = client.get(f"{API}?{asked}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])


def test_what_is_read_for_all_pages_costs_front_ends_nothing(client: Client, told: Told) -> None:  # noqa: F811
    menu("main", "en", ("page", {"page": page("help").pk, "title": ""}))
    read(client, HELP)
    with CaptureQueriesContext(connection) as captured:
        assert len(client.get(API).json()["results"]) == 1
    assert len(captured) == 0


def test_there_is_one_of_a_place_in_a_language(told: Told) -> None:  # noqa: F811
    menu("main", "en")
    with pytest.raises(ValidationError):
        menu("main", "en")


def test_every_field_of_an_entry_is_explained() -> None:
    entries: list[Any] = [block for _kind, block in menus.ENTRIES]
    children = [each for block in entries for each in block.child_blocks.items()]
    assert len(children) == 5
    assert [name for name, field in children if not field.meta.label or not field.field.help_text] == []
