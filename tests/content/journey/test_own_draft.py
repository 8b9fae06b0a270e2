"""What a person does with a draft besides answering: correct the last lawful day, delete it."""

import re
from datetime import date

import pytest
from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from procedures.language.schema import Procedure
from tests.whitespace import without_unseen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_procedure")]


@pytest.fixture
def draft(client: Client, demo_procedure: Procedure) -> Application:
    olena = User.objects.create_user("olena@example.com", "correct-horse-battery")
    client.force_login(olena)
    return lifecycle.start(themselves(olena), demo_procedure, language="en", last_lawful_day=date(2026, 12, 4))


def typed_day(day: str, month: str, year: str) -> dict[str, str]:
    parts = {"day": day, "month": month, "year": year}
    return {f"last_lawful_day-{part}": text for part, text in parts.items()}


def day_inputs(page: str) -> dict[str, str]:
    """Names and values of the three inputs."""
    return dict(re.findall(r'name="(last_lawful_day-\w+)" inputmode="numeric" value="([^"]*)"', without_unseen(page)))


def test_the_last_lawful_day_is_corrected(client: Client, draft: Application) -> None:
    address = f"/en/applications/{draft.pk}/last-day/"
    assert day_inputs(client.get(address).content.decode()) == typed_day("4", "12", "2026")
    answer = client.post(address, typed_day("14", "12", "2026"))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/applications/{draft.pk}/")
    assert Application.objects.get().last_lawful_day == date(2026, 12, 14)
    client.post(address, typed_day("", "", ""))
    assert Application.objects.get().last_lawful_day is None


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (("30", "2", "2026"), "There is no such day in the calendar"),
        (("4", "", "2026"), "Enter the month as a number from 1 to 12"),
        (("", "12", "2026"), "Enter the day as a number from 1 to 31"),
        (("00", "12", "2026"), "Enter the day as a number from 1 to 31"),
        (("4", "00", "2026"), "Enter the month as a number from 1 to 12"),
        (("00", "00", "2026"), "Enter the month as a number from 1 to 12"),
        (("4", "12", ""), "Enter the year with four digits"),
        (("4", "grudnia", "2026"), "Write the date in digits"),
        (("4", "12", "26"), "Enter a year from 1900 to 2099"),
    ],
)
def test_a_day_that_is_none_is_refused_and_kept(
    client: Client, draft: Application, day: tuple[str, str, str], said: str
) -> None:
    page = without_unseen(client.post(f"/en/applications/{draft.pk}/last-day/", typed_day(*day)).text)
    summary = f'<a href="#id_last_lawful_day-day">Last day of your legal stay – {said}</a>'
    field = f"</span> {said}</p>"
    assert (page.count(summary), page.count(field)) == (1, 1)
    assert day_inputs(page) == typed_day(*day)
    assert Application.objects.get().last_lawful_day == date(2026, 12, 4)


def test_a_draft_is_deleted_only_after_the_question(client: Client, draft: Application) -> None:
    address = f"/en/applications/{draft.pk}/delete/"
    assert client.get(address).status_code == 200
    assert Application.objects.get().state == ApplicationState.DRAFT
    answer = client.post(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/applications/")
    gone = Application.objects.select_related("draft_key").get()
    assert (gone.state, gone.sheet, gone.draft) == (ApplicationState.EXPIRED, None, None)
    assert "Your draft was deleted." in client.get(answer.headers["Location"]).content.decode()


def test_what_is_signed_is_not_deleted(client: Client, draft: Application) -> None:
    Application.objects.update(state=ApplicationState.SIGNED)
    answer = client.post(f"/en/applications/{draft.pk}/delete/")
    assert answer.headers["Location"] == f"/en/applications/{draft.pk}/"
    assert Application.objects.get().state == ApplicationState.SIGNED


@pytest.mark.parametrize("name", ["last-day", "delete"])
def test_nothing_of_it_for_a_stranger_or_after_filing(client: Client, draft: Application, name: str) -> None:
    address = f"/en/applications/{draft.pk}/{name}/"
    stranger = Client()
    stranger.force_login(User.objects.create_user("jan@example.com", "correct-horse-battery"))
    assert stranger.post(address).status_code == 404
    Application.objects.update(state=ApplicationState.FILED)
    assert client.post(address).status_code == 404
    assert Application.objects.get().state == ApplicationState.FILED


def test_a_draft_deleted_by_a_double_click_is_not_missed(client: Client, draft: Application) -> None:
    first, second = (client.post(f"/en/applications/{draft.pk}/delete/") for _ in range(2))
    assert (first.headers["Location"], second.status_code) == ("/en/applications/", 302)
    assert "Your draft was deleted." in client.get(second.headers["Location"]).text
    assert client.get(f"/en/applications/{draft.pk}/delete/").status_code == 404


def test_a_day_typed_when_we_failed_is_back(
    client: Client, draft: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False
    address = f"/en/applications/{draft.pk}/last-day/"

    def fail(*args: object, **kwargs: object) -> None:
        raise LookupError("planted")

    with monkeypatch.context() as patch:
        patch.setattr(lifecycle, "correct_last_day", fail)
        assert "kept, sealed" in client.post(address, typed_day("14", "12", "2026")).text
    page = client.get(address).text
    assert (day_inputs(page), "The portal failed" in page) == (typed_day("14", "12", "2026"), True)
    client.post(address, typed_day("14", "12", "2026"))
    assert Application.objects.get().last_lawful_day == date(2026, 12, 14)
    assert "The portal failed" not in client.get(address).text
