"""Saved deadlines: only by who asks for it, seen by nobody else, and a mail that says nothing of the person."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from content.deadlines import jobs, saving
from content.deadlines.models import SavedDeadline
from notices import mail
from notices.models import Mail
from tests.applications.cases import filed_cases

pytestmark = pytest.mark.django_db(transaction=True)
POSTED = {"day-year": "2026", "day-month": "12", "day-day": "18"}  # work lost: to be safe by 11 January 2027
LIST = "/en/deadlines/saved/"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-28 12:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def olena() -> User:
    return filed_cases.person("olena", "uk")


@pytest.fixture
def browser(olena: User) -> Client:
    return filed_cases.signed_in(olena)


def ask(browser: Client, rule: str = "job-lost") -> SavedDeadline:
    answer = browser.post(f"/en/deadlines/{rule}/", {**POSTED, "remind": "1"})
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    return SavedDeadline.objects.get(rule=rule)


def test_nothing_is_saved_unless_it_is_asked_for(browser: Client) -> None:
    browser.post("/en/deadlines/job-lost/", POSTED)
    browser.post("/en/deadlines/job-lost/", {**POSTED, "calendar": "1"})
    assert not SavedDeadline.objects.exists()


def test_who_asks_is_reminded_of_the_safer_day(browser: Client, olena: User) -> None:
    saved = ask(browser)

    assert (saved.person, saved.day) == (olena, date(2027, 1, 11))
    assert saved.remind_at == datetime(2026, 12, 12, 7, 0, tzinfo=UTC)  # 30 days before; 60 days before has passed
    page = browser.get(LIST).text
    assert "Tell the voivode that you lost your work" in page
    assert 'datetime="2027-01-11"' in page


def test_asked_for_twice_it_is_saved_once(browser: Client) -> None:
    ask(browser)
    assert ask(browser).pk == SavedDeadline.objects.get().pk


def test_a_stranger_is_led_to_sign_in_and_nothing_of_it_is_in_the_address(client: Client) -> None:
    answer = client.post("/en/deadlines/job-lost/", {**POSTED, "remind": "1"})

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/en/deadlines/job-lost/")
    assert not SavedDeadline.objects.exists()
    assert 'name="remind"' not in client.post("/en/deadlines/job-lost/", POSTED).text
    assert client.get(LIST).status_code == 302


def test_nobody_sees_or_removes_what_another_saved(browser: Client) -> None:
    saved = ask(browser)
    stranger = filed_cases.signed_in(filed_cases.person("stranger", "en"))

    assert "2027-01-11" not in stranger.get(LIST).text
    assert stranger.post(f"{LIST}{saved.pk}/remove/").status_code == 404
    assert SavedDeadline.objects.filter(pk=saved.pk).exists()


def test_what_is_removed_is_reminded_of_no_more(browser: Client, clock: time_machine.Traveller) -> None:
    saved = ask(browser)
    assert browser.post(f"{LIST}{saved.pk}/remove/").status_code == 302
    assert not SavedDeadline.objects.exists()
    clock.move_to("2027-01-05 12:00+01:00")
    jobs.run()
    assert not Mail.objects.exists()


def test_a_mail_goes_thirty_and_seven_days_before_and_says_nothing_of_the_person(
    browser: Client, clock: time_machine.Traveller
) -> None:
    ask(browser)
    days = []
    for day in ("2026-12-11", "2026-12-12", "2026-12-13", "2027-01-04", "2027-01-05", "2027-01-12"):
        clock.move_to(f"{day} 09:00+01:00")
        jobs.run()
        days.append((day, Mail.objects.count()))

    assert days[:2] == [("2026-12-11", 0), ("2026-12-12", 1)]
    assert days[2:] == [("2026-12-13", 1), ("2027-01-04", 2), ("2027-01-05", 2), ("2027-01-12", 2)]
    assert SavedDeadline.objects.get().remind_at is None
    first = mail.message(Mail.objects.order_by("pk")[0])
    assert first.to == ["olena@example.test"]
    assert "30" in str(first.body)
    assert "/uk/deadlines/saved/" in str(first.body)
    with translation.override("uk"):
        said = f"{first.subject} {first.body}"
        assert all(word not in said for word in ("2027", "робот", "olena", "job-lost"))


def test_after_a_standstill_one_mail_goes_and_none_of_a_day_that_has_passed(
    browser: Client, clock: time_machine.Traveller
) -> None:
    ask(browser)
    clock.move_to("2027-01-08 12:00+01:00")
    jobs.run()
    jobs.run()
    assert Mail.objects.count() == 1
    assert SavedDeadline.objects.get().remind_at is None

    SavedDeadline.objects.update(remind_at=datetime(2027, 1, 4, 7, 0, tzinfo=UTC))
    clock.move_to("2027-01-12 12:00+01:00")
    jobs.run()
    assert Mail.objects.count() == 1
    assert SavedDeadline.objects.get().remind_at is None


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2027, 4, 27), datetime(2027, 2, 26, 7, 0, tzinfo=UTC)),
        (date(2026, 12, 28), datetime(2026, 12, 21, 7, 0, tzinfo=UTC)),
        (date(2027, 5, 27), datetime(2027, 3, 28, 6, 0, tzinfo=UTC)),  # the morning after the clocks went forward
        (date(2026, 12, 1), None),
    ],
)
def test_the_next_mail_goes_in_the_morning_in_warsaw(day: date, moment: datetime | None) -> None:
    assert saving.next_reminder(day, after=datetime(2026, 11, 28, 11, 0, tzinfo=UTC)) == moment


def test_a_list_of_deadlines_is_not_endless(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST_SAVED", 1)
    ask(browser)
    answer = browser.post("/en/deadlines/blue-card/", {**POSTED, "remind": "1"}, follow=True)
    assert "You have saved as many deadlines as is possible." in answer.text
    assert SavedDeadline.objects.count() == 1


def test_who_is_signed_in_finds_the_saved_ones_from_the_list(browser: Client) -> None:
    assert f'href="{reverse("content:saved-deadlines")}"'.replace("/pl/", "/en/") in browser.get("/en/deadlines/").text
