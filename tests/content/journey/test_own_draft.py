"""What a person does with a draft besides answering: correct the last lawful day, delete it."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.drafting.states import State
from procedures.schema import Procedure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def draft(client: Client, demo: Procedure) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    return lifecycle.start(olena, demo, language="en", last_lawful_day=date(2026, 12, 4))


def test_the_last_lawful_day_is_corrected(client: Client, draft: Application) -> None:
    address = f"/en/applications/{draft.pk}/last-day/"
    assert 'value="2026-12-04"' in client.get(address).content.decode()
    answer = client.post(address, {"last_lawful_day": "2026-12-14"})
    assert (answer.status_code, answer.url) == (302, f"/en/applications/{draft.pk}/")
    assert Application.objects.get().last_lawful_day == date(2026, 12, 14)
    client.post(address, {"last_lawful_day": ""})
    assert Application.objects.get().last_lawful_day is None


def test_a_day_that_is_none_is_refused(client: Client, draft: Application) -> None:
    answer = client.post(f"/en/applications/{draft.pk}/last-day/", {"last_lawful_day": "2026-02-30"})
    assert "govuk-error-summary" in answer.content.decode()
    assert Application.objects.get().last_lawful_day == date(2026, 12, 4)


def test_a_draft_is_deleted_only_after_the_question(client: Client, draft: Application) -> None:
    address = f"/en/applications/{draft.pk}/delete/"
    assert client.get(address).status_code == 200
    assert Application.objects.get().state == State.DRAFT
    answer = client.post(address)
    assert (answer.status_code, answer.url) == (302, "/en/applications/")
    gone = Application.objects.select_related("draft_key").get()
    assert (gone.state, gone.sheet, gone.draft) == (State.EXPIRED, None, None)
    assert "Your draft was deleted." in client.get(answer.url).content.decode()


def test_what_is_signed_is_not_deleted(client: Client, draft: Application) -> None:
    Application.objects.update(state=State.SIGNED)
    answer = client.post(f"/en/applications/{draft.pk}/delete/")
    assert answer.url == f"/en/applications/{draft.pk}/"
    assert Application.objects.get().state == State.SIGNED


@pytest.mark.parametrize("name", ["last-day", "delete"])
def test_nothing_of_it_for_a_stranger_or_after_filing(client: Client, draft: Application, name: str) -> None:
    address = f"/en/applications/{draft.pk}/{name}/"
    stranger = Client()
    stranger.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    assert stranger.post(address).status_code == 404
    Application.objects.update(state=State.FILED)
    assert client.post(address).status_code == 404
    assert Application.objects.get().state == State.FILED
