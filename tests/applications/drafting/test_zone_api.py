"""The machine readable lines by API: read, checked and given back as answers, stored nowhere."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from applications.drafting.models import Application
from procedures.language.schema import NONE
from tests.applications.drafting.test_sentences_api import api, draft, problems
from tests.content.journey.test_steps import contents
from tests.content.journey.test_zone import LINES

__all__ = ["api", "draft"]
pytestmark = pytest.mark.django_db


def read(api: APIClient, draft: Any, lines: Any, *, step: str = "passport") -> Any:
    at = f"/api/v1/applications/{draft['id']}/steps/{step}/zone/"
    return api.post(at, {"lines": lines}, format="json", headers={"Accept-Language": "en"})


def test_lines_are_answers_that_their_steps_take(api: APIClient, draft: Any) -> None:
    address = api.get(f"/api/v1/applications/{draft['id']}/steps/passport/").json()["zone"]
    found = api.post(address, {"lines": LINES}, format="json").json()
    assert {each["step"]: each["answers"] for each in found} == {
        "name": {"surname": "KOVALENKO", "givenNames": "OLENA"},
        "birth": {"birthDate": "1992-03-05", "sex": "K"},
        "about-you": {"citizenships": ["UKR"]},
        "passport": {
            "docChoice": "travelDoc",
            "travelDoc.number": "FN4829134",
            "travelDoc.expiryDate": "2031-01-01",
        },
    }
    name = found[0]
    sent = {**name["answers"], "familyName": "KOVAL", "previousSurnames": NONE, "previousNames": NONE}
    put = api.put(name["url"], {"answers": sent}, format="json", headers={"If-Match": '"0"'})
    assert put.status_code == 200, put.content


def test_nothing_is_stored_and_what_stands_in_other_steps_is_left_out(api: APIClient, draft: Any) -> None:
    stored = Application.objects.get(pk=draft["id"])
    before = contents(stored)
    read(api, draft, LINES)
    assert contents(stored) == before
    at = f"/api/v1/applications/{draft['id']}/steps/name/"
    own = {"surname": "Kowalenko", "givenNames": "Olena", "familyName": "Koval", "previousSurnames": NONE}
    own["previousNames"] = NONE
    assert api.put(at, {"answers": own}, format="json", headers={"If-Match": '"0"'}).status_code == 200
    assert "name" not in {each["step"] for each in read(api, draft, LINES).json()}
    assert "name" in {each["step"] for each in read(api, draft, LINES, step="name").json()}


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        (
            LINES.replace("FN4829134", "FN4829135"),
            "check-digit",
            "does not fit: number of the document",
        ),
        (LINES.replace("9203055", "9203056"), "check-digit", "does not fit: date of birth"),
        ("FN4829134", "not-whole", "Write the whole lines"),
        (LINES.replace("P<UKR", "V<UKR"), "another-document", "These are the lines of another document"),
    ],
)
def test_what_is_wrong_in_the_lines_is_said_in_its_own_words(
    api: APIClient, draft: Any, lines: str, code: str, said: str
) -> None:
    answer = read(api, draft, lines)
    assert problems(answer) == [("lines", code)]
    assert said in answer.json()["errors"][0]["text"]
    assert "FN48" not in answer.text


@pytest.mark.parametrize("lines", [None, 7, [], {}, "", "P" * 501, "P\x00"])
def test_lines_that_are_no_text_are_refused(api: APIClient, draft: Any, lines: Any) -> None:
    assert read(api, draft, lines).status_code in (400, 422)


def test_a_step_that_asks_for_none_of_it_takes_no_lines(api: APIClient, draft: Any) -> None:
    assert api.get(f"/api/v1/applications/{draft['id']}/steps/contact/").json()["zone"] == ""
    assert read(api, draft, LINES, step="contact").status_code == 404


def test_lines_of_somebody_elses_draft_are_not_found(draft: Any, django_user_model: Any) -> None:
    other = APIClient()
    other.force_login(django_user_model.objects.create_user("ivan@example.com", "correct-horse-battery"))
    assert read(other, draft, LINES).status_code == 404
