"""The same sign-in without a browser: sign-up, code from the mail, session token, a call of the API."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.test import Client
from django.urls import path
from django.utils import timezone
from pytest_django import Settings
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from config import urls
from notices import jobs

pytestmark = pytest.mark.django_db
AUTH = "/_allauth/app/v1/auth"
PERSON = {"email": "olena@example.com", "password": "cztery-lipy-nad-rzeka"}


class WhoAmI(APIView):
    """Any resource with the default settings of the API."""

    def get(self, request: Request) -> Response:
        assert request.user.is_authenticated
        return Response({"email": request.user.email})


urlpatterns = [path("who/", WhoAmI.as_view()), *urls.urlpatterns]


@pytest.fixture(autouse=True)
def _who(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def status_and_body(client: Client, address: str, body: dict[str, Any], token: str = "") -> tuple[int, dict[str, Any]]:
    headers = {"X-Session-Token": token} if token else {}
    answer = client.post(f"{AUTH}/{address}", body, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def code_mailed() -> str:
    jobs.run()
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", str(outbox.outbox[-1].body))
    assert found
    return found.group()


def answer_to_who(token: str) -> Any:
    return Client().get("/who/", headers={"X-Session-Token": token} if token else {})


def test_sign_up_code_and_token_lead_to_the_api(client: Client) -> None:
    status, answer = status_and_body(client, "signup", PERSON)
    assert (status, answer["meta"]["is_authenticated"]) == (401, False)
    token = answer["meta"]["session_token"]
    assert answer_to_who(token).status_code == 401
    status, answer = status_and_body(client, "email/verify", {"key": code_mailed()}, token)
    assert (status, answer["meta"]["is_authenticated"]) == (200, True)
    token = answer["meta"].get("session_token", token)
    assert answer_to_who(token).json() == {"email": PERSON["email"]}


def test_sign_in_and_out_again(client: Client) -> None:
    _, answer = status_and_body(client, "signup", PERSON)
    status_and_body(client, "email/verify", {"key": code_mailed()}, answer["meta"]["session_token"])
    status, answer = status_and_body(Client(), "login", PERSON)
    token = answer["meta"]["session_token"]
    assert (status, answer_to_who(token).status_code) == (200, 200)
    Client().delete(f"{AUTH}/session", headers={"X-Session-Token": token})
    assert answer_to_who(token).status_code == 401


@pytest.mark.parametrize("token", ["", "no-such-token"])
def test_without_a_token_that_counts_the_api_answers_401(token: str) -> None:
    answer = answer_to_who(token)
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")


def test_wrong_password_says_no(client: Client) -> None:
    User.objects.create_user(PERSON["email"], PERSON["password"])
    status, answer = status_and_body(client, "login", {**PERSON, "password": "cztery-sosny-nad-morzem"})
    assert (status, [error["code"] for error in answer["errors"]]) == (400, ["email_password_mismatch"])


def test_token_ends_when_it_is_not_used(client: Client) -> None:
    _, answer = status_and_body(client, "signup", PERSON)
    token = answer["meta"]["session_token"]
    _, answer = status_and_body(client, "email/verify", {"key": code_mailed()}, token)
    token = answer["meta"].get("session_token", token)
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        clock.move_to(start + timedelta(minutes=50))
        assert answer_to_who(token).status_code == 200
        clock.move_to(start + timedelta(minutes=100))
        assert answer_to_who(token).status_code == 200
        clock.move_to(start + timedelta(minutes=161))
        assert answer_to_who(token).status_code == 401
