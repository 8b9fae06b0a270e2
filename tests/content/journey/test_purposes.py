"""What is said before an application of each purpose is what that purpose asks for, and nothing of another."""

from html import unescape

import pytest
from django.test import Client

from procedures import catalogue

pytestmark = pytest.mark.django_db
OTHERS = {  # whose address is wanted, and who may not answer
    "employer": ("Your employer’s e-mail address", "The employer does not answer"),
    "host": ("Your host’s e-mail address", "The host does not answer"),
    "university": ("The e-mail address of your university", "The university does not answer"),
}
ASKED = {
    "temporary-work": ["employer"],
    "blue-card": ["employer"],
    "research": [],
    "studies": ["university"],
    "volunteer": ["host"],
    "blue-card-mobility": ["employer"],
    "posted-worker": [],
    "business": ["employer"],
    "research-mobility": [],
    "trainee": ["host"],
}


@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures()])
def test_an_address_is_wanted_of_those_who_sign_an_annex_and_of_nobody_else(client: Client, key: str) -> None:
    said = unescape(client.get(f"/en/applications/new/{key}/", follow=True).content.decode())
    found = [(whose, [text in said for text in texts]) for whose, texts in OTHERS.items()]
    assert found == [(whose, [whose in ASKED[key]] * 2) for whose in OTHERS]
