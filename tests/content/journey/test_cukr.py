"""The CUKR card: what its law does otherwise is said before the filing; its unread form is not filed in production."""

from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from accounts.acting import themselves
from accounts.models import User
from applications.answers import sheets
from applications.drafting import attachments, fileable, lifecycle
from applications.drafting.errors import FormProvisional, ProcedureClosed
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language import walk
from tests.acting import own
from tests.journeys.answers import of_purpose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
KEY = "cukr"
APPLY = f"/en/guides/{KEY}/apply/{KEY}/"
ENDS = "that case ends by law"
REFUSED = "the office does not call for it: the card is refused"


@pytest.fixture
def begun(olena: User) -> Application:
    return lifecycle.start(themselves(olena), catalogue.procedure(KEY), language="en")


def answer(application: Application, **answers: object) -> None:
    """All she answers, and otherwise this."""
    form = lifecycle.form_of(application)
    for step in form.steps:
        found = Application.objects.select_related("sheet__key", "draft_key").get(pk=application.pk)
        assert found.sheet is not None
        contents = sheets.read(found.sheet)
        given = {**of_purpose(KEY).get(step.key, {}), **answers}
        kept = {field.key: given[field.key] for field in step.fields if field.key in given}
        merged = sheets.Contents(
            answers={**contents.answers, **kept},
            typed={},
            changed={**contents.changed, step.key: found.sheet.revision + 1},
        )
        lifecycle.save_step(found, merged, step=step.key, expected=found.sheet.revision, acting=own(found))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def read(client: Client, address: str) -> str:
    answered = client.get(address, follow=True)
    assert answered.status_code == 200, address
    return unescape(answered.text)


def test_the_guide_leads_into_the_application_and_says_what_nobody_read(client: Client) -> None:
    guide = read(client, f"/en/guides/{KEY}/")
    assert f'href="{APPLY}"' in guide
    assert "Neither the act nor the official form has been read here yet" in guide
    assert "Two payments and the proof of each" in read(client, APPLY)


def test_a_filing_that_would_end_another_case_is_told_so(signed_in: Client, begun: Application) -> None:
    answer(begun)
    assert ENDS not in read(signed_in, f"{APPLY}{begun.pk}/check/")
    answer(begun, caseGoesOn=True)
    assert ENDS in read(signed_in, f"{APPLY}{begun.pk}/check/")
    assert "a case about temporary residence that goes on ends by law" in read(
        signed_in, reverse("filing:sign", args=[begun.pk])
    )


def test_no_passport_is_scanned_and_each_payment_is_proved(signed_in: Client, begun: Application) -> None:
    answer(begun)
    wanted = [each.purpose for each in attachments.wanted(begun)]
    assert wanted == ["photo", "proof-of-duty", "proof-of-card-fee"]
    files = read(signed_in, f"{APPLY}{begun.pk}/files/")
    assert REFUSED in files
    assert "The office calls for the originals" not in files


def test_nobody_is_told_that_a_fee_may_wait(signed_in: Client, begun: Application) -> None:
    answer(begun)
    assert "Pay both fees before you file" in read(signed_in, f"{APPLY}{begun.pk}/")
    order = read(signed_in, reverse("payments:order", args=[begun.pk]))
    assert REFUSED in order
    assert not [each for each in ("May wait", "after you file", "Pay later", "without waiting") if each in order]
    fees = signed_in.get(f"/api/v1/procedures/{KEY}/").json()["fees"]
    assert [(each["amount"], each["may_wait"]) for each in fees] == [(34000, False), (10000, False)]
    others = signed_in.get("/api/v1/procedures/studies/").json()["fees"]
    assert [each["may_wait"] for each in others] == [False, True]


def test_a_mother_is_asked_about_only_where_the_card_is_for_her_child() -> None:
    form = catalogue.form_of(KEY)
    answers = {key: value for step in of_purpose(KEY).values() for key, value in step.items()}
    assert "mother" not in [step.key for step in walk.steps(form, answers)]
    assert "mother" in [step.key for step in walk.steps(form, answers | {"ground": "mother"})]


@pytest.mark.parametrize(("day", "closed"), [("2026-05-03", True), ("2026-05-04", False), ("2027-03-05", True)])
def test_it_is_begun_within_its_window_only(day: str, *, closed: bool) -> None:
    found = fileable.hindrance_to_begin(catalogue.procedure(KEY), on=date.fromisoformat(day))
    assert isinstance(found, ProcedureClosed) is closed


def test_it_is_filled_in_and_not_filed_in_production(begun: Application, settings: Settings) -> None:
    on, procedure = date(2026, 11, 28), catalogue.procedure(KEY)
    settings.FILE_PROVISIONAL_FORMS = False
    assert isinstance(fileable.hindrance_to_file(procedure, begun.form_version, on=on), FormProvisional)
    settings.FILE_PROVISIONAL_FORMS = True
    assert fileable.hindrance_to_file(procedure, begun.form_version, on=on) is None
