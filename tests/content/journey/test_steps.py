"""A person's way through the steps, told as HTTP requests."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from applications.answers import sheets
from applications.answers.sheets import Contents
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures.schema import Procedure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def olena() -> User:
    return User.objects.create_user("olena@example.com", "correct-horse-battery")


@pytest.fixture
def draft(olena: User, demo: Procedure) -> Application:
    return lifecycle.start(olena, demo, language="en")


@pytest.fixture
def signed_in(client: Client, olena: User) -> Client:
    client.force_login(olena)
    return client


def address(draft: Application, step: str, language: str = "en") -> str:
    return f"/{language}/applications/{draft.pk}/{step}/"


def hidden(page: Any) -> dict[str, str]:
    """What a browser sends back of its own accord."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def save(client: Client, draft: Application, step: str, **values: Any) -> Any:
    """Open the step, fill it in and press a button."""
    sent = hidden(client.get(address(draft, step)))
    return client.post(address(draft, step), {**sent, **{name.replace("__", "-"): v for name, v in values.items()}})


def contents(draft: Application) -> Contents:
    sheet = Application.objects.select_related("sheet__key").get(pk=draft.pk).sheet
    assert sheet is not None
    return sheets.read(sheet)


def test_a_person_fills_in_a_step_and_comes_to_the_next(signed_in: Client, draft: Application) -> None:
    answer = save(signed_in, draft, "person", person__surname="Kovalenko", person__pesel="92030512343")
    assert (answer.status_code, answer.url) == (302, address(draft, "work"))
    assert contents(draft).answers == {"purpose": "work", "surname": "Kovalenko", "pesel": "92030512343"}
