"""Olena: most stories of these rooms are hers."""

import pytest
from django.test import Client

from accounts.models import User
from applications.drafting.models import Application
from tests.applications.cases import filed_cases


@pytest.fixture
def olena(db: None) -> User:
    return filed_cases.person()


@pytest.fixture
def client(olena: User) -> Client:
    """Her browser, in English."""
    browser = Client(headers={"Accept-Language": "en"})
    browser.force_login(olena)
    return browser


@pytest.fixture
def case(olena: User) -> Application:
    """The register has it, and nothing has happened since."""
    return filed_cases.filed(olena)
