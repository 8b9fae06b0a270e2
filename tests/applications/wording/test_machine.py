"""Machine translation: off by default; on, a text leaves by the button alone, and counts once it is confirmed."""

from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from applications.drafting import access
from applications.drafting.models import Application
from applications.wording import machine
from audit.models import Event
from tests.applications.wording.applicant_and_friend import OWN, POLISH, REASONS, SECRETS, TYPED, Applicant, applicant
from tests.applications.wording.machines import Echo, Slow

pytestmark = pytest.mark.django_db
HERE = "tests.applications.wording.machines"


@pytest.fixture
def signed_in(person: Applicant) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person.user)
    return client


@pytest.fixture
def echo(settings: Settings) -> Iterator[list[tuple[str, str]]]:
    settings.MACHINE_TRANSLATION = f"{HERE}.Echo"
    Echo.sent.clear()
    yield Echo.sent
    Echo.sent.clear()


def page(person: Applicant) -> str:
    return f"/en/applications/{person.application.pk}/wording/machine/"


def resource(person: Applicant) -> str:
    return f"/api/v1/applications/{person.application.pk}/wording/machine/"


def test_it_is_off_by_default(person: Applicant, signed_in: Client) -> None:
    assert machine.service() is None
    assert "Have a machine draft" not in signed_in.get(page(person).removesuffix("machine/")).content.decode()
    assert signed_in.get(page(person), {"text": REASONS}).status_code == 404
    assert signed_in.post(page(person), {"text": REASONS, "action": "send"}).status_code == 404
    answer = signed_in.post(resource(person), {"text": REASONS}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (404, "MachineOff")


def test_a_text_leaves_by_the_button_that_says_where_to(
    person: Applicant, signed_in: Client, echo: list[tuple[str, str]]
) -> None:
    listed = signed_in.get(page(person).removesuffix("machine/")).content.decode()
    assert "Have a machine draft the Polish" in listed
    shown = signed_in.get(page(person), {"text": REASONS}).content.decode()
    assert "Send this text to Echo sp. z o.o., Poland" in shown
    assert "</textarea>" not in shown
    assert echo == []
    drafted = signed_in.post(page(person), {"text": REASONS, "action": "send"})
    assert echo == [(OWN, "und")]
    assert "Chcę robić</textarea>" in drafted.content.decode()
    assert person.texts()[REASONS].polish == ""  # it does not count yet
    seen = drafted.context["form"].initial["seen"]
    confirmed = {"text": REASONS, "action": "confirm", "polish": POLISH, "seen": seen}
    assert signed_in.post(page(person), confirmed).status_code == 302
    assert person.texts()[REASONS].polish == POLISH
    told = " ".join(map(str, Event.objects.filter(event__startswith="wording-").values_list("event", "facts")))
    assert "wording-sent-to-machine" in told
    assert [said for said in (OWN, POLISH, "Chcę robić", *SECRETS) if said in told] == []


@pytest.mark.parametrize("name", ["Away", "Silent", "Broken", "Odd"])
def test_failure_is_said_and_nothing_typed_is_lost(
    person: Applicant, signed_in: Client, settings: Settings, name: str
) -> None:
    settings.MACHINE_TRANSLATION = f"{HERE}.{name}"
    sent = {"text": REASONS, "action": "send", "polish": "Napisałam pół"}
    answer = signed_in.post(page(person), sent)
    assert answer.status_code == 503
    assert "The translation service does not answer now." in answer.content.decode()
    assert "Napisałam pół</textarea>" in answer.content.decode()
    assert person.contents().typed["story"]["story-w-reasons-own"] == [OWN]
    told = signed_in.post(resource(person), {"text": REASONS}, content_type="application/json")
    assert (told.status_code, told.json()["code"]) == (503, "MachineUnavailable")


def test_what_a_service_says_of_its_failure_is_logged_nowhere(
    person: Applicant, signed_in: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MACHINE_TRANSLATION = f"{HERE}.Broken"
    signed_in.post(page(person), {"text": REASONS, "action": "send"})
    assert "machine translation failed: ConnectionError" in caplog.text
    assert OWN not in caplog.text


@pytest.fixture
def slow(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Slow]]:
    """A service that does not answer as long as the test runs."""
    settings.MACHINE_TRANSLATION = f"{HERE}.Slow"
    monkeypatch.setattr(machine, "SECONDS", 0.2)
    monkeypatch.setattr(machine, "_free", BoundedSemaphore(2))
    Slow.asked = 0
    Slow.let.clear()
    Slow.done.clear()
    yield Slow
    Slow.let.set()


def test_a_slow_service_is_not_waited_for_and_holds_no_page(
    person: Applicant, signed_in: Client, slow: type[Slow]
) -> None:
    for _time in range(3):
        answer = signed_in.post(page(person), {"text": REASONS, "action": "send", "polish": "Napisałam pół"})
        assert answer.status_code == 503
        assert "Napisałam pół</textarea>" in answer.content.decode()
    assert slow.asked == 2  # the third time nothing was sent: all its threads wait still
    assert signed_in.get(page(person).removesuffix("machine/")).status_code == 200
    assert signed_in.get(page(person), {"text": REASONS}).status_code == 200
    told = signed_in.post(resource(person), {"text": REASONS}, content_type="application/json")
    assert (told.status_code, told.json()["code"]) == (503, "MachineUnavailable")


def test_a_draft_that_comes_too_late_is_used_by_nobody(person: Applicant, signed_in: Client, slow: type[Slow]) -> None:
    before = person.contents()
    signed_in.post(page(person), {"text": REASONS, "action": "send"})
    signed_in.post(resource(person), {"text": REASONS}, content_type="application/json")
    slow.let.set()
    assert slow.done.wait(10)
    assert person.contents() == before
    sent = {"text": REASONS, "polish": POLISH}  # without the version that the answer would have told
    assert signed_in.put(resource(person), sent, content_type="application/json").status_code == 400
    assert person.texts()[REASONS].polish == ""


def test_a_service_that_comes_back_is_asked_again(
    person: Applicant, signed_in: Client, slow: type[Slow], monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in.post(page(person), {"text": REASONS, "action": "send"})
    slow.let.set()
    monkeypatch.setattr(machine, "SECONDS", 30)
    answer = signed_in.post(resource(person), {"text": REASONS}, content_type="application/json")
    assert (answer.status_code, answer.json()["polish"]) == (200, "Chcę robić")


@pytest.mark.parametrize(("polish", "why"), [("", "Write the Polish text"), ("Хочу", "another alphabet")])
def test_draft_that_cannot_be_filed_is_not_confirmed(
    person: Applicant, signed_in: Client, echo: list[tuple[str, str]], polish: str, why: str
) -> None:
    drafted = signed_in.post(page(person), {"text": REASONS, "action": "send"})
    seen = drafted.context["form"].initial["seen"]
    answer = signed_in.post(page(person), {"text": REASONS, "action": "confirm", "polish": polish, "seen": seen})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert person.texts()[REASONS].polish == ""


def test_words_that_changed_meanwhile_are_said(
    person: Applicant, signed_in: Client, echo: list[tuple[str, str]]
) -> None:
    drafted = signed_in.post(page(person), {"text": REASONS, "action": "send"})
    seen = drafted.context["form"].initial["seen"]
    person.types("story", TYPED | {"story-w-reasons-own": ["Інакше"]})
    answer = signed_in.post(page(person), {"text": REASONS, "action": "confirm", "polish": POLISH, "seen": seen})
    assert answer.status_code == 409
    assert "Something changed meanwhile." in answer.content.decode()
    assert f"{POLISH}</textarea>" in answer.content.decode()
    assert person.texts()[REASONS].polish == ""


def test_over_the_api(person: Applicant, signed_in: Client, echo: list[tuple[str, str]]) -> None:
    listed = signed_in.get(resource(person).removesuffix("machine/")).json()
    assert listed["machine_goes_to"] == Echo.goes_to
    drafted = signed_in.post(resource(person), {"text": REASONS}, content_type="application/json").json()
    assert (drafted["polish"], person.texts()[REASONS].polish) == ("Chcę robić", "")
    sent = {"text": REASONS, "polish": POLISH, "version": drafted["version"]}
    assert (
        signed_in.put(resource(person), sent | {"version": "old"}, content_type="application/json").status_code == 409
    )
    answer = signed_in.put(resource(person), sent, content_type="application/json")
    assert answer.status_code == 200
    assert person.texts()[REASONS].polish == POLISH


def test_nothing_of_others_or_of_a_signed_draft_is_sent(
    person: Applicant, signed_in: Client, echo: list[tuple[str, str]]
) -> None:
    other = applicant("ahmed@example.test")
    for address, status in ((page(other), 404), (page(person), 404)):
        if address == page(person):
            person.signs()
        assert signed_in.post(address, {"text": REASONS, "action": "send"}).status_code == status
    assert signed_in.post(resource(other), {"text": REASONS}, content_type="application/json").status_code == 404
    assert signed_in.post(resource(person), {"text": REASONS}, content_type="application/json").status_code == 409
    assert echo == []


@pytest.mark.parametrize("action", ["send", "confirm"])
def test_a_draft_signed_meanwhile_is_told(
    person: Applicant, signed_in: Client, echo: list[tuple[str, str]], action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another window, after the page looked and before it acts."""
    seen = signed_in.post(page(person), {"text": REASONS, "action": "send"}).context["form"].initial["seen"]
    echo.clear()
    acting_in = access.acting_in

    def after_signing(*args: Any) -> Any:
        person.signs()
        Application.objects.update(state="filed")
        return acting_in(*args)

    monkeypatch.setattr(access, "acting_in", after_signing)
    draft = machine.draft

    def of_what_is_there(application: Application, text: Any, *, acting: Any) -> str:
        return draft(person.current(), text, acting=acting)

    monkeypatch.setattr(machine, "draft", of_what_is_there)
    answer = signed_in.post(page(person), {"text": REASONS, "action": action, "polish": POLISH, "seen": seen})
    assert (answer.status_code, "in its present state" in answer.content.decode()) == (409, True)
    assert echo == []
