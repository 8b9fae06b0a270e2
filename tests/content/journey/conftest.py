"""The demonstration procedure, for every story here, and the person who fills it in."""

import pytest
from django.test import Client

from accounts.models import User
from tests.demo import demo_procedure, draft, olena

__all__ = ["demo_procedure", "draft", "olena"]


@pytest.fixture
def signed_in(client: Client, olena: User) -> Client:
    client.force_login(olena)
    return client
