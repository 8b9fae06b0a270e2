"""The editors' host answers the admin and the account alone, and the admin alone may use inline scripts."""

from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from content.models import GuidePage
from tests.config import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editors_process")]
OPEN = ("/healthz", "/readyz", "/documents/", "/admin/", "/pl/account/")
STRICT = "script-src 'self';"
RELAXED = "script-src 'self' 'unsafe-inline';"


def policy(answer: Any) -> str:
    return str(answer.headers["Content-Security-Policy"])


def test_nothing_of_the_portal_answers(client: Client) -> None:
    theirs = [each for each in addresses.of("config.urls") if not each.startswith(OPEN)]
    assert len(theirs) > 100
    answers = {address: client.get(address) for address in theirs}
    pages = {address: answer for address, answer in answers.items() if address.startswith("/pl/")}
    assert {address: answer.headers.get("Location") for address, answer in pages.items()} == {
        address: configured.PORTAL_URL + address for address in pages
    }
    others = {address: answer.status_code for address, answer in answers.items() if address not in pages}
    assert others == dict.fromkeys(others, 404)


def test_nothing_is_posted_to_the_portal_through_it(client: Client) -> None:
    answer = client.post("/en/applications/", {"procedure": "pobyt-czasowy"})
    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["/healthz", "/api/v1/", "/pl/account/login/", "/pl/account/2fa/", "/nothing"])
def test_inline_scripts_are_refused_outside_the_admin(client: Client, address: str) -> None:
    assert "unsafe-inline" not in policy(client.get(address))
    assert STRICT in policy(client.get(address))


def test_inline_scripts_of_the_admin_run(client: Client) -> None:
    assert RELAXED in policy(client.get("/admin/login/"))


def test_admin_at_no_other_host_is_relaxed(client: Client, settings: Settings) -> None:
    settings.ROLE = "portal"
    assert "unsafe-inline" not in policy(client.get("/admin/login/"))


def test_a_preview_has_the_readers_policy_and_may_be_framed_by_the_admin(client: Client, guide: GuidePage) -> None:
    user = User.objects.create_superuser("anna@example.test", "x" * 20)
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[0])
    draft = client.get(f"/admin/pages/{guide.pk}/view_draft/")
    assert draft.status_code == 200
    assert reverse("applications:list") in draft.content.decode()  # names of the portal still make addresses
    assert STRICT in policy(draft)
    assert "frame-ancestors 'self'" in policy(draft)


def test_nobody_gets_a_new_password_by_the_admin(client: Client) -> None:
    """Its mail would carry the Host header; the portal's page does it."""
    assert client.get("/admin/password_reset/").status_code == 404
