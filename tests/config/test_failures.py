"""An error nobody caught: 503 while the database is away, 500 otherwise, in the shape the caller reads."""

import json

import pytest
from django.db.utils import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from config import failures, problem_types


def answer_to_failure(path: str, error: Exception) -> HttpResponse:
    request = RequestFactory().get(path)
    try:
        raise error
    except type(error):
        return failures.server_error(request)


@pytest.mark.parametrize("path", ["/api/v1/applications/", "/_allauth/app/v1/auth/session", "/gov/v1/head"])
def test_a_program_is_told_to_come_again(path: str) -> None:
    told = answer_to_failure(path, OperationalError("connection to server lost"))
    assert (told.status_code, told["Retry-After"], told["Content-Type"]) == (503, "5", "application/problem+json")
    assert json.loads(told.content) == {
        "type": problem_types.address("service_unavailable"),
        "status": 503,
        "title": "Service Unavailable",
        "detail": "Service Unavailable",
        "code": "service_unavailable",
    }


def test_a_bug_is_a_500_without_its_text() -> None:
    told = answer_to_failure("/api/v1/applications/", ValueError("Olena"))
    assert (told.status_code, told.has_header("Retry-After")) == (500, False)
    assert json.loads(told.content) == {
        "type": problem_types.address("internal_server_error"),
        "status": 500,
        "title": "Internal Server Error",
        "detail": "Internal Server Error",
        "code": "internal_server_error",
    }


def test_a_person_gets_a_page_though_the_database_is_away() -> None:
    """No database is allowed in this test, so the page needs none."""
    told = answer_to_failure("/en/applications/", OperationalError("connection to server lost"))
    assert (told.status_code, told["Retry-After"]) == (503, "5")
    assert "What you filed and what you saved is safe" in told.text
