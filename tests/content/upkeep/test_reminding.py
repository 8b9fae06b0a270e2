"""Who keeps a page hears in time that it has to be read again: once for all pages, and never by name."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail as sent_at_once

from accounts.models import User
from content.models import ArticlePage
from content.upkeep import jobs, reminding
from content.upkeep.models import Upkeep
from notices import jobs as notices
from tests.content import small_portal

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 10)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(datetime(2027, 3, 10, 11, tzinfo=UTC), tick=False) as travelling:
        yield travelling


@pytest.fixture
def keeper() -> User:
    return User.objects.create_user("keeper@example.test", "a long password", language="en")


@pytest.fixture
def pages() -> list[ArticlePage]:
    home = small_portal.home()
    return [small_portal.published(home, ArticlePage(title=slug, slug=slug)) for slug in ("raz", "dwa")]


def mails() -> list[tuple[list[str], str]]:
    sent_at_once.outbox.clear()
    jobs.run()
    notices.run()
    return [(message.to, str(message.body)) for message in sent_at_once.outbox]


@pytest.mark.parametrize(("days", "is_reminded"), [(15, False), (14, True), (0, True), (-400, True)])
def test_reminded_from_fourteen_days_before(
    pages: list[ArticlePage], keeper: User, days: int, is_reminded: bool
) -> None:
    Upkeep.objects.create(page=pages[0], keeper=keeper, review_by=TODAY + timedelta(days=days))
    assert bool(mails()) is is_reminded


def test_one_mail_for_all_pages_again_after_a_fortnight(
    pages: list[ArticlePage], keeper: User, clock: Any, settings: Any
) -> None:
    for page in pages:
        Upkeep.objects.create(page=page, keeper=keeper, review_by=TODAY)
    [(to, text)] = mails()
    assert to == ["keeper@example.test"]
    assert f"{settings.WAGTAILADMIN_BASE_URL}{reminding.LIST}" in text
    assert not any(page.title in text for page in pages)
    clock.shift(timedelta(days=13))
    assert mails() == []
    clock.shift(timedelta(days=1))
    assert len(mails()) == 1


def test_of_a_page_that_nobody_keeps_any_more_every_editor_hears(pages: list[ArticlePage], keeper: User) -> None:
    for name in ("one", "two"):
        editor = User.objects.create_user(f"{name}@example.test", "a long password")
        editor.groups.add(Group.objects.get_or_create(name="Editors")[0])
    keeper.is_active = False
    keeper.save()
    Upkeep.objects.create(page=pages[0], keeper=keeper, review_by=TODAY)
    Upkeep.objects.create(page=pages[1], review_by=TODAY)
    assert sorted(to for to, _text in mails()) == [["one@example.test"], ["two@example.test"]]


def test_a_page_that_is_not_published_reminds_nobody(pages: list[ArticlePage], keeper: User) -> None:
    Upkeep.objects.create(page=pages[0], keeper=keeper, review_by=TODAY)
    pages[0].unpublish()
    assert (mails(), jobs.due()) == ([], False)
