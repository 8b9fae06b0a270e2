"""A procedure is taken on its days only, and a form that nobody compared is filed nowhere in production."""

from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.drafting.errors import FormProvisional, Incomplete, ProcedureClosed
from applications.drafting.models import Application
from applications.filing import preparing
from procedures import catalogue
from procedures.language.schema import Procedure, Window

pytestmark = pytest.mark.django_db
KEY = "temporary-work"
NOT_COMPARED = "we have not compared its form with the official one"
CLOSED = "Applications of this kind were taken until 31 December 2025."


@pytest.fixture
def olena() -> User:
    return User.objects.create_user("olena@example.test", "lipowa-brama-2026")


@pytest.fixture
def draft(olena: User) -> Application:
    """Begun while the procedure was open."""
    return lifecycle.start(themselves(olena), catalogue.procedure(KEY), language="en")


@pytest.fixture
def closed(draft: Application, monkeypatch: pytest.MonkeyPatch) -> Procedure:
    found = replace(catalogue.procedure(KEY), window=Window(closes=date(2025, 12, 31), law=()))
    monkeypatch.setattr(catalogue, "_procedures", lambda: {KEY: found})
    return found


def text_at(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_guide_of_a_closed_procedure_has_no_way_in(client: Client, content_loaded: None, closed: Procedure) -> None:
    page = text_at(client, "/en/guides/temporary-work/")
    assert page.count(CLOSED) == 2
    assert "/apply/" not in page


def test_nobody_begins_in_a_closed_procedure(client: Client, closed: Procedure, olena: User) -> None:
    assert CLOSED in text_at(client, f"/en/applications/new/{KEY}/")
    with pytest.raises(ProcedureClosed):
        lifecycle.start(themselves(olena), closed, language="en")
    client.force_login(olena)
    begun = client.post("/api/v1/applications/", {"procedure": KEY, "language": "en"}, content_type="application/json")
    assert (begun.status_code, begun.json()["code"], begun.json()["closes"]) == (422, "ProcedureClosed", "2025-12-31")


def test_a_draft_in_a_closed_procedure_stays_readable_with_the_reason(
    signed_in: Client, closed: Procedure, draft: Application
) -> None:
    assert CLOSED in text_at(signed_in, f"/en/applications/{draft.pk}/")
    assert "Surname" in text_at(signed_in, f"/en/applications/{draft.pk}/name/")
    with pytest.raises(ProcedureClosed):
        preparing.prepare(draft, acting=themselves(draft.principal))
    locked = signed_in.get(f"/en/filing/{draft.pk}/sign/", follow=True)
    assert CLOSED in unescape(locked.content.decode())


def test_one_that_opens_later_says_when(client: Client, closed: Procedure, monkeypatch: pytest.MonkeyPatch) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    later = replace(closed, window=Window(opens=tomorrow, law=()))
    monkeypatch.setattr(catalogue, "_procedures", lambda: {KEY: later})
    assert "Applications of this kind are taken from " in text_at(client, f"/en/applications/new/{KEY}/")
    found = client.get(f"/api/v1/procedures/{KEY}/").json()["procedure"]
    assert (found["is_open"], found["window"]["opens"], found["window"]["closes"]) == (
        False,
        tomorrow.isoformat(),
        None,
    )


@pytest.fixture
def provisional(draft: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    form = replace(catalogue.form_of(KEY), provisional=True)
    monkeypatch.setattr(catalogue, "form_of", lambda key, version=None: form)


@pytest.mark.usefixtures("provisional")
def test_a_provisional_form_is_filled_in_and_filed_nowhere_in_production(
    signed_in: Client, draft: Application, settings: Settings
) -> None:
    settings.FILE_PROVISIONAL_FORMS = False
    assert "Surname" in text_at(signed_in, f"/en/applications/{draft.pk}/name/")
    assert NOT_COMPARED in text_at(signed_in, f"/en/applications/{draft.pk}/")
    assert isinstance(preparing.hindrance(draft), FormProvisional)
    with pytest.raises(FormProvisional):
        preparing.prepare(draft, acting=themselves(draft.principal))


@pytest.mark.usefixtures("provisional")
def test_a_provisional_form_can_be_tried_whole_before(signed_in: Client, draft: Application) -> None:
    assert NOT_COMPARED not in text_at(signed_in, f"/en/applications/{draft.pk}/")
    assert isinstance(preparing.hindrance(draft), Incomplete)
