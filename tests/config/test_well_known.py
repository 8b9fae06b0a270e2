"""What machines ask for by a fixed name: security.txt after RFC 9116, robots.txt, the icon."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client

from content.contacts import Contact

pytestmark = pytest.mark.django_db


def fields_of_security_txt(client: Client) -> list[tuple[str, str]]:
    answer = client.get("/.well-known/security.txt")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return [(name, value) for name, _, value in (line.partition(": ") for line in answer.content.decode().splitlines())]


def test_security_txt_names_a_contact_and_the_day_it_ends(client: Client) -> None:
    Contact.objects.create(
        purpose="security", name="Zespół", source="list", email="security@example.test", phones="+48 22 000 00 00"
    )
    found = fields_of_security_txt(client)
    assert [value for name, value in found if name == "Contact"] == [
        "mailto:security@example.test",
        "tel:+48-22-000-00-00",
        f"{settings.PORTAL_URL}/en/contact/",
    ]
    (expires,) = [value for name, value in found if name == "Expires"]
    left = datetime.strptime(expires, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)
    assert dict(found)["Canonical"] == f"{settings.PORTAL_URL}/.well-known/security.txt"


def test_security_txt_has_a_contact_even_when_the_record_is_empty(client: Client) -> None:
    assert [value for name, value in fields_of_security_txt(client) if name == "Contact"] == [
        f"{settings.PORTAL_URL}/en/contact/"
    ]


def test_robots_keep_to_the_public_pages(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    refused = re.findall(r"^Disallow: (.+)$", answer.content.decode(), re.MULTILINE)
    patterns = [re.compile(re.escape(path).replace(r"\*", "[^/]*")) for path in refused]

    def is_refused(path: str) -> bool:
        return any(pattern.match(path) for pattern in patterns)

    public = ("/pl/", "/en/guides/temporary-work/", "/uk/help/", "/ar/contact/")
    assert [path for path in public if is_refused(path)] == []
    private = ("/api/v1/applications/", "/en/account/login/", "/pl/applications/", "/pl/cases/", "/pl/receipts/X/")
    assert [path for path in private if not is_refused(path)] == []


def test_the_icon_is_found_by_its_fixed_name(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"].endswith(".ico")
