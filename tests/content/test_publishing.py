"""Pages go live and expire by the clock, and one that cannot never stops the others."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import PageLogEntry

from content import jobs, publishing
from content.models import ArticlePage, HomePage
from jobs.queues import TRIES
from jobs.waking import wake_what_is_due

HOUR = timedelta(hours=1)


@pytest.fixture
def home(content_loaded: None) -> HomePage:
    page: HomePage = HomePage.objects.get(locale__language_code="pl")
    return page


@pytest.fixture
def pass_an_hour(home: HomePage) -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield lambda: clock.shift(HOUR + timedelta(seconds=1))


def article(home: HomePage, slug: str, **fields: Any) -> ArticlePage:
    page: ArticlePage = home.add_child(instance=ArticlePage(title=slug, slug=slug, locale=home.locale, live=False))
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def status_of(slug: str) -> int:
    return Client().get(f"/pl/{slug}/").status_code


def test_page_goes_live_and_expires_at_its_hours(home: HomePage, pass_an_hour: Any) -> None:
    now = timezone.now()
    page = article(home, "for-an-hour", go_live_at=now + HOUR, expire_at=now + 2 * HOUR)
    assert (status_of("for-an-hour"), jobs.due()) == (404, False)
    pass_an_hour()
    assert (status_of("for-an-hour"), jobs.due()) == (404, True)
    jobs.run()
    assert (status_of("for-an-hour"), jobs.due()) == (200, False)
    pass_an_hour()
    jobs.run()
    page.refresh_from_db()
    assert (status_of("for-an-hour"), jobs.due(), page.live, page.expired) == (404, False, False, True)


def test_changed_text_of_a_live_page_appears_at_its_hour(home: HomePage, pass_an_hour: Any) -> None:
    page = article(home, "news", summary="Stare.")
    page.summary, page.go_live_at = "Nowe.", timezone.now() + HOUR
    page.save_revision().publish()
    assert ArticlePage.objects.get(pk=page.pk).summary == "Stare."
    pass_an_hour()
    jobs.run()
    assert ArticlePage.objects.get(pk=page.pk).summary == "Nowe."


def test_clock_wakes_this_room(home: HomePage, pass_an_hour: Any) -> None:
    article(home, "later", go_live_at=timezone.now() + HOUR)
    assert "content.publish" not in wake_what_is_due()
    pass_an_hour()
    assert "content.publish" in wake_what_is_due()


@pytest.mark.parametrize("error", [ValidationError({"body": ["[[nope]]"]}), RuntimeError("a bug")])
def test_page_that_cannot_go_live_is_set_aside_and_the_next_goes(
    home: HomePage, pass_an_hour: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    now = timezone.now()
    bad = article(home, "bad", go_live_at=now + HOUR / 2)
    article(home, "good", go_live_at=now + HOUR)
    publish = ArticlePage.publish

    def refuse(self: ArticlePage, *args: Any, **kwargs: Any) -> Any:
        if self.pk == bad.pk:
            raise error
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(ArticlePage, "publish", refuse)
    pass_an_hour()
    jobs.run()
    assert (status_of("bad"), status_of("good")) == (404, 200)
    for _try in range(TRIES):
        pass_an_hour()
        jobs.run()
    assert (status_of("bad"), status_of("good"), jobs.due()) == (404, 200, False)
    told = PageLogEntry.objects.get(page_id=bad.pk, action=publishing.REFUSED)
    assert told.data == {"reason": "[[nope]]" if isinstance(error, ValidationError) else "RuntimeError"}
    registry.scan_for_actions()
    assert told.data["reason"] in str(told.message)


def test_page_that_wagtail_cannot_take_off_goes_away_too(
    home: HomePage, pass_an_hour: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = article(home, "stuck", expire_at=timezone.now() + HOUR)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(ArticlePage, "unpublish", fail)
    pass_an_hour()
    jobs.run()
    page.refresh_from_db()
    assert (status_of("stuck"), page.live, page.expired, jobs.due()) == (404, False, True, False)


def test_no_cache_keeps_a_page_past_its_hour(home: HomePage, pass_an_hour: Any) -> None:
    page = article(home, "short", expire_at=timezone.now() + timedelta(seconds=7))
    for address in ("/pl/short/", f"/api/v1/content/pages/{page.pk}/"):
        assert "max-age=7" in Client().get(address).headers["Cache-Control"]
    assert "max-age=60" in Client().get("/pl/").headers["Cache-Control"]
