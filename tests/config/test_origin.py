"""Every absolute address is the portal's own, whatever Host, port or forwarding header a request carries."""

import re

import pytest
from django.conf import settings as configured
from django.test import Client
from pytest_django import Settings
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from accounts.models import User
from content.media import Picture
from notices import mail
from notices.models import Mail
from sealing import keys
from tests.config import addresses

pytestmark = pytest.mark.django_db
HOSTILE = [
    {"host": "127.0.0.1:6666"},
    {"host": "localhost:6666"},
    {"x-forwarded-host": "evil.example:6666"},
    {"x-forwarded-port": "6666"},
    {"forwarded": "host=evil.example:6666;proto=https"},
    {"x-original-host": "evil.example:6666"},
]
FOREIGN = re.compile(r"6666|evil\.example|testserver|https?://localhost")


def mailed_link() -> str:
    row = Mail.objects.get()
    return str(keys.unseal_json(row.key, bytes(row.sealed or b""), context=f"mail:{row.pk}")["context"]["link"])


@pytest.mark.parametrize("header", HOSTILE, ids=str)
@pytest.mark.parametrize("way", ["page", "api"])
@pytest.mark.parametrize("email", ["olena@example.com", "nobody@example.com"])
def test_the_link_in_a_mail_is_a_path_of_the_portal(
    client: Client, header: dict[str, str], way: str, email: str
) -> None:
    User.objects.create_user("olena@example.com", "cztery-lipy-nad-rzeka")
    if way == "page":
        client.post("/en/account/password/reset/", {"email": email}, headers=header)
    else:
        address = "/_allauth/app/v1/auth/password/request"
        english = {"accept-language": "en"}
        client.post(address, {"email": email}, content_type="application/json", headers=header | english)
    assert mailed_link().startswith("/en/account/password/reset/key/" if "olena" in email else "/en/account/signup/")
    assert not FOREIGN.search(str(mail.message(Mail.objects.get()).body))


@pytest.mark.parametrize("header", HOSTILE, ids=str)
def test_no_answer_repeats_a_foreign_address(client: Client, header: dict[str, str]) -> None:
    client.force_login(User.objects.create_user("olena@example.com"), backend=configured.AUTHENTICATION_BACKENDS[0])
    found = {}
    for address in addresses.of("config.urls"):
        answer = client.get(address, headers=header)
        whole = f"{answer.headers} {b''.join(answer).decode(errors='replace')}"
        found[address] = FOREIGN.findall(whole)
    assert {address: hits for address, hits in found.items() if hits} == {}


def test_the_next_page_of_a_list_is_at_the_portal(client: Client) -> None:
    """The content API's answers are kept by shared caches: one reader's port would be everybody's."""
    Locale.objects.get_or_create(language_code="en")
    for number in range(2):
        Picture.objects.create(title=str(number), file=get_test_image_file())
    answer = client.get("/api/v1/content/images/?limit=1", headers={"host": "127.0.0.1:6666"}).json()
    assert answer["next"].startswith(f"{configured.PORTAL_URL}/api/v1/content/images/?")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "127.0.0.1@evil"])
def test_a_foreign_name_is_refused(client: Client, host: str) -> None:
    assert client.get("/en/account/login/", headers={"host": host}).status_code == 400


def test_a_made_up_port_has_no_tries_of_its_own(client: Client, settings: Settings) -> None:
    """The limit of failed sign-ins is the address's: each port in the Host header had five tries of its own."""
    settings.ROLE = "officers"  # a host whose Host header is left as it is
    settings.ROOT_URLCONF = "config.urls_officers"
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
    wrong = {"login": "olena@example.com", "password": "wrong"}
    for port in range(6000, 6006):
        answer = client.post("/en/account/login/", wrong, headers={"host": f"127.0.0.1:{port}"})
    assert "too many tries" in answer.content.decode()
