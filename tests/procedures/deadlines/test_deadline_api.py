"""Terms by API, as an anonymous client asks for them."""

import logging
from typing import Any

import pytest
import time_machine
from django.test import Client

from procedures.deadlines import rules

pytestmark = pytest.mark.django_db


def post(client: Client, path: str, body: Any, language: str = "en") -> Any:
    return client.post(
        f"/api/v1/deadlines/{path}", body, content_type="application/json", headers={"accept-language": language}
    )


def test_every_term_is_listed_with_what_it_asks_for(client: Client) -> None:
    answer = client.get("/api/v1/deadlines/", headers={"accept-language": "en"}).json()
    found = {each["key"]: each for each in answer["results"]}

    assert list(found) == [rule.key for rule in rules.table()]
    assert found["fee-call"]["asks"] == [
        {"key": "day", "title": "The day the letter was served on you", "is_number": False},
        {"key": "days", "title": "Days the letter gives you", "is_number": True},
    ]
    assert (found["fee-call"]["least"], found["fee-call"]["most"]) == (7, 14)
    assert [unit["id"] for unit in found["file-temporary"]["law"]] == ["foreigners:105(1)"]


def test_a_term_is_counted_with_its_working(client: Client) -> None:
    answer = post(client, "appeal/", {"day": "2026-12-11"})
    told = answer.json()

    assert answer.status_code == 200
    assert (told["day"], told["careful"], told["ends_at"]) == ("2026-12-28", None, "2026-12-29T00:00:00+01:00")
    assert [step["text"].replace("\u2068", "").replace("\u2069", "") for step in told["working"]] == [
        "The day of the event is not counted: the first day is 12 December 2026.",
        "Day 14 is 25 December 2026.",
        "25 December 2026 is a public holiday: Boże Narodzenie, pierwszy dzień.",
        "26 December 2026 is a public holiday: Boże Narodzenie, drugi dzień.",
        "27 December 2026 is a Sunday.",
        "The term ends on the next day that is neither a day off nor a Saturday: 28 December 2026.",
    ]
    assert [unit["id"] for unit in told["working"][-1]["law"]] == ["kpa:57(4)"]
    assert [unit["id"] for unit in told["rule"]["law"]] == ["kpa:129(2)", "kpa:57(1)", "kpa:57(4)"]


def test_summer_time_ends_a_day_an_hour_sooner_in_utc(client: Client) -> None:
    assert post(client, "file-temporary/", {"day": "2026-03-29"}).json()["ends_at"] == "2026-03-30T00:00:00+02:00"


@pytest.mark.parametrize(
    ("path", "body", "errors"),
    [
        ("appeal/", {}, {"day": ["Enter it: the term is counted from it"]}),
        ("appeal/", {"day": "1850-01-01"}, {"day": ["This is outside of what can be counted"]}),
        ("fee-call/", {"day": "2026-12-01", "days": 30}, {"days": ["This is outside of what can be counted"]}),
        (
            "visa-free-days/",
            {"visits": [{"entered": "2026-02-01", "left": "2026-01-01"}]},
            {"visits": {"0": {"left": ["This day is before the day it has to follow"]}}},
        ),
        (
            "visa-free-days/",
            {"visits": [{"entered": "0001-02-01"}]},
            {"visits": {"0": {"non_field_errors": ["This is outside of what can be counted"]}}},
        ),
        ("visa-free-days/", {"visits": [], "on": "9999-12-31"}, {"on": ["This is outside of what can be counted"]}),
    ],
)
def test_days_that_cannot_be_counted_are_a_problem_that_names_them(
    client: Client, path: str, body: Any, errors: Any
) -> None:
    answer = post(client, path, body)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert (answer.json()["code"], answer.json()["errors"]) == ("invalid", errors)


def test_what_is_no_day_or_no_rule_is_refused(client: Client) -> None:
    assert post(client, "appeal/", {"day": "soon"}).json()["errors"].keys() == {"day"}
    assert post(client, "nothing/", {"day": "2026-12-01"}).status_code == 404
    assert post(client, "visa-free-days/", {"visits": [{"entered": "2026-01-01"}] * 201}).status_code == 400


@time_machine.travel("2026-11-28 12:00+01:00")
def test_visa_free_days_are_counted_as_of_today_if_no_day_is_named(client: Client) -> None:
    told = post(client, "visa-free-days/", {"visits": [{"entered": "2026-11-01"}]}).json()

    assert told == {
        "on": "2026-11-28",
        "begins": "2026-06-02",
        "used": 28,
        "left": 62,
        "until": "2027-01-29",
        "again": None,
        "over": None,
    }


def test_nothing_of_it_is_kept_or_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = post(client, "appeal/", {"day": "2026-12-11"})
        refused = post(client, "visa-free-days/", {"visits": [{"entered": "2026-12-11", "left": "2026-12-10"}]})

    assert (answer["Cache-Control"], refused.status_code) == ("no-store, private", 400)
    assert "2026-12" not in caplog.text
