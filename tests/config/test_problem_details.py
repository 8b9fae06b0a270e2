"""Every error of the API is the same shape, with a type that leads to its words, and no gap left open in a sentence."""

import pytest
from django.test import Client

from accounts.models import User
from config import problem_types
from tests.config.test_openapi import published
from tests.config.test_problems import CODES

pytestmark = pytest.mark.django_db
MEMBERS = {"type", "status", "title", "detail", "code"}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "/api/v1/nothing", 404, "not_found"),
        ("get", "/api/", 404, "not_found"),
        ("get", "/api/v1/procedures/nothing/", 404, "not_found"),
        ("delete", "/api/v1/procedures/", 405, "method_not_allowed"),
        ("get", "/api/v1/checker/", 405, "method_not_allowed"),
        ("get", "/api/v1/payments/stripe/webhook/", 405, "method_not_allowed"),
        ("get", "/api/v1/applications/", 401, "not_authenticated"),
        ("get", "/api/v1/facts/?on=never", 400, "invalid"),
        ("post", "/api/v1/checker/", 415, "unsupported_media_type"),
    ],
)
def test_every_error_is_a_problem(client: Client, method: str, path: str, status: int, code: str) -> None:
    answer = getattr(client, method)(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    told = answer.json()
    assert told.keys() >= MEMBERS
    assert (told["status"], told["code"], told["type"]) == (status, code, problem_types.address(code))
    assert told["title"]
    assert told["detail"]
    assert "{" not in told["title"] + told["detail"]


def test_a_refusal_of_the_domain_has_the_same_shape(client: Client) -> None:
    client.force_login(
        User.objects.create_user("olena@example.test", "x" * 20), backend="django.contrib.auth.backends.ModelBackend"
    )
    answer = client.post("/api/v1/applications/", {"procedure": "ict", "for_whom": "x"}, "application/json")
    assert answer.status_code == 400
    assert MEMBERS | {"errors"} <= answer.json().keys()


def test_the_method_that_is_not_known_is_named(client: Client) -> None:
    told = client.delete("/api/v1/procedures/", headers={"accept-language": "en"}).json()
    assert (told["title"], told["detail"]) == ("Method Not Allowed", 'Method "DELETE" not allowed.')


def test_every_type_leads_to_its_place_in_the_description() -> None:
    described = published()["components"]["x-problems"]  # type: ignore[index]  # as OpenAPI has it
    for code in (*CODES.values(), "not_found", "method_not_allowed", "throttled", "invalid"):
        assert code in described
        assert problem_types.address(code).endswith(f"/api/v1/openapi.json#/components/x-problems/{code}")
    assert described["TooManyLinks"] == {"status": 429}
