"""The pages that count a last day: without an account, without a script, and without keeping anything."""

import logging
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from content.deadlines import drawing
from procedures.deadlines import rules

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel("2026-11-28 12:00+01:00", tick=False):
        yield


def address(name: str, *args: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"content:{name}", args=args)


def day(key: str, text: str) -> dict[str, str]:
    year, month, number = text.split("-")
    return {f"{key}-year": year, f"{key}-month": month, f"{key}-day": number}


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("language", ["en", "pl", "uk", "ar"])
def test_every_term_is_listed_and_can_be_opened(client: Client, language: str) -> None:
    page = client.get(address("deadlines", language=language)).text

    for rule in rules.table():
        one = address("deadline", rule.key, language=language)
        assert f'href="{one}"' in page
        assert client.get(one).status_code == 200
    assert f'href="{address("visa-free-days", language=language)}"' in page


def test_a_term_is_counted_with_its_steps_and_their_articles(client: Client) -> None:
    answer = client.post(address("deadline", "appeal"), day("day", "2026-12-11"))
    said = words(answer.text)

    assert answer.status_code == 200
    assert 'datetime="2026-12-28"' in answer.text
    assert "Last day: Monday, 28 December 2026" in said
    assert "25 December 2026 is a public holiday:" in said
    assert re.search(r"neither a day off nor a Saturday: 28 December 2026\. art\.\s57\s?§\s4|57\(4\)", said)
    assert 'value="11"' in answer.text


def test_what_the_law_leaves_open_is_said_with_the_safer_day(client: Client) -> None:
    said = words(client.post(address("deadline", "job-lost"), day("day", "2026-12-18")).text)

    assert "Last day: Thursday, 14 January 2027" in said
    assert "To be safe, act by: Monday, 11 January 2027" in said


@pytest.mark.parametrize(
    ("rule", "posted", "said"),
    [
        ("appeal", {}, "Enter it: the term is counted from it"),
        ("appeal", day("day", "2026-02-30"), "There is no such day in the calendar"),
        ("appeal", day("day", "1980-02-03"), "This is outside of what can be counted"),
        ("fee-call", {**day("day", "2026-12-01"), "days": "many"}, "Write a whole number in digits"),
        ("fee-call", {**day("day", "2026-12-01"), "days": "15"}, "This is outside of what can be counted"),
    ],
)
def test_what_cannot_be_counted_is_said_beside_its_question(
    client: Client, rule: str, posted: dict[str, str], said: str
) -> None:
    answer = client.post(address("deadline", rule), posted)

    assert answer.status_code == 422
    assert said in words(answer.text)
    assert 'id="result"' not in answer.text


def test_an_unknown_term_is_not_there(client: Client) -> None:
    assert client.get(address("deadline", "nothing")).status_code == 404


def test_nothing_is_kept_cached_or_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="django"):
        answer = client.post(address("deadline", "appeal"), day("day", "2026-12-11"))

    assert "no-store" in answer["Cache-Control"]
    assert "sessionid" not in client.cookies
    assert "2026-12-11" not in caplog.text


def test_a_post_from_elsewhere_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address("deadline", "appeal"), day("day", "2026-12-11")).status_code == 403


def test_visa_free_days_say_until_when_and_are_drawn(client: Client) -> None:
    posted = {
        "rows": "3",
        **day("entered1", "2026-09-01"),
        **day("left1", "2026-09-10"),
        **day("entered2", "2026-11-01"),
    }
    page = client.post(address("visa-free-days"), posted).text
    said = words(page)

    assert "You may stay until: Tuesday, 19 January 2027" in said
    assert "The 180 days that end on 28 November 2026 begin on 2 June 2026." in said
    assert "Days spent in them: 38. Days left: 52." in said
    assert "September 2026 10 0" in said
    assert page.count('height="16" fill="#0c5560"') == 38
    assert page.count("<circle") == 52


def test_who_has_stayed_too_long_is_told_so(client: Client) -> None:
    posted = {"rows": "3", **day("entered1", "2026-08-01"), **day("left1", "2026-11-10")}
    said = words(client.post(address("visa-free-days"), posted).text)

    assert "You have stayed too long 30 October 2026 was the first day above 90." in said
    assert "All 90 days are used. You may enter again on: Tuesday, 9 February 2027" in said


def test_rows_are_added_by_a_button_and_keep_what_is_typed(client: Client) -> None:
    posted = {"rows": "3", "more": "1", **day("entered1", "2026-09-01")}
    page = client.post(address("visa-free-days"), posted).text

    assert 'name="entered6-day"' in page
    assert 'name="entered7-day"' not in page
    assert 'value="2026"' in page
    assert 'id="result"' not in page
    endless = client.post(address("visa-free-days"), {"rows": "9" * 30, "more": "1"}).text
    assert 'name="entered7-day"' not in endless


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        (day("left1", "2026-09-01"), "Enter it: the term is counted from it"),
        (
            {**day("entered1", "2026-09-02"), **day("left1", "2026-09-01")},
            "This day is before the day it has to follow",
        ),
        (day("entered1", "1950-09-02"), "This is outside of what can be counted"),
        ({"entered1-day": "x"}, "Write the date in digits"),
    ],
)
def test_stays_that_cannot_be_are_refused(client: Client, posted: dict[str, str], said: str) -> None:
    answer = client.post(address("visa-free-days"), posted)

    assert answer.status_code == 422
    assert said in words(answer.text)


def test_the_calendar_begins_on_the_side_on_which_one_reads(client: Client) -> None:
    posted = {"rows": "3", **day("entered1", "2026-11-28")}
    first = rf'<rect x="{drawing.LABEL}"'
    mirrored = rf'<rect x="{drawing.WIDTH - drawing.LABEL - drawing.CELL}"'

    assert first in client.post(address("visa-free-days"), posted).text
    arabic = client.post(address("visa-free-days", language="ar"), posted).text
    assert mirrored in arabic
    assert first not in arabic


def test_the_entry_for_a_calendar_is_what_rfc_5545_wants(client: Client) -> None:
    posted = {**day("day", "2026-12-18"), "calendar": "1"}
    answer = client.post(address("deadline", "job-lost", language="ar"), posted)
    lines = answer.content.split(b"\r\n")
    unfolded = answer.content.replace(b"\r\n ", b"").decode().split("\r\n")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="job-lost.ics"' in answer["Content-Disposition"]
    assert all(len(line) <= 75 and line.decode() for line in lines[:-1])  # whole letters in every line
    assert any(line.startswith(b" ") for line in lines)
    assert "DTSTART;VALUE=DATE:20270111" in unfolded  # the safer day
    assert "DTEND;VALUE=DATE:20270112" in unfolded
    # the day that is 60 days before has passed
    assert [line for line in unfolded if line.startswith("TRIGGER")] == ["TRIGGER:-P30D", "TRIGGER:-P7D"]
    assert [line.split(":")[1] for line in unfolded if line.startswith("BEGIN")] == [
        "VCALENDAR", "VEVENT", "VALARM", "VALARM",
    ]  # fmt: skip
    assert unfolded[-2:] == ["END:VCALENDAR", ""]


def test_what_would_end_a_text_of_a_calendar_is_escaped(client: Client) -> None:
    answer = client.post(address("deadline", "blue-card"), {**day("day", "2026-12-18"), "calendar": "1"})
    unfolded = answer.content.replace(b"\r\n ", b"").decode()

    assert "SUMMARY:Tell the voivode of a change\\, with an EU Blue Card\r\n" in unfolded
