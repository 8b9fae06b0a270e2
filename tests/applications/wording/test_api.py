"""The same over the API: the applicant's side with a session, the friend's with the link alone."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from applications.wording.models import WordingRequest
from tests.applications.wording.applicant_and_friend import (
    FRIEND,
    OWN,
    POLISH,
    REASONS,
    SECRETS,
    TYPED,
    Applicant,
    applicant,
    text_of,
    token,
    writes,
)

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def signed_in(person: Applicant) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person.user)
    return client


def resource(person: Applicant, more: str = "") -> str:
    return f"/api/v1/applications/{person.application.pk}/wording/{more}"


def ask(client: Client, person: Applicant, **sent: Any) -> Any:
    return client.post(resource(person), {"texts": [REASONS], **sent}, content_type=JSON)


def test_journey_over_the_api(person: Applicant, signed_in: Client) -> None:
    listed = signed_in.get(resource(person)).json()
    lacking = [text["key"] for text in listed["texts"] if not text["polish"]]
    assert lacking == [REASONS]
    made = ask(signed_in, person, texts=lacking, name="Olena K.").json()
    friend, link = Client(), "/api/v1/wording/" + made["link"].rstrip("/").split("/")[-1] + "/"
    seen = friend.get(link).json()
    [text] = seen["texts"]
    assert (seen["asker"], text["own"], text["question"]["label"]) == ("Olena K.", OWN, "Why do you want to stay?")
    sent = {"polish": POLISH, "version": text["version"]}
    wrote = friend.put(f"{link}texts/{text['id']}/", sent, content_type=JSON)
    assert [each["state"] for each in wrote.json()["texts"]] == ["written"]
    [written] = signed_in.get(resource(person)).json()["written"]
    assert (written["written"], written["polish"], written["can_take"]) == (POLISH, "", True)
    decision = {"decision": "take", "version": written["version"]}
    taken = signed_in.post(resource(person, f"written/{written['id']}/"), decision, content_type=JSON)
    assert taken.status_code == 200
    assert [each["polish"] for each in taken.json()["texts"] if each["key"] == REASONS] == [POLISH]
    assert person.texts()[REASONS].polish == POLISH


def test_friend_reads_the_chosen_texts_and_nothing_else(person: Applicant) -> None:
    made = person.asks(email="")
    text = Client().get(f"/api/v1/wording/{token(made)}/").content.decode()
    assert OWN.encode("unicode-escape").decode() in text or OWN in text
    others = (*SECRETS, "сірі", "szare", str(person.application.pk), person.user.email)
    assert [word for word in others if word in text] == []


def test_mailed_link_is_not_told(person: Applicant, signed_in: Client) -> None:
    made = ask(signed_in, person, email=FRIEND.upper()).json()
    assert made["link"] == ""
    [request] = signed_in.get(resource(person)).json()["requests"]
    assert (request["email"], request["state"], len(request["texts"])) == (FRIEND, "open", 1)
    assert ask(signed_in, person, email=FRIEND).json()["code"] == "AskedAlready"


def test_one_key_asks_once_and_tells_the_link_once(person: Applicant, signed_in: Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    first, second = (
        signed_in.post(resource(person), {"texts": [REASONS]}, content_type=JSON, headers=key) for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    assert (bool(first.json()["link"]), second.json()["link"]) == (True, "")
    assert WordingRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"texts": []}, 400),
        ({"texts": [":story:employer"]}, 422),
        ({"texts": [REASONS, ":story:gone"]}, 409),
        ({"email": "no address"}, 400),
        ({"name": "x" * 61}, 400),
    ],
)
def test_wrong_requests_are_refused(person: Applicant, signed_in: Client, sent: dict[str, Any], status: int) -> None:
    assert ask(signed_in, person, **sent).status_code == status
    assert not WordingRequest.objects.exists()


def test_new_link_and_taking_back(person: Applicant, signed_in: Client) -> None:
    made = ask(signed_in, person).json()
    again = signed_in.post(resource(person, f"requests/{made['id']}/link/"))
    assert (again.status_code, again.json()["link"] != made["link"]) == (201, True)
    assert signed_in.delete(resource(person, f"requests/{made['id']}/")).status_code == 204
    gone = Client().get("/api/v1/wording/" + made["link"].rstrip("/").split("/")[-1] + "/")
    assert (gone.status_code, gone.json()["code"]) == (404, "UnknownWordingLink")
    assert signed_in.delete(resource(person, f"requests/{made['id']}/")).status_code == 404


def test_link_after_signing_has_begun(person: Applicant, signed_in: Client) -> None:
    made = person.asks(email="")
    text = writes(made.request)
    person.signs()
    answer = Client().get(f"/api/v1/wording/{token(made)}/")
    assert (answer.status_code, answer.json()["code"]) == (410, "WordingLinkEnded")
    sent = {"polish": "inne", "version": ""}
    assert Client().put(f"/api/v1/wording/{token(made)}/texts/{text.pk}/", sent, content_type=JSON).status_code == 410
    assert ask(signed_in, person).status_code == 409
    decision = {"decision": "leave"}
    assert signed_in.post(resource(person, f"written/{text.pk}/"), decision, content_type=JSON).status_code == 409


def test_conflicts_are_said(person: Applicant, signed_in: Client) -> None:
    made = person.asks(email="")
    text = writes(made.request)
    link = f"/api/v1/wording/{token(made)}/texts/{text.pk}/"
    late = Client().put(link, {"polish": "inne", "version": "old"}, content_type=JSON)
    assert (late.status_code, late.json()["code"]) == (409, "TextsChanged")
    refused = Client().put(link, {"polish": "Хочу", "version": "old"}, content_type=JSON)
    assert (refused.status_code, refused.json()["code"]) == (422, "PolishRefused")
    person.types("story", TYPED | {"story-w-reasons-own": ["Інакше"]})
    [written] = signed_in.get(resource(person)).json()["written"]
    decision = {"decision": "take", "version": written["version"]}
    answer = signed_in.post(resource(person, f"written/{written['id']}/"), decision, content_type=JSON)
    assert (written["can_take"], answer.status_code, answer.json()["code"]) == (False, 409, "OwnWordsChanged")
    left = signed_in.post(resource(person, f"written/{written['id']}/"), {"decision": "leave"}, content_type=JSON)
    assert left.json()["written"] == []


def test_somebody_elses_are_not_found(person: Applicant, signed_in: Client) -> None:
    other = applicant("ahmed@example.test")
    theirs = other.asks(email="")
    text, own = writes(theirs.request), person.asks(email="")
    assert signed_in.get(resource(other)).status_code == 404
    assert ask(signed_in, other).status_code == 404
    assert signed_in.delete(resource(person, f"requests/{theirs.request.pk}/")).status_code == 404
    assert signed_in.post(resource(person, f"requests/{theirs.request.pk}/link/")).status_code == 404
    decision = {"decision": "leave"}
    assert signed_in.post(resource(person, f"written/{text.pk}/"), decision, content_type=JSON).status_code == 404
    sent = {"polish": POLISH, "version": ""}
    answer = Client().put(f"/api/v1/wording/{token(own)}/texts/{text.pk}/", sent, content_type=JSON)
    assert answer.status_code == 404
    assert text_of(theirs.request).is_written
    assert Client().get(resource(person)).status_code in {401, 403}
