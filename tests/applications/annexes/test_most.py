"""An annex that the form admits once, or a few times, is asked of no more people than that."""

from dataclasses import replace

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.acting import themselves
from applications.annexes import asking, needs
from applications.annexes.errors import AskedEnough
from applications.annexes.models import AnnexRequest
from procedures.language.schema import Annex, Answers, Form
from tests.applications.annexes.applicant_and_employer import EMPLOYER, FORM, Applicant

pytestmark = pytest.mark.django_db
OTHER = "other@firma.example"


@pytest.fixture(autouse=True)
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a host: there is one."""

    def annexes(form: Form, answers: Answers) -> list[Annex]:
        return [replace(each, most=1) for each in form.annexes]

    monkeypatch.setattr("applications.annexes.needs.walk.annexes", annexes)


def test_a_second_host_is_refused_until_the_first_is_asked_no_more(person: Applicant) -> None:
    annex = person.asks()
    with pytest.raises(AskedEnough):
        person.asks(OTHER)
    asking.replace(annex, email=OTHER, acting=themselves(person.user))
    asking.end(AnnexRequest.objects.live().get(), acting=themselves(person.user))
    person.asks()
    assert person.annex_states() == [(EMPLOYER, "sent")]


def test_without_its_own_limit_an_annex_has_that_of_its_question(
    person: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    (annex,) = needs.by_others(person.current())
    assert (annex.most, needs.most(person.current(), annex)) == (None, 20)


def test_the_page_offers_nobody_further_and_says_why(person: Applicant) -> None:
    browser, page = Client(), f"/en/applications/{person.application.pk}/annexes/"
    browser.force_login(person.user)
    text = browser.get(page).text
    assert ("Ask somebody" in text, str(AskedEnough()) in text) == (True, False)
    person.answers(emails=[EMPLOYER, OTHER])
    person.asks()
    text = browser.get(page).text
    assert "Ask another person" not in text
    assert "Send the link" not in text, "the address of the answers cannot be asked, too"
    assert str(AskedEnough()) in text
    told = browser.post(page, {"action": "send", "annex": FORM, "email": OTHER})
    assert (told.status_code, str(AskedEnough()) in told.text) == (422, True)


def test_the_api_says_it_before_and_when_it_refuses(person: Applicant) -> None:
    api, url = APIClient(), f"/api/v1/applications/{person.application.pk}/annexes/"
    api.force_authenticate(person.user)
    assert [each["may_ask_more"] for each in api.get(url).json()] == [True]
    person.asks()
    assert [each["may_ask_more"] for each in api.get(url).json()] == [False]
    refused = api.post(url, {"annex": FORM, "email": OTHER}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "AskedEnough")
