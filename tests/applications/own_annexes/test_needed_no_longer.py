"""An own annex that the answers ask for no longer: a step saved at that moment is told so, and what was typed waits."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.acting import themselves
from applications.annexes.own import filling
from applications.answers import sheets
from applications.drafting import lifecycle
from applications.drafting.models import Application
from tests.applications.filing.conftest import reloaded
from tests.applications.own_annexes.conftest import ANNEX, answers

pytestmark = pytest.mark.django_db


def needs_it_no_longer(application: Application) -> None:
    answers(application, science=False)


def leaves_the_surname_half_way(application: Application) -> None:
    current = reloaded(application)
    assert current.sheet is not None
    half_way = sheets.read(current.sheet).with_typed(
        "person", {"person-surname": [""]}, replacing=frozenset({"surname"})
    )
    acting = themselves(application.principal)
    lifecycle.save_step(current, half_way, step="person", expected=current.sheet.revision, acting=acting)


def files_it(application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(state="filed")


CHANGES = {
    needs_it_no_longer: "does not need such an annex",
    leaves_the_surname_half_way: "Answer these questions of your application first",
    files_it: "in its present state",
}


@pytest.fixture(params=CHANGES)
def said(request: Any, application: Application, monkeypatch: pytest.MonkeyPatch) -> str:
    """In another window the answers change, after the page or the API looked and before it saves."""
    save = filling.save_step

    def after_a_change(*args: Any, **how: Any) -> Any:
        request.param(application)
        return save(*args, **how)

    monkeypatch.setattr(filling, "save_step", after_a_change)
    return CHANGES[request.param]


def test_a_page_says_so_and_keeps_what_was_typed(application: Application, said: str) -> None:
    browser = Client()
    browser.force_login(application.principal)
    address = f"/en/applications/{application.pk}/annexes/{ANNEX}/topic/"
    sent = {"revision": "0", "topic-r-topic": "Łąki", "topic-r-funded": "no"}
    answer = browser.post(address, sent, follow=True)
    assert (answer.status_code, said in answer.text) == (200, True)
    Application.objects.update(state="draft")
    answers(application, science=True, surname="Kovalenko")
    assert "Łąki" in browser.get(address).text


def test_the_api_says_so(application: Application, said: str) -> None:
    api = APIClient()
    api.force_authenticate(application.principal)
    address = f"/api/v1/applications/{application.pk}/annexes/own/{ANNEX}/steps/topic/"
    sent = {"answers": {"r.topic": "Łąki", "r.funded": False}}
    answer = api.put(address, sent, format="json", headers={"If-Match": '"0"', "Accept-Language": "en"})
    assert (answer.status_code, said in answer.json()["title"]) == (409, True)
