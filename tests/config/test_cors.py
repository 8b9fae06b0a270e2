"""Front ends of other origins call the API where a setting names them, by the token in a header, never by a cookie."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db
FRONT_END = "https://front.example"
PRIVATE = ("/api/v1/applications/", "/api/v1/orders/", "/_allauth/app/v1/auth/login")


@pytest.fixture(autouse=True)
def named(settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = [FRONT_END]


@pytest.mark.parametrize("path", PRIVATE)
def test_a_preflight_of_what_is_private_needs_no_sign_in(client: Client, path: str) -> None:
    asked = {"origin": FRONT_END, "access-control-request-method": "PUT"}
    answer = client.options(path, headers=asked)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (200, FRONT_END)
    assert "PUT" in answer.headers["Access-Control-Allow-Methods"]
    allowed = answer.headers["Access-Control-Allow-Headers"]
    assert {"x-session-token", "if-match", "idempotency-key"} <= set(allowed.split(", "))
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_an_origin_that_is_not_named_is_allowed_nothing(client: Client) -> None:
    asked = {"origin": "https://evil.example", "access-control-request-method": "GET"}
    for answer in (client.options(PRIVATE[0], headers=asked), client.get("/api/v1/procedures/", headers=asked)):
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_refusals_can_be_read_too(client: Client) -> None:
    answer = client.get(PRIVATE[0], headers={"origin": FRONT_END})
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (401, FRONT_END)
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


def test_pages_are_for_no_other_origin(client: Client) -> None:
    answer = client.get("/en/account/login/", headers={"origin": FRONT_END})
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_caches_keep_the_answers_of_origins_apart(client: Client) -> None:
    answer = client.get("/api/v1/procedures/", headers={"origin": FRONT_END})
    assert "origin" in answer.headers["Vary"].lower()
