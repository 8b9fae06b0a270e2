"""What is said before an application of each purpose is what that purpose asks for, and nothing of another."""

from html import unescape

import pytest
from django.test import Client

from procedures import catalogue

pytestmark = pytest.mark.django_db
EMPLOYER = {
    "temporary-work": True,
    "blue-card": True,
    "blue-card-mobility": True,
    "posted-worker": False,
    "business": True,
    "research": False,
    "research-mobility": False,
}


@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures()])
def test_an_employers_address_is_wanted_only_where_an_employer_signs(client: Client, key: str) -> None:
    said = unescape(client.get(f"/en/applications/new/{key}/", follow=True).content.decode())
    assert ("Your employer’s e-mail address" in said) is EMPLOYER[key]
    assert ("The employer does not answer" in said) is EMPLOYER[key]
