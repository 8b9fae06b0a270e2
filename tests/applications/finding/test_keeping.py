"""Outcomes of the checker in the account, by page's function and by API."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from applications.finding import keeping
from applications.finding.errors import KeptEnough, NotAtTheEnd
from applications.finding.models import KeptOutcome
from procedures import catalogue
from procedures.language import trees
from sealing.models import DataKey

pytestmark = pytest.mark.django_db
CHECKER, KEPT = "/api/v1/checker/", "/api/v1/outcomes/"
STUDIES = {"barred": "none", "citizenship": "other", "matter": "stay", "lawful": "visa", "purpose": "studies"}


@pytest.fixture
def olena() -> User:
    return User.objects.create_user("olena@example.com", "correct-horse-battery")


@pytest.fixture
def signed_in(client: Client, olena: User) -> Client:
    client.force_login(olena)
    return client


def tree() -> trees.Tree:
    return catalogue.tree(trees.WHICH)


def post(client: Client, address: str, answers: Any) -> Any:
    return client.post(address, {"answers": answers}, content_type="application/json")


def test_only_the_answers_of_the_way_are_kept_and_sealed(olena: User) -> None:
    row = keeping.keep(olena, tree(), {**STUDIES, "work": "employer"})
    assert b"studies" not in bytes(row.sealed)
    opened = keeping.opened(KeptOutcome.objects.select_related("key").get())
    assert {question.key: answer.code for question, answer in opened.walked.answered} == STUDIES
    assert (opened.led_to, opened.is_changed) == ("studies", False)


def test_a_way_that_is_not_at_its_end_is_refused(olena: User) -> None:
    with pytest.raises(NotAtTheEnd):
        keeping.keep(olena, tree(), {"barred": "none"})
    assert DataKey.objects.count() == 0


def test_nobody_keeps_more_than_they_need(olena: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 1)
    keeping.keep(olena, tree(), STUDIES)
    with pytest.raises(KeptEnough):
        keeping.keep(olena, tree(), STUDIES)


def test_deleting_one_deletes_its_key(olena: User) -> None:
    keeping.delete(keeping.keep(olena, tree(), STUDIES))
    assert (KeptOutcome.objects.count(), DataKey.objects.count()) == (0, 0)


def test_many_are_listed_by_one_query(olena: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(5):
        keeping.keep(olena, tree(), STUDIES)
    with django_assert_num_queries(1):
        assert len([keeping.opened(row) for row in keeping.of(olena)]) == 5


def test_the_api_leads_from_question_to_outcome(client: Client) -> None:
    first = post(client, CHECKER, {}).json()
    assert (first["question"]["key"], first["outcome"], first["answered"]) == ("barred", None, [])
    assert {"code": "none", "label": "None of these is true of me"} in first["question"]["answers"]
    end = post(client, CHECKER, STUDIES).json()
    assert end["question"] is None
    assert (end["outcome"]["key"], end["outcome"]["procedure"]) == ("studies", "studies")
    assert end["outcome"]["fills"] == {"inPoland": True, "stayBasis": "2"}
    assert [each["question"] for each in end["answered"]] == list(STUDIES)


def test_every_way_of_the_checker_is_answered_by_api(client: Client) -> None:
    for way in trees.paths(tree()):
        answers = {question.key: answer.code for question, answer in way.answered}
        told = post(client, CHECKER, answers).json()
        assert (told["outcome"]["key"], told["question"]) == (way.end, None)


@pytest.mark.parametrize("wrong", [["none"], "none", {"barred": {"a": 1}}, {"barred": "x" * 61}])
def test_what_are_no_answers_is_a_problem_in_words(client: Client, wrong: Any) -> None:
    refused = post(client, CHECKER, wrong)
    assert refused.status_code == 400
    assert refused.headers["Content-Type"].startswith("application/problem+json")


def test_a_stranger_keeps_nothing_by_api() -> None:
    assert post(Client(), KEPT, STUDIES).status_code == 401
    assert Client().get(KEPT).status_code == 401


def test_the_api_keeps_lists_reads_and_deletes(signed_in: Client) -> None:
    made = post(signed_in, KEPT, STUDIES)
    assert made.status_code == 201
    kept = made.json()
    assert (kept["led_to"], kept["is_changed"], kept["checked"]["outcome"]["key"]) == ("studies", False, "studies")
    assert signed_in.get(KEPT).json()["results"] == [kept]
    assert signed_in.get(f"{KEPT}{kept['id']}/").json() == kept
    assert signed_in.delete(f"{KEPT}{kept['id']}/").status_code == 204
    assert signed_in.get(KEPT).json()["results"] == []


def test_the_api_refuses_half_a_way_and_somebody_else_s(signed_in: Client, olena: User) -> None:
    refused = post(signed_in, KEPT, {"barred": "none"})
    assert (refused.status_code, refused.json()["code"]) == (409, "NotAtTheEnd")
    theirs = keeping.keep(User.objects.create_user("ahmed@example.com", "correct-horse-battery"), tree(), STUDIES)
    assert signed_in.get(f"{KEPT}{theirs.pk}/").status_code == 404
    assert signed_in.delete(f"{KEPT}{theirs.pk}/").status_code == 404
    assert signed_in.get(f"{KEPT}{uuid4()}/").status_code == 404


@pytest.mark.parametrize("broken", [{"sealed": b"x" * 40}, {"tree": "taken-away"}])
def test_one_that_cannot_be_read_hides_no_other_and_can_be_deleted(
    signed_in: Client, olena: User, broken: dict[str, Any]
) -> None:
    bad, good = (keeping.keep(olena, tree(), STUDIES) for _ in "ab")
    KeptOutcome.objects.filter(pk=bad.pk).update(**broken)
    assert {each["id"]: each["checked"] is None for each in signed_in.get(KEPT).json()["results"]} == {
        str(bad.pk): True,
        str(good.pk): False,
    }
    page = signed_in.get("/en/checker/kept/").content.decode()
    assert "This outcome can be read no more" in page
    assert "Temporary residence for studies" in page
    assert "can be read no more" in signed_in.get(f"/en/checker/kept/{bad.pk}/").content.decode()
    assert signed_in.delete(f"{KEPT}{bad.pk}/").status_code == 204
    assert [row.pk for row in KeptOutcome.objects.all()] == [good.pk]
