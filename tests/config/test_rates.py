"""One caller cannot crowd out the others, and is told how much is left."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from config import rates

pytestmark = pytest.mark.django_db
BY_PASSWORD = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def limited(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    monkeypatch.setattr(rates, "minute", rates.Minute())


def ask(client: Client, path: str = "/api/v1/applications/", **extra: str) -> tuple[int, str | None]:
    answer = client.get(path, **extra)  # type: ignore[arg-type]  # parts of the environment
    return answer.status_code, answer.headers.get("RateLimit-Remaining")


def signed_in(address: str) -> Client:
    client = Client()
    client.force_login(User.objects.create_user(address, "x" * 20), backend=BY_PASSWORD)
    return client


def test_who_asks_too_often_is_told_when_to_come_again() -> None:
    client = signed_in("olena@example.test")
    assert [ask(client), ask(client)] == [(200, "1"), (200, "0")]
    refused = client.get("/api/v1/applications/")
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert refused.headers["RateLimit-Limit"] == "2"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["RateLimit-Reset"] == refused.headers["Retry-After"]


def test_nobody_else_pays_for_it() -> None:
    one, other = signed_in("olena@example.test"), signed_in("petro@example.test")
    assert [ask(one)[0] for _time in range(3)] == [200, 200, 429]
    assert ask(other) == (200, "1")


def test_without_a_person_the_address_counts(client: Client) -> None:
    path = "/api/v1/receipts/verify/none/"
    assert [ask(client, path, REMOTE_ADDR="10.0.0.1")[0] for _time in range(3)] == [404, 404, 429]
    assert ask(client, path, REMOTE_ADDR="10.0.0.2") == (404, "1")


def test_the_next_minute_begins_with_nothing() -> None:
    minute = rates.Minute()
    assert [minute.count("a", now) for now in (60.0, 119.9, 120.0)] == [1, 2, 1]


def test_what_caches_keep_says_nothing_of_one_caller(client: Client) -> None:
    answer = client.get("/api/v1/procedures/")
    assert "public" in answer.headers["Cache-Control"]
    assert "RateLimit-Remaining" not in answer.headers
