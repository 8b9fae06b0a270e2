"""A newer version of the form: the overview says so, a page shows what changed and asks, then says what is left."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.annexes import versions
from applications.annexes.errors import AnnexCannotMove
from applications.annexes.states import AnnexState
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from tests.applications.drafting.test_versions import FORMER, LABEL, NEW_QUESTION, NO_EMPLOYER, fill
from tests.demo import Publish, publish
from tests.newer_forms import FIRST, NEWER, TO_COME

__all__ = ["publish"]
pytestmark = pytest.mark.django_db
OFFICIAL = ('official = "Nazwisko"', 'official = "Nazwisko (nazwiska)"')
SCHOOL = ('label = "School"', 'label = "Your school"')  # of a step that this procedure never asks
STEP_OF_EMPLOYER = "Your work"


def text_at(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def overview(draft: Application) -> str:
    return f"/en/applications/{draft.pk}/"


def page(draft: Application) -> str:
    return f"/en/applications/{draft.pk}/version/"


def moving(draft: Application, version: str = NEWER) -> dict[str, Any]:
    stored = Application.objects.select_related("sheet").get(pk=draft.pk)
    assert stored.sheet is not None
    return {"version": version, "revision": str(stored.sheet.revision)}


def test_the_overview_says_since_when_and_that_the_draft_can_be_filed_no_more(
    signed_in: Client, draft: Application, publish: Publish
) -> None:
    assert "newer" not in text_at(signed_in, overview(draft))
    publish(LABEL)
    said = text_at(signed_in, overview(draft))
    assert "The form has a newer version" in said
    assert "not taken any more: since 2 January 2026 there is a newer one. Move your draft to it" in said
    assert f'href="{page(draft)}"' in said


def test_the_overview_says_until_when_the_draft_can_be_filed_as_it_is(
    signed_in: Client, draft: Application, publish: Publish
) -> None:
    publish(LABEL, FORMER)
    said = text_at(signed_in, overview(draft))
    assert "You can still file your draft as it is until 31 December 2999" in said
    assert "Move your draft to it" not in said


def test_the_overview_says_that_a_version_is_to_come(signed_in: Client, draft: Application, publish: Publish) -> None:
    publish(LABEL, version=TO_COME)
    said = text_at(signed_in, overview(draft))
    assert "From 1 January 2999 this application has a newer form." in said
    assert "until 31 December 2998" in said
    assert page(draft) not in said


def test_the_page_shows_the_changed_questions_first_and_moves_nothing(
    signed_in: Client, draft: Application, publish: Publish
) -> None:
    publish(LABEL, NEW_QUESTION, OFFICIAL, SCHOOL)
    said = text_at(signed_in, page(draft))
    for words in (
        "Changed: Who employs you",
        "Before: Employer",
        "New: Given names",
        "The official Polish words changed",
        "<del>Nazwisko</del>",
        "<ins>Nazwisko (nazwiska)</ins>",
    ):
        assert words in said
    assert "Since 2 January 2026 this application has a newer form. A draft on the earlier one cannot be filed" in said
    assert said.index("Who employs you") < said.index("Move my draft")
    assert "Your school" not in said
    assert Application.objects.get().form_version == FIRST


def test_the_button_moves_and_the_page_says_what_to_look_at_again(
    signed_in: Client, draft: Application, publish: Publish
) -> None:
    draft = fill(draft)
    publish(NO_EMPLOYER)
    answer = signed_in.post(page(draft), moving(draft))
    assert (answer.status_code, answer.headers["Location"]) == (302, page(draft))
    assert Application.objects.get().form_version == NEWER
    said = text_at(signed_in, page(draft))
    assert "Your draft is on the newer version of the form now." in said
    assert f'href="/en/applications/{draft.pk}/work/">{STEP_OF_EMPLOYER}</a>' in said
    assert 'summary-list__key">Employer</dt>' in said
    assert 'dir="auto">X</dd>' in said
    over = text_at(signed_in, overview(draft))
    assert f"Look again at what changed: {STEP_OF_EMPLOYER}." in over
    assert "Changed: look at it again" in over


def test_a_step_that_was_looked_at_is_done(signed_in: Client, draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    publish(LABEL)
    signed_in.post(page(draft), moving(draft))
    address = f"/en/applications/{draft.pk}/work/"
    shown = signed_in.get(address)
    assert "Who employs you" in shown.content.decode()
    prefix = shown.context["wizard"]["management_form"].prefix
    sent = {"work-employer": "X", "revision": str(shown.context["revision"]), f"{prefix}-current_step": "work"}
    signed_in.post(address, sent)
    assert "There is nothing to do" in text_at(signed_in, page(draft))
    assert "newer" not in text_at(signed_in, overview(draft))


def test_a_page_of_a_changed_step_from_before_shows_both(
    signed_in: Client, draft: Application, publish: Publish
) -> None:
    draft = fill(draft)
    address = f"/en/applications/{draft.pk}/work/"
    shown = signed_in.get(address)
    prefix = shown.context["wizard"]["management_form"].prefix
    publish(LABEL)
    signed_in.post(page(draft), moving(draft))
    sent = {"work-employer": "Y", "revision": str(shown.context["revision"]), f"{prefix}-current_step": "work"}
    answer = signed_in.post(address, sent)
    assert answer.status_code == 409
    assert 'value="Y"' in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"version": NEWER, "revision": "0"}, {"version": NEWER, "revision": "x" * 99},
                                  {"version": TO_COME}, {"version": "../x"}])  # fmt: skip
def test_what_was_changed_meanwhile_or_is_no_version_is_said_and_moves_nothing(
    signed_in: Client, draft: Application, publish: Publish, sent: dict[str, str]
) -> None:
    draft = fill(draft)
    publish(LABEL)
    answer = signed_in.post(page(draft), sent, follow=True)
    assert answer.status_code == 200
    assert Application.objects.get().form_version == FIRST
    said = unescape(answer.content.decode())
    assert "changed somewhere else" in said or "no such newer version" in said


def test_there_is_no_such_page_of_what_is_filed_or_of_somebody_else(
    signed_in: Client, client: Client, draft: Application, publish: Publish, django_user_model: Any
) -> None:
    publish(LABEL)
    Application.objects.update(state=ApplicationState.FILED, filed_at=timezone.now())
    assert signed_in.get(page(draft)).status_code == 404
    Application.objects.update(state=ApplicationState.DRAFT, filed_at=None)
    client.force_login(django_user_model.objects.create_user("jan@example.com", "correct-horse-battery"))
    assert client.get(page(draft)).status_code == 404
    assert client.post(page(draft), moving(draft)).status_code == 404


def test_the_list_says_why_a_draft_cannot_be_filed(signed_in: Client, draft: Application, publish: Publish) -> None:
    assert "Move your draft" not in text_at(signed_in, "/en/applications/")
    publish(LABEL)
    assert "since 2 January 2026 there is a newer one" in text_at(signed_in, "/en/applications/")


def test_a_draft_of_a_former_version_stays_readable_step_by_step(
    signed_in: Client, draft: Application, publish: Publish
) -> None:
    draft = fill(draft)
    publish(NO_EMPLOYER)
    Application.objects.update(changed_at=timezone.now() - timedelta(days=20))
    assert "Employer" in text_at(signed_in, f"/en/applications/{draft.pk}/work/")
    assert "Kovalenko" in text_at(signed_in, f"/en/applications/{draft.pk}/check/")
    signed_in.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    read = signed_in.get(f"/api/v1/applications/{draft.pk}/").json()
    assert (read["form_version"], "newer one" in read["not_fileable"]) == (FIRST, True)
    [line] = signed_in.get("/api/v1/applications/").json()["results"]
    assert line["not_fileable"] == read["not_fileable"]


def test_the_api_compares_and_moves(signed_in: Client, draft: Application, publish: Publish) -> None:
    draft = fill(draft)
    publish(NO_EMPLOYER)
    address = f"/api/v1/applications/{draft.pk}/version/"
    signed_in.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    read = signed_in.get(address)
    found = read.json()
    assert (found["version"], found["is_taken"], found["taken_until"]) == (FIRST, False, "2026-01-01")
    assert (found["newer"]["version"], found["newer"]["since"]) == (NEWER, NEWER)
    assert [(each["key"], each["change"]) for each in found["newer"]["questions"]] == [
        ("payer", "new"),
        ("employer", "gone"),
    ]
    assert found["newer"]["look_at"] == ["work"]
    sent: dict[str, Any] = {"data": {"version": NEWER}, "content_type": "application/json"}
    assert signed_in.post(address, **sent).status_code == 428
    assert signed_in.post(address, **sent, headers={"If-Match": '"1"'}).json()["code"] == "Stale"
    moved = signed_in.post(address, **sent, headers={"If-Match": read.headers["ETag"]})
    assert (moved.status_code, moved.json()["version"], moved.json()["newer"]) == (200, NEWER, None)
    assert moved.json()["look_at"] == ["work"]
    assert moved.json()["left_over"] == [{"question": "employer", "label": "Employer", "shown": "X", "step": ""}]
    again = signed_in.post(address, **sent, headers={"If-Match": moved.headers["ETag"]})
    assert (again.status_code, again.json()["code"]) == (409, "NoNewerVersion")


def test_an_annex_that_moved_on_meanwhile_stops_the_move_and_says_so(
    signed_in: Client, draft: Application, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its signer was faster than the person who moves the draft."""
    draft = fill(draft)
    publish(NO_EMPLOYER)

    def after_the_signature(*_args: object, **_more: object) -> None:
        raise AnnexCannotMove(AnnexState.SIGNED, AnnexState.ENDED)

    monkeypatch.setattr(versions, "move", after_the_signature)
    answer = signed_in.post(page(draft), moving(draft), follow=True)
    assert answer.status_code == 200
    assert Application.objects.get().form_version == FIRST


def test_a_version_to_come_is_nowhere_shown_before_its_day(
    client: Client, draft: Application, publish: Publish
) -> None:
    """It is published before its day: who begins today begins the form of today, by API too."""
    publish(LABEL, version=TO_COME)
    told = client.get(f"/api/v1/procedures/{draft.procedure}/form/", headers={"Accept-Language": "en"})
    assert told.json()["version"] == FIRST
    assert "Who employs you" not in told.content.decode()
