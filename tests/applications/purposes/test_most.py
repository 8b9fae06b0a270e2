"""How many may be asked for one annex: said at the question that names them, on the page and by API."""

import json

import pytest
from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures import catalogue
from tests.whitespace import hidden_fields, without_unseen

pytestmark = pytest.mark.django_db
ONE, TWO = "jan@example.com", "piotr@example.com"
ONLY_ONE = "Give one address only: this annex is filled in once"
REASON = {"pl": "Nauka w Polsce."}


@pytest.fixture
def person(client: Client) -> User:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    return olena


def begun(person: User, procedure: str) -> Application:
    return lifecycle.start(themselves(person), catalogue.procedure(procedure), language="en")


def put(client: Client, application: Application, *emails: str) -> tuple[int, str]:
    answer = client.put(
        f"/api/v1/applications/{application.pk}/steps/reasons/",
        json.dumps({"answers": {"justification": REASON, "thirdPartyEmail": list(emails)}}),
        content_type="application/json",
        headers={"If-Match": '"0"', "Accept-Language": "en"},
    )
    return answer.status_code, answer.text


@pytest.mark.parametrize("procedure", ["trainee", "volunteer", "studies"])
def test_one_host_or_university_is_named_and_no_more(client: Client, person: User, procedure: str) -> None:
    application = begun(person, procedure)

    status, said = put(client, application, ONE, TWO)

    assert (status, json.loads(said)["errors"][0]["field"]) == (422, "thirdPartyEmail")
    assert ONLY_ONE in said
    assert put(client, application, ONE)[0] == 200


def test_several_employers_are_named(client: Client, person: User) -> None:
    assert put(client, begun(person, "temporary-work"), ONE, TWO)[0] == 200


def test_the_page_says_so_at_the_question(client: Client, person: User) -> None:
    at = f"/en/applications/{begun(person, 'trainee').pk}/reasons/"
    typed = {"reasons-justification-pl": "Nauka w Polsce.", "reasons-thirdPartyEmail": [ONE, TWO]}

    client.post(at, {**hidden_fields(client.get(at)), **typed})

    assert ONLY_ONE in without_unseen(client.get(at).text)
