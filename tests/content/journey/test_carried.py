"""What a family shares is shown answer by answer, and taken over only where it is ticked."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.answers.sheets import Contents
from applications.drafting import carrying, lifecycle, represented
from applications.drafting.errors import NotCarried, NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from procedures import catalogue
from procedures.language.schema import JSON
from tests.acting import own

pytestmark = pytest.mark.django_db
PARENT: dict[str, JSON] = {
    "surname": "Kovalenko",
    "birthDate": "1992-03-05",
    "sex": "K",
    "pesel": "92030512343",
    "phone": "+48600100200",
    "plAddress.city": "Warszawa",
    "plAddress.street": "Prosta",
    "eyeColour": "blue",
}


def begin(owner: User, procedure: str, kind: str, answers: dict[str, JSON]) -> Application:
    whom = represented.of(kind, "Petro")
    started = lifecycle.start(themselves(owner), catalogue.procedure(procedure), language="en", whom=whom)
    assert started.sheet is not None
    contents = Contents(answers={**sheets.read(started.sheet).answers, **answers})
    lifecycle.save_step(started, contents, step="name", expected=started.sheet.revision, acting=own(started))
    return fresh(started)


def fresh(application: Application) -> Application:
    return Application.objects.select_related("sheet__key", "draft_key").get(pk=application.pk)


def answers_of(application: Application) -> dict[str, Any]:
    sheet = fresh(application).sheet
    assert sheet is not None
    return dict(sheets.read(sheet).answers)


@pytest.fixture
def parent(olena: User) -> Application:
    return begin(olena, "temporary-work", "self", PARENT)


@pytest.fixture
def child(olena: User) -> Application:
    return begin(olena, "family", "child", {"surname": "Kovalenko"})


def test_only_what_is_common_and_not_answered_is_offered(parent: Application, olena: User) -> None:
    child = begin(olena, "family", "child", {"plAddress.city": "Kraków"})
    assert [each.key for each in carrying.offered(parent, child)] == ["phone", "plAddress.street"]


def test_nothing_comes_over_by_itself_and_of_what_is_ticked_nothing_else(
    parent: Application, child: Application, signed_in: Client
) -> None:
    overview = signed_in.get(f"/en/applications/{child.pk}/").content.decode()
    address = f"/en/applications/{child.pk}/carry/{parent.pk}/"
    assert address in overview
    page = signed_in.get(address).content.decode()
    assert [text for text in ("Warszawa", "Prosta", "600 100 200") if text not in page] == []
    assert [text for text in ("92030512343", "1992", " checked") if text in page] == []
    signed_in.post(address, {"place": ["plAddress.city"]})
    taken = answers_of(child)
    assert (taken["plAddress.city"], "plAddress.street" in taken, "phone" in taken) == ("Warszawa", False, False)


@pytest.mark.parametrize("key", ["pesel", "birthDate", "eyeColour", "nothing"])
def test_what_was_not_offered_is_refused_whole(parent: Application, child: Application, key: str) -> None:
    before = answers_of(child)
    with pytest.raises(NotCarried):
        carrying.take(parent, child, ["phone", key], acting=own(child))
    assert answers_of(child) == before


def test_by_api_the_same(parent: Application, child: Application, olena: User) -> None:
    api = APIClient()
    api.force_login(olena)
    address = f"/api/v1/applications/{child.pk}/carried/{parent.pk}/"
    assert [each["question"] for each in api.get(address).json()] == ["phone", "plAddress.city", "plAddress.street"]
    assert api.post(address, {"questions": ["phone"]}, format="json").status_code == 200
    assert answers_of(child)["phone"] == "+48600100200"
    refused = api.post(address, {"questions": ["phone"]}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "NotCarried")


def test_of_somebody_elses_application_nothing_is_offered(parent: Application) -> None:
    other = User.objects.create_user("ahmed@example.com", "correct-horse-battery")
    theirs = begin(other, "family", "child", {})
    api = APIClient()
    api.force_login(other)
    assert api.get(f"/api/v1/applications/{theirs.pk}/carried/{parent.pk}/").status_code == 404


def test_a_step_left_half_way_is_still_left_after_taking_over(parent: Application, child: Application) -> None:
    sheet = child.sheet
    assert sheet is not None
    half = sheets.read(sheet).with_typed("passport", {"passport-x": ["1"]}, replacing=frozenset(), left=True)
    lifecycle.save_step(child, half, step="passport", expected=sheet.revision, acting=own(child))
    carrying.take(parent, child, ["phone"], acting=own(child))
    kept = fresh(child).sheet
    assert kept is not None
    assert (sheets.read(kept).left, sheets.read(kept).answers["phone"]) == (["passport"], "+48600100200")


def test_what_was_closed_in_another_window_takes_nothing_and_says_so(
    parent: Application, child: Application, signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the page looked and before it acts."""

    def after_closing(*args: Any, **more: Any) -> Any:
        raise NotPossible(ApplicationState.FILED)

    monkeypatch.setattr(carrying, "take", after_closing)
    address = f"/en/applications/{child.pk}/carry/{parent.pk}/"
    page = signed_in.post(address, {"place": ["plAddress.city"]}, follow=True)
    assert page.status_code == 200
    assert "This cannot be done with the application in its present state." in page.content.decode()
