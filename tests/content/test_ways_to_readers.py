"""A page that is saved by itself, goes through its workflow, appears at its hour and goes away at its hour."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import User
from content import jobs
from content.models import ArticlePage, GuidePage
from tests.content.people_of_pages import act, browser_of, edit, person, step
from tests.content.test_editors import posted_form

pytestmark = pytest.mark.usefixtures("editors_host")
HOUR = timedelta(hours=1)
ITS_OWN = "Tekst na godzinę."


def read(address: str) -> Any:
    with override_settings(ROOT_URLCONF="config.urls"):
        return Client().get(address)


def at(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def shown(page: Any) -> bool:
    answer = read(page.address())
    return answer.status_code == 200 and ITS_OWN in answer.text


def autosaved(user: User, page: Any, **changed: Any) -> Any:
    """As the script of the editing page sends what was typed, half a second later."""
    posted = posted_form(page, **changed)
    return browser_of(user).post(f"/admin/pages/{page.pk}/edit/", posted, headers={"accept": "application/json"})


def test_scheduled_page_passes_the_workflow_appears_and_expires_by_the_clock(guide: GuidePage) -> None:
    author, lawyer, publisher = person("a", "Editors"), person("l", "Legal reviewers"), person("p", "Publishers")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        start = timezone.now()
        hours = {"go_live_at": at(start + 2 * HOUR), "expire_at": at(start + 4 * HOUR)}
        assert edit(author, guide, "action-submit", summary=ITS_OWN, **hours).status_code == 302
        act(lawyer, guide, "approve")
        assert step(guide) == "Publication"
        act(publisher, guide, "approve")
        jobs.run()
        assert not shown(guide)
        clock.shift(2 * HOUR)
        jobs.run()
        assert shown(guide)
        clock.shift(2 * HOUR)
        jobs.run()
        assert read(guide.address()).status_code == 404


def test_hour_that_passes_before_anybody_approves_publishes_nothing(news: ArticlePage) -> None:
    author = person("a", "Editors")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        edit(author, news, "action-submit", summary=ITS_OWN, go_live_at=at(timezone.now() + HOUR))
        clock.shift(2 * HOUR)
        jobs.run()
        assert not shown(news)


def test_what_is_typed_is_saved_by_itself_as_one_draft_of_one_person(news: ArticlePage) -> None:
    author = person("a", "Editors")
    first = autosaved(author, news, summary="Pierwsze słowa").json()
    assert first["success"] is True
    more = {"overwrite_revision_id": str(first["revision_id"])}
    second = autosaved(author, news, summary="Pierwsze słowa i dalsze", **more).json()
    assert second["revision_id"] == first["revision_id"]
    assert not shown(news)
    assert ArticlePage.objects.get(pk=news.pk).get_latest_revision_as_object().summary == "Pierwsze słowa i dalsze"


def test_draft_of_somebody_else_is_never_written_over_by_itself(news: ArticlePage) -> None:
    author, other = person("a", "Editors"), person("b", "Editors")
    theirs = autosaved(author, news, summary="Moje słowa").json()
    answer = autosaved(other, news, summary="Cudze", overwrite_revision_id=str(theirs["revision_id"]))
    assert answer.json()["success"] is False
    assert ArticlePage.objects.get(pk=news.pk).get_latest_revision_as_object().summary == "Moje słowa"


def test_who_saved_by_itself_is_an_author_too(news: ArticlePage) -> None:
    publisher = person("p", "Publishers")
    person("second", "Publishers")
    autosaved(publisher, news, summary=ITS_OWN)
    edit(publisher, news.get_latest_revision_as_object(), "action-publish")
    assert not shown(news)
