"""Permanent residence: filled in everywhere, on a form that nobody may file in production until its words are known."""

from datetime import date
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import fileable, lifecycle
from applications.drafting.errors import FormProvisional
from procedures import catalogue
from procedures.language import walk
from tests.journeys.answers import of_purpose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
KEY = "permanent-residence"
APPLY = f"/en/guides/{KEY}/apply/{KEY}/"


def read(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return unescape(answer.text)


def test_its_own_barriers_are_asked_before_it(client: Client) -> None:
    page = read(client, APPLY)
    assert "You stay in Poland unlawfully" in page
    assert "You have an EU long-term residence permit of Poland" in page
    assert "you have asked for international protection" not in page.lower()


def test_a_husband_or_wife_is_asked_about_only_where_there_is_one() -> None:
    form = catalogue.form_of(KEY)
    answers = {key: value for step in of_purpose(KEY).values() for key, value in step.items()}
    assert "spouse" in [step.key for step in walk.steps(form, answers)]
    assert "spouse" not in [step.key for step in walk.steps(form, answers | {"maritalStatus": "panna"})]


def test_it_is_filled_in_and_not_filed_in_production(signed_in: Client, olena: User, settings: Settings) -> None:
    procedure = catalogue.procedure(KEY)
    draft = lifecycle.start(themselves(olena), procedure, language="en")
    settings.FILE_PROVISIONAL_FORMS = False
    found = fileable.hindrance_to_file(procedure, draft.form_version, on=date(2026, 11, 28))
    assert isinstance(found, FormProvisional)
    assert "This application cannot be filed yet" in read(signed_in, f"{APPLY}{draft.pk}/")
    settings.FILE_PROVISIONAL_FORMS = True
    assert fileable.hindrance_to_file(procedure, draft.form_version, on=date(2026, 11, 28)) is None
