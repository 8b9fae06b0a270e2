"""The draft's life through the API: the same functions as the pages, told in problem details."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from accounts.acting import themselves
from accounts.models import User
from applications.answers.models import Sheet
from applications.drafting import lifecycle
from applications.drafting.models import Application, IdempotentAnswer
from applications.drafting.states import ApplicationState
from applications.uploads import intake
from applications.uploads.models import Leftover, Upload
from audit.models import Event
from procedures.language.schema import Procedure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_procedure")]


@pytest.fixture
def api(olena: User) -> APIClient:
    client = APIClient()
    client.force_login(olena)
    return client


def start_draft(api: APIClient, **headers: str) -> Any:
    sent = {"procedure": "demo", "last_lawful_day": "2026-12-12"}
    return api.post("/api/v1/applications/", sent, format="json", headers=headers)


def put_step(api: APIClient, draft: Any, step: str, answers: dict[str, Any], *, revision: int) -> Any:
    address = f"/api/v1/applications/{draft['id']}/steps/{step}/"
    return api.put(address, {"answers": answers}, format="json", headers={"If-Match": f'"{revision}"'})


def test_an_application_is_started_filled_in_and_complete(api: APIClient) -> None:
    started = start_draft(api)
    draft = started.json()
    assert started.status_code == 201
    assert started["Location"] == f"{settings.PORTAL_URL}/api/v1/applications/{draft['id']}/"
    assert [(step["key"], step["is_complete"]) for step in draft["steps"]] == [
        ("person", False),
        ("work", False),
        ("stays", False),
    ]
    person = put_step(api, draft, "person", {"surname": "Kovalenko", "pesel": {"none": True}}, revision=0)
    assert (person.status_code, person["ETag"], person.json()["answers"]) == (
        200,
        '"1"',
        {"surname": "Kovalenko", "pesel": {"none": True}},
    )
    put_step(api, draft, "work", {"employer": "Przykład"}, revision=1)
    put_step(api, draft, "stays", {"stays": [{"from": "2020-01-02", "to": "2020-02-03"}]}, revision=2)
    whole = api.get(f"/api/v1/applications/{draft['id']}/")
    assert whole["ETag"] == '"3"'
    assert all(step["is_complete"] for step in whole.json()["steps"])


def test_the_last_day_is_cleaned_before_it_is_judged(api: APIClient) -> None:
    typed = "\u200b٢٠٢٦\u201112\u201312\u00a0"
    answer = api.post("/api/v1/applications/", {"procedure": "demo", "last_lawful_day": typed}, format="json")
    assert (answer.status_code, answer.data["last_lawful_day"]) == (201, "2026-12-12")


def test_a_step_names_its_schema(api: APIClient) -> None:
    draft = start_draft(api).json()
    step = api.get(f"/api/v1/applications/{draft['id']}/steps/work/").json()
    schema = api.get(step["schema"]).json()
    assert step["answers"] == {}
    assert schema["required"] == ["employer"]
    assert schema["properties"]["employer"]["x-official"] == "Podmiot powierzający pracę"


def test_a_refused_answer_is_named_with_its_field(api: APIClient) -> None:
    draft = start_draft(api).json()
    refused = put_step(api, draft, "person", {"surname": "Kovalenko", "pesel": "92030512344"}, revision=0)
    problem = refused.json()
    assert (refused.status_code, refused["Content-Type"], problem["code"]) == (
        422,
        "application/problem+json",
        "InvalidAnswers",
    )
    assert [error["field"] for error in problem["errors"]] == ["pesel"]
    assert api.get(f"/api/v1/applications/{draft['id']}/").json()["revision"] == 0


@pytest.mark.parametrize(("tag", "status"), [("", 428), ('"7"', 412), ('"x"', 412)])
def test_a_save_from_another_revision_is_refused(api: APIClient, tag: str, status: int) -> None:
    draft = start_draft(api).json()
    address = f"/api/v1/applications/{draft['id']}/steps/work/"
    headers = {"If-Match": tag} if tag else {}
    answer = api.put(address, {"answers": {"employer": "Przykład"}}, format="json", headers=headers)
    assert answer.status_code == status
    assert api.get(address).json()["answers"] == {}


def test_a_step_that_is_not_asked_is_not_found(api: APIClient) -> None:
    draft = start_draft(api).json()
    assert put_step(api, draft, "studies", {"school": "UW"}, revision=0).status_code == 404


def test_answers_that_are_no_object_are_refused(api: APIClient) -> None:
    draft = start_draft(api).json()
    address = f"/api/v1/applications/{draft['id']}/steps/work/"
    answer = api.put(address, ["Przykład"], format="json", headers={"If-Match": '"0"'})
    assert answer.status_code == 400


def test_a_second_draft_of_the_same_procedure_leads_to_the_first(api: APIClient) -> None:
    draft = start_draft(api).json()
    again = start_draft(api)
    assert (again.status_code, again.json()["code"], again.json()["application"]) == (409, "DraftExists", draft["id"])


def test_an_unknown_procedure_is_refused(api: APIClient) -> None:
    assert api.post("/api/v1/applications/", {"procedure": "nothing"}, format="json").status_code == 400


def test_the_same_post_twice_creates_once(api: APIClient) -> None:
    first, again = start_draft(api, **{"Idempotency-Key": "one"}), start_draft(api, **{"Idempotency-Key": "one"})
    assert (again.status_code, again.json(), again["Location"]) == (201, first.json(), first["Location"])
    assert Application.objects.count() == 1


def test_the_row_of_a_key_holds_nothing_of_the_answer(api: APIClient) -> None:
    draft = start_draft(api, **{"Idempotency-Key": "one"}).json()
    kept = IdempotentAnswer.objects.values().get()
    assert set(kept) == {"id", "user_id", "key", "request", "status", "made", "created_at"}
    assert (kept["key"], kept["status"], str(kept["made"]), len(kept["request"])) == ("one", 201, draft["id"], 32)


def test_a_key_used_for_another_request_is_refused(api: APIClient) -> None:
    start_draft(api, **{"Idempotency-Key": "one"})
    other = api.post("/api/v1/applications/", {"procedure": "other"}, format="json", headers={"Idempotency-Key": "one"})
    assert (other.status_code, other.json()["code"]) == (409, "KeyReused")


def test_keys_of_two_people_do_not_meet(api: APIClient) -> None:
    start_draft(api, **{"Idempotency-Key": "one"})
    jan = APIClient()
    jan.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    assert start_draft(jan, **{"Idempotency-Key": "one"}).status_code == 201


def test_a_refused_post_may_be_sent_again_under_its_key(api: APIClient, olena: User) -> None:
    draft = start_draft(api).json()
    assert start_draft(api, **{"Idempotency-Key": "two"}).status_code == 409
    lifecycle.expire(Application.objects.get(pk=draft["id"]))
    assert start_draft(api, **{"Idempotency-Key": "two"}).status_code == 201


@pytest.mark.parametrize("path", ["", "steps/work/", "steps/work/schema/", "attachments/"])
def test_somebody_elses_application_is_not_found(api: APIClient, path: str) -> None:
    draft = start_draft(api).json()
    api.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    answer = api.get(f"/api/v1/applications/{draft['id']}/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_nobody_is_told_anything_before_signing_in() -> None:
    assert APIClient().get("/api/v1/applications/").status_code in {401, 403}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_any_number_of_rows(
    api: APIClient, olena: User, demo_procedure: Procedure, rows: int, django_assert_num_queries: Any
) -> None:
    for _each in range(rows):
        lifecycle.expire(lifecycle.start(themselves(olena), demo_procedure, language="en"))
    with django_assert_num_queries(3):
        assert len(api.get("/api/v1/applications/").json()["results"]) == rows


def test_the_list_is_read_page_by_page(api: APIClient, olena: User, demo_procedure: Procedure) -> None:
    made = [
        str(lifecycle.expire(lifecycle.start(themselves(olena), demo_procedure, language="en")).pk)
        for _each in range(3)
    ]
    first = api.get("/api/v1/applications/?limit=2").json()
    second = api.get(first["next"]).json()
    assert [row["id"] for row in (*first["results"], *second["results"])] == made[::-1]
    assert second["next"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=1000", "limit=x", "after=x"])
def test_a_page_that_makes_no_sense_is_refused(api: APIClient, query: str) -> None:
    assert api.get(f"/api/v1/applications/?{query}").status_code == 400


def test_a_file_is_handed_in_seen_and_taken_back(api: APIClient) -> None:
    draft = start_draft(api).json()
    address = f"/api/v1/applications/{draft['id']}/attachments/"
    sent = {"purpose": "photo", "file": SimpleUploadedFile("me.jpg", b"not really")}
    added = api.post(address, sent, format="multipart")
    assert (added.status_code, added.json()["name"], added.json()["state"]) == (201, "me.jpg", "received")
    assert api.get(address).json() == [added.json()]
    assert api.delete(f"{address}{added.json()['id']}/").status_code == 204
    assert intake.of(draft["id"]) == []


def test_a_file_nobody_asked_for_is_refused(api: APIClient) -> None:
    draft = start_draft(api).json()
    sent = {"purpose": "selfie", "file": SimpleUploadedFile("me.jpg", b"not really")}
    answer = api.post(f"/api/v1/applications/{draft['id']}/attachments/", sent, format="multipart")
    assert (answer.status_code, answer.json()["code"]) == (422, "UnknownPurpose")


@pytest.mark.parametrize("state", [ApplicationState.DRAFT, ApplicationState.SIGNING])
def test_a_draft_is_deleted_as_on_its_page(api: APIClient, olena: User, state: ApplicationState) -> None:
    draft = start_draft(api).json()
    address = f"/api/v1/applications/{draft['id']}/"
    sent = {"purpose": "photo", "file": SimpleUploadedFile("me.jpg", b"not really")}
    api.post(f"{address}attachments/", sent, format="multipart")
    original = Upload.objects.get().original
    Application.objects.update(state=state)
    assert api.delete(address).status_code == 204
    gone = Application.objects.select_related("draft_key", "case_key").get()
    assert (gone.state, gone.sheet, gone.draft_key.wrapped, gone.case_key.wrapped) == (
        ApplicationState.EXPIRED,
        None,
        None,
        None,
    )
    assert (Sheet.objects.count(), Upload.objects.count()) == (0, 0)
    assert list(Leftover.objects.values_list("name", flat=True)) == [original]
    [event] = Event.objects.filter(event="application-moved")
    assert (event.actor, event.facts) == (olena.pk, {"from": state, "to": "expired"})
    assert start_draft(api).status_code == 201


@pytest.mark.parametrize("state", sorted(set(ApplicationState) - {ApplicationState.DRAFT, ApplicationState.SIGNING}))
def test_what_is_signed_filed_or_gone_is_not_deleted(api: APIClient, state: ApplicationState) -> None:
    draft = start_draft(api).json()
    Application.objects.update(state=state)
    refused = api.delete(f"/api/v1/applications/{draft['id']}/", headers={"Accept-Language": "en"})
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert refused.json() == {
        "type": f"{settings.PORTAL_URL}/api/v1/openapi.json#/components/x-problems/NotPossible",
        "status": 409,
        "title": "This cannot be done with the application in its present state.",
        "detail": "This cannot be done with the application in its present state.",
        "code": "NotPossible",
    }
    kept = Application.objects.select_related("draft_key").get()
    assert (kept.state, kept.sheet is None, kept.draft_key.destroyed_at) == (state, False, None)


def test_nobody_deletes_somebody_elses_draft(api: APIClient) -> None:
    draft = start_draft(api).json()
    assert APIClient().delete(f"/api/v1/applications/{draft['id']}/").status_code in {401, 403}
    api.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    assert api.delete(f"/api/v1/applications/{draft['id']}/").status_code == 404
    assert Application.objects.get().state == ApplicationState.DRAFT


def test_what_is_filed_cannot_be_changed(api: APIClient) -> None:
    draft = start_draft(api).json()
    Application.objects.filter(pk=draft["id"]).update(state="filed")
    assert put_step(api, draft, "work", {"employer": "Przykład"}, revision=0).status_code == 409
