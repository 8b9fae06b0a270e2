"""An annex of one's own moves with its application, or alone: what is filled in goes on, what changed is looked at."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.acting import NotEntitled, themselves
from applications.annexes import versions
from applications.annexes.models import OwnAnnex
from applications.annexes.own import filling
from applications.annexes.own import newer as newer_form
from applications.annexes.own.filling import Filling
from applications.annexes.versions import Becoming
from applications.answers.sheets import Stale
from applications.drafting.errors import NoNewerVersion
from applications.drafting.lifecycle import Saved
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.filing import preparing
from applications.filing.errors import OwnAnnexesIncomplete
from audit.models import Event
from procedures import catalogue
from procedures.language.schema import JSON
from tests.applications.filing.conftest import reloaded
from tests.applications.filing.test_submissions import prepared
from tests.applications.own_annexes.conftest import ANNEX, DIRECTORY, STEPS, answers, fill_in
from tests.newer_forms import FIRST, NEWER, NewerForms

pytestmark = pytest.mark.django_db
TOPIC = ('label = "Topic"', 'label = "What you study"')
PAYER = ('key = "r.funder"\nkind', 'key = "r.payer"\nkind')
PAID: dict[str, dict[str, JSON]] = {**STEPS, "funder": {"r.payer": "Fundacja"}}
STILL_TAKEN = ("[roles]", '[former]\nuntil = 2999-12-31\nlaw = ["foreigners:106(2)"]\n\n[roles]')


@pytest.fixture
def newer(application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewerForms:
    return NewerForms(DIRECTORY, tmp_path, monkeypatch)


def move(application: Application) -> None:
    current = reloaded(application)
    assert current.sheet is not None
    acting = themselves(application.principal)
    versions.move(current, NEWER, expected=current.sheet.revision, acting=acting)


def annex(application: Application) -> Filling:
    return filling.get(reloaded(application), ANNEX)


def move_annex(application: Application) -> Saved:
    found, acting = annex(application), themselves(application.principal)
    return newer_form.move(found, NEWER, expected=found.sheet.revision, acting=acting)


def refuses(found: Filling, version: str) -> None:
    acting = themselves(found.application.principal)
    with pytest.raises(NoNewerVersion):
        newer_form.move(found, version, expected=found.sheet.revision, acting=acting)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def text_at(client: Client, address: str) -> str:
    return text_of(client.get(address, follow=True))


def outlook(application: Application) -> list[tuple[Becoming, bool]]:
    form = catalogue.form_of("plain", NEWER)
    return [(each.becomes, each.is_own) for each in versions.outlook(reloaded(application), form)]


def test_an_own_annex_moves_with_its_application(application: Application, newer: NewerForms) -> None:
    fill_in(application)
    newer.publish("plain")
    newer.publish(ANNEX, TOPIC)
    assert outlook(application) == [(Becoming.OVER_AGAIN, True)]
    move(application)
    found = filling.get(reloaded(application), ANNEX)
    assert (OwnAnnex.objects.get().form_version, found.form.version) == (NEWER, NEWER)
    assert [step.key for step in found.unfinished] == ["topic"]
    assert found.contents.answers["r.topic"] == STEPS["topic"]["r.topic"]
    assert not found.is_complete


def test_an_own_annex_whose_form_stays_as_it_is_stays_complete(application: Application, newer: NewerForms) -> None:
    fill_in(application)
    newer.publish("plain")
    assert outlook(application) == [(Becoming.STAYS, True)]
    move(application)
    assert OwnAnnex.objects.get().form_version == FIRST
    assert filling.get(reloaded(application), ANNEX).is_complete


def test_an_own_annex_is_begun_on_the_version_of_the_day(application: Application, newer: NewerForms) -> None:
    newer.publish(ANNEX, TOPIC)
    newer.publish(ANNEX, version="2999-01-01")
    assert filling.get(reloaded(application), ANNEX).form.version == NEWER


def test_an_annex_whose_form_alone_changes_moves_on_the_persons_word(
    application: Application, newer: NewerForms
) -> None:
    fill_in(application)
    newer.publish(ANNEX, TOPIC, STILL_TAKEN)
    found = annex(application)
    assert (found.is_complete, found.state, newer_form.of(found)) == (True, "complete", catalogue.form(ANNEX, NEWER))
    move_annex(application)
    moved = annex(application)
    assert (moved.form.version, moved.state, newer_form.of(moved)) == (NEWER, "begun", None)
    assert [step.key for step in newer_form.to_look_at(moved)] == ["topic"]
    assert moved.contents.answers["r.topic"] == STEPS["topic"]["r.topic"]
    assert reloaded(application).form_version == FIRST
    fill_in(application)
    assert annex(application).is_complete


def test_what_is_taken_no_more_is_out_of_date_and_locks_signing_until_it_moved(
    application: Application, newer: NewerForms
) -> None:
    translation.activate("en")
    fill_in(application)
    newer.publish(ANNEX, PAYER)
    assert (annex(application).state, annex(application).is_complete) == ("outdated", False)
    refused = preparing.hindrance(reloaded(application))
    assert isinstance(refused, OwnAnnexesIncomplete)
    assert str(refused) == (
        "A newer form takes the place of the one you filled in. Look at it and move to it: Annex 4: your research"
    )
    assert refused.facts == {"annexes": {ANNEX: []}, "outdated": [ANNEX]}
    move_annex(application)
    fill_in(application, PAID)
    assert preparing.hindrance(reloaded(application)) is None


def test_what_the_newer_form_does_not_ask_is_kept_to_be_read(application: Application, newer: NewerForms) -> None:
    fill_in(application)
    newer.publish(ANNEX, PAYER)
    move_annex(application)
    assert [(each.question, each.shown, each.step) for each in newer_form.left_over(annex(application))] == [
        ("r.funder", "Fundacja", "")
    ]


def test_a_move_of_an_annex_discards_what_is_being_signed(application: Application, newer: NewerForms) -> None:
    fill_in(application)
    prepared(reloaded(application))
    assert reloaded(application).is_frozen
    newer.publish(ANNEX, TOPIC, STILL_TAKEN)
    assert move_annex(application).discarded_signatures
    assert reloaded(application).state == ApplicationState.DRAFT


def test_an_annex_changed_meanwhile_or_moved_already_does_not_move(application: Application, newer: NewerForms) -> None:
    fill_in(application)
    newer.publish(ANNEX, TOPIC, STILL_TAKEN)
    seen = annex(application)
    with pytest.raises(Stale):
        newer_form.move(seen, NEWER, expected=seen.sheet.revision - 1, acting=themselves(application.principal))
    assert OwnAnnex.objects.get().form_version == FIRST
    refuses(seen, FIRST)
    refuses(seen, "2999-01-01")
    move_annex(application)
    refuses(seen, NEWER)


def test_a_stranger_moves_no_annex(application: Application, newer: NewerForms, django_user_model: Any) -> None:
    fill_in(application)
    newer.publish(ANNEX, TOPIC)
    stranger = themselves(django_user_model.objects.create_user("jan@example.com", "correct-horse-battery"))
    with pytest.raises(NotEntitled):
        newer_form.move(annex(application), NEWER, expected=annex(application).sheet.revision, acting=stranger)


def test_the_trail_says_which_form_moved(application: Application, newer: NewerForms) -> None:
    fill_in(application)
    newer.publish(ANNEX, TOPIC)
    move_annex(application)
    [event] = Event.objects.filter(event="form-version-changed")
    assert event.facts == {"form": ANNEX, "from": FIRST, "to": NEWER}


def test_the_pages_show_what_changes_and_move_the_annex(
    application: Application, newer: NewerForms, client: Client
) -> None:
    client.force_login(application.principal)
    here = f"/en/applications/{application.pk}/"
    page = f"{here}version/{ANNEX}/"
    assert "There is nothing to do" in text_at(client, page)
    fill_in(application)
    newer.publish(ANNEX, TOPIC, PAYER)
    over = text_at(client, here)
    assert "Since 2 January 2026 this annex has a newer form." in over
    assert "Out of date" in over
    assert f'href="{page}"' in over
    assert f'href="{page}"' in text_at(client, f"{here}version/")
    said = text_at(client, page)
    assert "cannot be filed any more" in said
    assert "Changed: What you study" in said
    assert said.index("What you study") < said.index("Move this annex </button>")
    old = {"version": NEWER, "revision": "1"}
    assert "changed somewhere else" in unescape(client.post(page, old, follow=True).content.decode())
    assert OwnAnnex.objects.get().form_version == FIRST
    answer = client.post(page, {"version": NEWER, "revision": str(annex(application).sheet.revision)})
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    said = text_at(client, page)
    assert "Your annex is on the newer version of its form now." in said
    assert f'href="{here}annexes/{ANNEX}/topic/"' in said
    assert 'dir="auto">Fundacja</dd>' in said
    assert "What the newer form does not take" in text_at(client, here)


def test_a_step_page_from_before_the_move_of_its_annex_shows_both(
    application: Application, newer: NewerForms, client: Client
) -> None:
    client.force_login(application.principal)
    fill_in(application)
    newer.publish(ANNEX, TOPIC)
    address = f"/en/applications/{application.pk}/annexes/{ANNEX}/topic/"
    shown = client.get(address)
    move_annex(application)
    prefix = shown.context["wizard"]["management_form"].prefix
    sent = {"topic-r.topic": "Lasy", "revision": str(shown.context["revision"]), f"{prefix}-current_step": "topic"}
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "Lasy" in answer.content.decode()


def test_no_page_of_an_annex_that_is_not_needed_or_is_filed(
    application: Application, newer: NewerForms, client: Client
) -> None:
    client.force_login(application.principal)
    fill_in(application)
    newer.publish(ANNEX, TOPIC)
    here = f"/en/applications/{application.pk}/version/"
    assert "does not need such an annex" in text_at(client, f"{here}nothing/")
    answers(application, science=False)
    sent = {"version": NEWER, "revision": "3"}
    assert "does not need such an annex" in text_of(client.post(f"{here}{ANNEX}/", sent, follow=True))
    Application.objects.update(state=ApplicationState.FILED, filed_at=timezone.now())
    assert client.get(f"{here}{ANNEX}/").status_code == 404


def test_the_api_says_which_annex_has_a_newer_version_and_moves_it(
    application: Application, newer: NewerForms, client: Client
) -> None:
    client.force_login(application.principal)
    fill_in(application)
    newer.publish(ANNEX, TOPIC, PAYER, STILL_TAKEN)
    here = f"/api/v1/applications/{application.pk}/"
    [line] = client.get(f"{here}version/").json()["annexes"]
    assert line == {
        "key": ANNEX,
        "is_own": True,
        "version": FIRST,
        "newer": NEWER,
        "since": NEWER,
        "is_taken": True,
        "taken_until": "2999-12-31",
    }
    address = f"{here}annexes/own/{ANNEX}/version/"
    read = client.get(address)
    assert [(each["key"], each["change"]) for each in read.json()["newer"]["questions"]] == [
        ("r.topic", "changed"),
        ("r.payer", "new"),
        ("r.funder", "gone"),
    ]
    sent: dict[str, Any] = {"data": {"version": NEWER}, "content_type": "application/json"}
    assert client.post(address, **sent).status_code == 428
    stale = client.post(address, **sent, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "Stale")
    moved = client.post(address, **sent, headers={"If-Match": read.headers["ETag"]})
    assert (moved.status_code, moved.json()["version"], moved.json()["newer"]) == (200, NEWER, None)
    assert moved.json()["look_at"] == ["topic", "funder"]
    assert [each["question"] for each in moved.json()["left_over"]] == ["r.funder"]
    again = client.post(address, **sent, headers={"If-Match": moved.headers["ETag"]})
    assert (again.status_code, again.json()["code"]) == (409, "NoNewerVersion")
    assert client.get(f"{here}version/").json()["annexes"] == []
    assert client.get(f"{here}annexes/own/nothing/version/").json()["code"] == "NoSuchAnnex"
