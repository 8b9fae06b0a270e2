"""The whole way of an annex by API alone."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from applications.annexes.models import AnnexRequest
from applications.drafting.models import IdempotentAnswer
from tests.applications.annexes import applicant_and_employer
from tests.applications.annexes.applicant_and_employer import EMPLOYER, FORM, Applicant
from tests.applications.signing.signature_double import Double

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(person: Applicant) -> APIClient:
    client = APIClient()
    client.force_authenticate(person.user)
    return client


def annexes(person: Applicant) -> str:
    return f"/api/v1/applications/{person.application.pk}/annexes/"


def put_step(employer: APIClient, token: str, step: str, answers: dict[str, Any], revision: int) -> Any:
    return employer.put(
        f"/api/v1/annexes/{token}/steps/{step}/", {"answers": answers, "revision": revision}, format="json"
    )


def test_api_the_whole_way(person: Applicant, api: APIClient, double: Double) -> None:
    asked = api.post(annexes(person), {"annex": FORM, "email": EMPLOYER}, format="json")
    assert asked.status_code == 201
    assert [(each["email"], each["state"], each["is_current"]) for each in asked.json()] == [(EMPLOYER, "sent", False)]
    token, employer = applicant_and_employer.token(), APIClient()
    annex = employer.get(f"/api/v1/annexes/{token}/").json()
    assert annex["known"] == {"purpose": "work", "f.surname": "Kovalenko"}
    assert [step["key"] for step in annex["steps"]] == ["employer", "job"]
    for step in ("employer", "job"):
        answer = put_step(employer, token, step, applicant_and_employer.ANSWERS[step], annex["revision"])
        assert answer.status_code == 200, answer.json()
        annex = answer.json()
    assert annex["can_sign"] is True
    assert annex["answers"] == {**applicant_and_employer.ANSWERS["employer"], **applicant_and_employer.ANSWERS["job"]}
    url = employer.post(f"/api/v1/annexes/{token}/signature/").json()["url"]
    back = double.sign(url, "jan")
    signed = employer.post(f"/api/v1/annexes/{token}/signature/return/", back, format="json")
    assert (signed.status_code, signed.json()["state"]) == (200, "signed")
    assert [(each["state"], each["is_current"]) for each in api.get(annexes(person)).json()] == [("signed", True)]


def test_api_asks_once_per_key(person: Applicant, api: APIClient) -> None:
    body, headers = {"annex": FORM, "email": EMPLOYER}, {"Idempotency-Key": "one"}
    first = api.post(annexes(person), body, format="json", headers=headers)
    second = api.post(annexes(person), body, format="json", headers=headers)
    assert (first.status_code, second.status_code, second.json()) == (201, 201, first.json())
    assert (AnnexRequest.objects.count(), len(applicant_and_employer.mails())) == (1, 1)
    other = api.post(annexes(person), {**body, "email": "boss@firma.example"}, format="json", headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "KeyReused")
    kept = IdempotentAnswer.objects.values().get()
    assert (kept["status"], kept["made"]) == (201, None)
    assert EMPLOYER.encode() not in str(kept).encode() + bytes(kept["request"])


def test_api_asks_again_once_per_key(person: Applicant, api: APIClient) -> None:
    request = api.post(annexes(person), {"annex": FORM, "email": EMPLOYER}, format="json").json()[0]["request"]
    body = {"action": "resend", "request": request}
    for _time in range(2):
        api.post(annexes(person), body, format="json", headers={"Idempotency-Key": "again"})
    assert len(applicant_and_employer.mails()) == 2


def test_api_asks_again_replaces_and_ends(person: Applicant, api: APIClient) -> None:
    request = api.post(annexes(person), {"annex": FORM, "email": EMPLOYER}, format="json").json()[0]["request"]
    api.post(annexes(person), {"action": "resend", "request": request}, format="json")
    moved = {"action": "replace", "request": request, "email": "boss@firma.example"}
    listed = api.post(annexes(person), moved, format="json").json()
    assert [each["email"] for each in listed] == ["boss@firma.example"]
    ended = api.post(annexes(person), {"action": "end", "request": listed[0]["request"]}, format="json").json()
    assert [(each["email"], each["state"], each["request"]) for each in ended] == [("", "missing", None)]
    assert len(applicant_and_employer.mails()) == 3


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "invalid"),
        ({"annex": FORM}, 400, "invalid"),
        ({"annex": FORM, "email": "x"}, 400, "invalid"),
        ({"action": "resend"}, 400, "invalid"),
        ({"annex": "another", "email": EMPLOYER}, 409, "NoSuchAnnex"),
        ({"action": "end", "request": "0192c3a0-0000-7000-8000-000000000000"}, 404, "not_found"),
    ],
)
def test_api_refusals_are_problems(
    person: Applicant, api: APIClient, body: dict[str, str], status: int, code: str
) -> None:
    answer = api.post(annexes(person), body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_api_somebody_elses_application_is_not_found(person: Applicant, api: APIClient) -> None:
    other = applicant_and_employer.applicant("ahmed@example.com")
    assert api.get(annexes(other)).status_code == 404
    assert APIClient().get(annexes(person)).status_code in {401, 403}


def test_api_wrong_answers_stale_revisions_and_links(person: Applicant) -> None:
    person.asks()
    token, employer = applicant_and_employer.token(), APIClient()
    wrong = put_step(employer, token, "employer", {"e.name": "Firma"}, 0)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["e.agency"])
    carried = put_step(
        employer, token, "employer", {**applicant_and_employer.ANSWERS["employer"], "f.surname": "Smith"}, 0
    )
    assert carried.status_code == 400
    assert put_step(employer, token, "unknown", {}, 0).status_code == 404
    assert put_step(employer, token, "employer", applicant_and_employer.ANSWERS["employer"], 0).status_code == 200
    assert put_step(employer, token, "employer", applicant_and_employer.ANSWERS["employer"], 0).status_code == 412
    assert employer.get("/api/v1/annexes/unknown/").status_code == 404
    start = employer.post(f"/api/v1/annexes/{token}/signature/")
    assert (start.status_code, start.json()["code"]) == (409, "NotComplete")


def test_api_the_return_of_another_annex_is_not_found(person: Applicant, double: Double) -> None:
    person.asks()
    mine = applicant_and_employer.token()
    applicant_and_employer.fill_in(mine)
    url = APIClient().post(f"/api/v1/annexes/{mine}/signature/").json()["url"]
    person.asks("second@firma.example")
    back = double.sign(url, "jan")
    answer = APIClient().post(
        f"/api/v1/annexes/{applicant_and_employer.token()}/signature/return/", back, format="json"
    )
    assert answer.status_code == 404
