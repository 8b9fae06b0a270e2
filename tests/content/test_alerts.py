"""Everybody is told what holds now, on the pages it is of, in their language, and no longer than it holds."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Locale

from content import alerts, everywhere
from content.alerts import Alert
from content.menus import Menu
from content.models import IndexPage
from freshness import hearing
from tests.freshness.telling_tables import telling_tables

pytestmark = pytest.mark.django_db
GUIDE, HELP, API = "/en/guides/temporary-work/", "/en/help/", "/api/v1/content/alerts/"


class Told:
    state: int | None = 1

    def __call__(self) -> int | None:
        return self.state


@pytest.fixture
def told(content_loaded: None, monkeypatch: pytest.MonkeyPatch) -> Told:
    heard = Told()
    monkeypatch.setattr(everywhere, "memory", everywhere.EverywhereMemory())
    monkeypatch.setattr(hearing, "state", heard)
    return heard


def alert(title: str, language: str = "pl", **fields: Any) -> Alert:
    made = Alert(title=title, locale=Locale.objects.get(language_code=language), **fields)
    made.full_clean()
    made.save()
    return made


def ago(**length: float) -> datetime:
    return timezone.now() - timedelta(**length)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def max_age(client: Client, address: str) -> int:
    return int(client.get(address).headers["Cache-Control"].rpartition("max-age=")[2])


@pytest.mark.parametrize("address", [GUIDE, HELP, "/en/fees/", "/en/account/login/"])
def test_an_alert_of_the_portal_stands_on_every_page(client: Client, told: Told, address: str) -> None:
    alert("Portal closed tonight", "en", kind="danger", text="Save <your> draft.")
    page = read(client, address)
    assert "Portal closed tonight" in page
    assert "Save &lt;your&gt; draft." in page
    assert "mos-callout--danger" in page


def test_an_alert_of_a_topic_stands_on_it_and_below_it(client: Client, told: Told) -> None:
    hub = IndexPage.objects.get(slug="guides", locale__language_code="pl")
    alert("New form", "en", topic=hub)
    assert "New form" in read(client, "/en/guides/")
    assert "New form" in read(client, GUIDE)
    assert "New form" not in read(client, HELP)
    (said,) = client.get(API).json()["results"]
    assert said["topic_url"].endswith("/en/guides/")


@pytest.mark.parametrize(
    ("begun", "ended", "shows"), [(1, -1, True), (1, None, True), (-1, -2, False), (-1, None, False), (2, 1, False)]
)
def test_it_shows_between_its_hours(client: Client, told: Told, begun: int, ended: int | None, shows: bool) -> None:
    alert("Now", "en", from_at=ago(hours=begun), until_at=None if ended is None else ago(hours=ended))
    assert ("Now" in read(client, HELP).partition("<main")[0]) is shows
    assert len(client.get(API).json()["results"]) == shows


def test_programs_read_them_as_every_list(client: Client, told: Told) -> None:
    begun = ago(hours=1)
    english = alert("Closed", "en", kind="warn", text="Come tomorrow.", from_at=begun)
    alert("Zamknięte", from_at=begun, translation_key=english.translation_key)
    answer = client.get(f"{API}?locale=en")
    assert answer.json() == {
        "results": [
            {
                "id": str(english.translation_key),
                "locale": "en",
                "kind": "warn",
                "title": "Closed",
                "text": "Come tomorrow.",
                "topic_url": None,
                "from_at": timezone.localtime(begun).isoformat(),
                "until_at": None,
            }
        ],
        "next": None,
    }
    assert {each["locale"] for each in client.get(API).json()["results"]} == {"pl", "en"}


@pytest.mark.parametrize(
    ("asked", "name"), [("colour=red", "colour"), ("after=x", "after"), ("locale=xx", "locale"), ("locale=", "locale")]
)
def test_programs_are_told_what_is_not_known(client: Client, told: Told, asked: str, name: str) -> None:
    answer = client.get(f"{API}?{asked}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])


def test_without_a_translation_it_is_shown_in_polish_and_says_so(client: Client, told: Told) -> None:
    original = alert("Przerwa dziś w nocy")
    assert 'lang="pl" dir="ltr"' in read(client, "/ar/help/").partition("<main")[0].partition("mos-alerts")[2]
    alert("انقطاع الليلة", "ar", translation_key=original.translation_key)
    told.state = 2
    page = read(client, "/ar/help/")
    assert "انقطاع الليلة" in page
    assert "Przerwa" not in page


def test_a_kept_page_is_kept_no_longer_than_the_alert_holds(client: Client, told: Told) -> None:
    alert("Short", "en", until_at=timezone.now() + timedelta(seconds=20))
    assert [0 < max_age(client, address) <= 20 for address in (HELP, API)] == [True, True]


def test_a_kept_page_is_made_anew_when_an_alert_begins(client: Client, told: Told) -> None:
    alert("Soon", "en", from_at=timezone.now() + timedelta(seconds=20))
    assert 0 < max_age(client, HELP) <= 20
    assert "Soon" not in read(client, HELP)


def test_the_caches_hear_of_alerts_and_menus(told: Told) -> None:
    assert {"content_alert", "content_menu"} <= set(telling_tables())


def test_a_change_is_seen_once_it_is_heard(client: Client, told: Told) -> None:
    read(client, HELP)
    alert("Just published", "en")
    told.state = 2
    assert "Just published" in read(client, HELP)


def test_any_number_is_read_once_a_process(client: Client, told: Told) -> None:
    for number in range(5):
        alert(f"Alert {number}", "en")
    with CaptureQueriesContext(connection) as first:
        everywhere.alerts_on()
    with CaptureQueriesContext(connection) as again:
        everywhere.alerts_on()
    assert (len(first), len(again)) == (2, 0)


def test_nothing_is_remembered_while_nobody_would_tell(client: Client, told: Told) -> None:
    told.state = None
    read(client, HELP)
    alert("Unheard", "en")
    assert "Unheard" in read(client, HELP)


def test_a_page_without_a_database_stands_without_alerts(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> Any:
        raise DatabaseError

    monkeypatch.setattr(alerts, "read", down)
    assert everywhere.alerts_on() == []


def test_a_menu_that_cannot_be_read_takes_neither_pages_nor_alerts_away(client: Client, told: Told) -> None:
    alert("Portal closed tonight", "en")
    broken = Menu.objects.create(place="main", locale=Locale.objects.get(language_code="en"))
    Menu.objects.filter(pk=broken.pk).update(entries=[{"type": "page", "id": "1"}])
    with CaptureQueriesContext(connection) as first:
        assert "Portal closed tonight" in read(client, HELP)
    with CaptureQueriesContext(connection) as again:
        assert "Portal closed tonight" in read(client, HELP)
    assert len(again) < len(first)  # nobody asks anew on every page


def test_the_gravest_stands_first(told: Told, english: None) -> None:
    for kind in ("info", "danger", "warn"):
        alert(kind, "en", kind=kind)
    assert [each.title for each in everywhere.alerts_on()] == ["danger", "warn", "info"]


@pytest.mark.parametrize(
    "fields", [{"until_at": ago(days=9)}, {"text": "Pay [[minimum-wage]]"}, {"kind": "loud"}, {"title": ""}]
)
def test_what_cannot_be_shown_is_refused(told: Told, fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        alert(**{"title": "Wrong", **fields})


@pytest.mark.usefixtures("editors_process")
def test_an_editor_makes_one_and_sees_its_history(signed_in: Client, told: Told, settings: Settings) -> None:
    sent = {"kind": "warn", "title": "Strike", "text": "", "topic": "", "from_at": "2026-11-01 10:00", "until_at": ""}
    answer = signed_in.post("/admin/snippets/content/alert/add/", sent)
    assert answer.status_code == 302, answer.content.decode()
    made = Alert.objects.get()
    assert made.revisions.count() == 1
    assert "Strike" in read(signed_in, f"/admin/snippets/content/alert/history/{made.pk}/")
