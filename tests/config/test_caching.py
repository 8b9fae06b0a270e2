"""No answer is kept by a cache but the pages of the tree and what is public: every address of every host is walked."""

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from accounts.groups import OFFICERS
from accounts.models import User
from tests.config import addresses

pytestmark = pytest.mark.django_db
PERSONAL = "private, no-store"
HOSTS = ("portal", "editors", "officers", "exchange")
# For everybody, and their views say so
PUBLIC = {
    "portal": {
        "/api/v1/content/alerts/",
        "/api/v1/content/menus/",
        "/api/v1/content/glossary/",
        "/api/v1/content/pages/",
        "/api/v1/content/images/",
        "/api/v1/content/documents/",
        "/api/v1/content/locales/",
        "/api/v1/procedures/",
        "/api/v1/facts/",
        "/api/v1/deadlines/",
        "/api/v1/authorities/",
        "/api/v1/authorities/14/",
        "/api/v1/authorities/central/",
        "/.well-known/security.txt",
        "/robots.txt",
        "/favicon.ico",
        "/sitemap.xml",
        "/sitemap-pl.xml",
        "/sitemap-en.xml",
        "/sitemap-uk.xml",
        "/sitemap-ar.xml",
    },
}


def signed_in() -> Client:
    """An administrator who is an officer too: as many pages as can be open."""
    user = User.objects.create_superuser("anna@example.test", "x" * 20)
    user.groups.add(Group.objects.get(name=OFFICERS))
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture(params=HOSTS)
def host(request: pytest.FixtureRequest, settings: Settings) -> str:
    settings.ROLE = request.param
    settings.ROOT_URLCONF = "config.urls" if request.param == "portal" else f"config.urls_{request.param}"
    return str(request.param)


def keeps_nothing(said: str) -> bool:
    return set(PERSONAL.split(", ")) <= {each.strip() for each in said.split(",")}


def cacheable_addresses(client: Client, urlconf: str) -> set[str]:
    """The addresses whose answer a cache may keep."""
    asked = {address: client.get(address).headers.get("Cache-Control", "") for address in addresses.of(urlconf)}
    return {address for address, said in asked.items() if not keeps_nothing(said)}


def test_nothing_is_kept_of_what_anybody_is_answered(host: str, settings: Settings) -> None:
    assert cacheable_addresses(Client(raise_request_exception=False), settings.ROOT_URLCONF) == PUBLIC.get(host, set())


def test_nothing_is_kept_of_what_somebody_signed_in_is_answered(host: str, settings: Settings) -> None:
    assert cacheable_addresses(signed_in(), settings.ROOT_URLCONF) == PUBLIC.get(host, set())


def test_an_address_that_leads_nowhere_is_not_kept(client: Client) -> None:
    assert client.get("/en/nothing/of/the/kind").headers["Cache-Control"] == PERSONAL
    assert client.get("/api/v1/nothing").headers["Cache-Control"] == PERSONAL


def test_a_host_that_is_not_ours_is_refused_and_not_kept(client: Client) -> None:
    answer = client.get("/en/account/login/", headers={"host": "evil.example"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (400, PERSONAL)
