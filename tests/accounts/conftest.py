"""What every test of signing in needs."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _lands_on_a_page_of_this_room(settings: Settings) -> None:
    """Where people land without a wanted page is the business of the room above."""
    settings.LOGIN_REDIRECT_URL = "accounts:home"
