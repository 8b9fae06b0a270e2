"""What a page said on a day is on record: each publication, each change of its facts, and nothing twice."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from content.models import ArticlePage, BasePage, GuidePage, HomePage, IndexPage
from content.said import jobs, keeping
from content.said.models import SaidText
from procedures import overlays
from procedures.models import Overlay
from procedures.tables import changes
from tests.content import small_portal

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 10, 11, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling


@pytest.fixture
def home(clock: Any, db: None) -> HomePage:
    return small_portal.home()


@pytest.fixture
def article(home: HomePage, clock: Any) -> ArticlePage:
    page = small_portal.published(home, ArticlePage(title="Raz", slug="raz"))
    clock.shift(timedelta(minutes=1))
    return page


def republish(page: ArticlePage, **fields: str) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def records(page: BasePage) -> list[SaidText]:
    kept = SaidText.objects.filter(page_key=page.translation_key, language=page.locale.language_code)
    return list(kept.order_by("said_from"))


def spans(page: ArticlePage) -> list[tuple[str, datetime, datetime | None]]:
    return [(each.title, each.said_from, each.said_until) for each in records(page)]


def test_every_page_is_recorded_once(article: ArticlePage) -> None:
    jobs.run()
    assert (SaidText.objects.count(), jobs.due()) == (2, False)
    jobs.run()
    assert SaidText.objects.count() == 2


def test_each_publication_is_a_record_from_its_own_moment(article: ArticlePage, clock: Any) -> None:
    jobs.run()
    clock.shift(timedelta(hours=1))
    again = timezone.now()
    republish(article, title="Dwa")
    clock.shift(timedelta(minutes=5))
    jobs.run()
    assert spans(article) == [("Raz", NOON, again), ("Dwa", again, None)]


def test_publishing_the_same_again_is_no_new_record(article: ArticlePage, clock: Any) -> None:
    jobs.run()
    clock.shift(timedelta(hours=1))
    republish(article)
    clock.shift(timedelta(minutes=5))
    jobs.run()
    assert (spans(article), jobs.due()) == ([("Raz", NOON, None)], False)


def test_a_page_that_moved_is_recorded_at_its_new_address(article: ArticlePage, clock: Any) -> None:
    jobs.run()
    clock.shift(timedelta(hours=1))
    republish(article, slug="dwa")
    jobs.run()
    assert [each.address for each in records(article)] == ["/home-pl/raz/", "/home-pl/dwa/"]


def test_the_record_of_an_unpublished_page_ends(article: ArticlePage, clock: Any) -> None:
    jobs.run()
    clock.shift(timedelta(hours=1))
    article.unpublish()
    jobs.run()
    assert (spans(article), jobs.due()) == ([("Raz", NOON, timezone.now())], False)


def test_what_stands_under_a_page_that_was_taken_off_is_read_by_nobody(home: HomePage, clock: Any) -> None:
    hub = small_portal.published(home, IndexPage(title="Temat", slug="temat"))
    below = small_portal.published(hub, ArticlePage(title="Raz", slug="raz"))
    jobs.run()
    clock.shift(timedelta(hours=1))
    hub.unpublish()
    assert Client().get("/pl/temat/raz/").status_code == 404
    taken_off = timezone.now()
    jobs.run()
    assert (spans(below), jobs.due()) == ([("Raz", NOON, taken_off)], False)
    clock.shift(timedelta(hours=1))
    hub.save_revision().publish()
    jobs.run()
    assert spans(below) == [("Raz", NOON, taken_off), ("Raz", timezone.now(), None)]


def test_a_page_that_was_moved_says_so_from_then_on(home: HomePage, article: ArticlePage, clock: Any) -> None:
    hub = small_portal.published(home, IndexPage(title="Temat", slug="temat"))
    jobs.run()
    clock.shift(timedelta(hours=3))
    article.move(hub, pos="last-child")
    jobs.run()
    assert [(each.address, each.said_from) for each in records(article)] == [
        ("/home-pl/raz/", NOON),
        ("/home-pl/temat/raz/", timezone.now()),
    ]


def test_a_day_that_begins_is_looked_at_and_is_a_record_only_where_something_changed(
    article: ArticlePage, clock: Any
) -> None:
    jobs.run()
    clock.move_to(datetime(2027, 3, 10, 23, 5, tzinfo=UTC))  # 00:05 in Warsaw
    assert jobs.due()
    jobs.run()
    assert (len(records(article)), jobs.due()) == (1, False)


def test_a_fee_that_changes_by_itself_at_midnight_is_a_record_from_midnight(home: HomePage, clock: Any) -> None:
    index = small_portal.published(home, IndexPage(title="Poradniki", slug="guides"))
    body = json.dumps([{"type": "fees", "value": {"heading": "Opłaty", "intro": "", "note": ""}}])
    guide = small_portal.published(index, GuidePage(title="Praca", slug="work", procedure="temporary-work", body=body))
    with changes.one_state():
        jobs.run()
    Overlay.objects.create(
        fact="fees.amount",
        key="duty-temporary-work",
        value="777.00",
        valid_from=NOON.date() + timedelta(days=1),
        source="Dz.U.",
        checked_on=NOON.date(),
        entered_by=1,
        approved_by=2,
        approved_at=timezone.now(),
    )
    assert overlays.changed_at() == NOON
    clock.move_to(datetime(2027, 3, 10, 23, 5, tzinfo=UTC))
    with changes.one_state():
        jobs.run()
    before, after = records(guide)
    assert (before.said_until, after.said_from) == (datetime(2027, 3, 10, 23, tzinfo=UTC),) * 2
    assert ("777" in before.text, "777" in after.text) == (False, True)


def test_a_page_that_cannot_be_shown_does_not_stop_the_others(
    home: HomePage, article: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = small_portal.published(home, IndexPage(title="Poradniki", slug="guides"))
    broken = small_portal.published(index, GuidePage(title="Praca", slug="work", procedure="temporary-work"))
    monkeypatch.setattr(GuidePage, "template", "content/no-such.html")
    jobs.run()
    assert (len(records(article)), len(records(index)), records(broken)) == (1, 1, [])


def test_the_text_is_the_main_part_for_anybody(article: ArticlePage) -> None:
    text = keeping.text_of(article)
    assert text.startswith("<div")
    assert article.title in text
    assert "<header" not in text
    assert "csrf" not in text
