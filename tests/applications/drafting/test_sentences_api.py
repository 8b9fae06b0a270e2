"""Ready Polish sentences by API: offered, put together, and stored once they are sent as an answer."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from procedures import catalogue

pytestmark = pytest.mark.django_db
POLISH = "Utrzymuję się z wynagrodzenia za pracę w wysokości 6000,00 zł brutto miesięcznie."
PAY = {"sentence": "pay", "blanks": {"amount": "6000.00"}}


@pytest.fixture
def api() -> APIClient:
    client = APIClient()
    client.force_login(User.objects.create_user("olena@example.com", "correct-horse-battery"))
    return client


@pytest.fixture
def draft(api: APIClient) -> Any:
    sent = {"procedure": "temporary-work", "last_lawful_day": "2026-12-12"}
    return api.post("/api/v1/applications/", sent, format="json").json()


def compose(api: APIClient, draft: Any, question: str, *chosen: Any, step: str = "means", language: str = "ar") -> Any:
    at = f"/api/v1/applications/{draft['id']}/steps/{step}/sentences/"
    sent = {"question": question, "chosen": list(chosen)}
    return api.post(at, sent, format="json", headers={"Accept-Language": language})


def problems(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.content
    return [(each["field"], each["code"]) for each in answer.json()["errors"]]


def test_a_step_says_where_its_sentences_are_and_they_say_what_they_ask_for(api: APIClient, draft: Any) -> None:
    step = api.get(f"/api/v1/applications/{draft['id']}/steps/means/").json()
    means, insurance = api.get(step["sentences"], headers={"Accept-Language": "en"}).json()
    assert (means["question"], insurance["question"]) == ("means", "insurance")
    pay = next(each for each in means["sentences"] if each["key"] == "pay")
    assert pay["title"] == "I live on my pay: {amount} złoty gross a month."
    assert pay["official"] == "Utrzymuję się z wynagrodzenia za pracę w wysokości {amount} zł brutto miesięcznie."
    assert pay["blanks"]["required"] == ["amount"]
    assert api.get(f"/api/v1/applications/{draft['id']}/steps/name/").json()["sentences"] == ""


def test_only_what_fits_the_purpose_is_offered(api: APIClient, draft: Any) -> None:
    reasons = api.get(f"/api/v1/applications/{draft['id']}/steps/reasons/sentences/").json()
    keys = {each["key"] for each in reasons[0]["sentences"]}
    assert "work" in keys
    assert "married" not in keys


def test_what_is_composed_can_be_put_as_the_answer(api: APIClient, draft: Any) -> None:
    answer = compose(api, draft, "means", PAY).json()["answer"]
    assert answer == {
        "pl": POLISH,
        "own": "أعيش من أجري: 6000 زلوتي إجمالي شهريًا.",
        "language": "ar",
        "chosen": [PAY],
    }
    step = f"/api/v1/applications/{draft['id']}/steps/means/"
    assert api.get(step).json()["answers"] == {}
    saved = api.put(
        step, {"answers": {"means": answer, "insurance": {"none": True}}}, format="json", headers={"If-Match": '"0"'}
    )
    assert (saved.status_code, saved.json()["answers"]["means"]) == (200, answer)


@pytest.mark.parametrize(
    ("question", "chosen", "said"),
    [
        ("means", [{"sentence": "pay", "blanks": {}}], "sentences"),
        ("means", [{"sentence": "pay"}], "sentences"),
        ("means", [{"sentence": "pay", "blanks": {"amount": "much"}}], "amount"),
        ("means", [{"sentence": "pay", "blanks": ["6000.00"]}], "sentences"),
        ("means", [{"sentence": "gold"}], "sentences"),
        ("means", [{"sentence": 7}], "sentences"),
        ("means", [], "schema"),
        ("means", [{}], "schema"),
        ("means", ["pay"], "schema"),
        ("means", [PAY] * 21, "schema"),
    ],
)
def test_what_cannot_be_composed_is_refused_by_its_question(
    api: APIClient, draft: Any, question: str, chosen: list[Any], said: str
) -> None:
    answer = compose(api, draft, question, *chosen)
    if chosen == ["pay"]:  # not even objects
        assert answer.status_code == 400
    else:
        assert problems(answer) == [(question, said)]


def test_a_sentence_of_another_purpose_and_an_unanswered_source_are_named(api: APIClient, draft: Any) -> None:
    at = {"step": "reasons", "language": "en"}
    married = {"sentence": "household"}
    assert problems(compose(api, draft, "justification", married, **at)) == [("justification", "sentences")]
    here = compose(api, draft, "justification", {"sentence": "live-in"}, **at)
    assert here.json()["errors"][0]["text"] == "First answer “Town or village”: the sentence takes its answer over"


def test_a_question_without_sentences_is_named(api: APIClient, draft: Any) -> None:
    assert problems(compose(api, draft, "surname", PAY, step="name")) == [("question", "not-asked")]


@pytest.mark.parametrize("chosen", [[{"sentence": "gold"}], [{"sentence": "pay"}], "pay", [7]])
def test_a_choice_that_is_none_is_no_answer(api: APIClient, draft: Any, chosen: Any) -> None:
    sent = {"answers": {"means": {"pl": POLISH, "chosen": chosen}, "insurance": {"none": True}}}
    step = f"/api/v1/applications/{draft['id']}/steps/means/"
    saved = api.put(step, sent, format="json", headers={"If-Match": '"0"'})
    assert saved.status_code == 422
    assert {each["field"] for each in saved.json()["errors"]} == {"means"}


def test_everything_of_a_procedure_is_public(client: Any) -> None:
    answer = client.get("/api/v1/procedures/family/sentences/", headers={"Accept-Language": "uk"})
    questions = {each["question"]: each for each in answer.json()}
    assert questions["nationality"]["one"] is True
    keys = {each["key"] for each in questions["justification"]["sentences"]}
    assert "foreigner-family" in keys
    assert "work" not in keys
    assert "purposeOther" not in questions
    assert catalogue.procedure("family").preset["purpose"] == "12"
