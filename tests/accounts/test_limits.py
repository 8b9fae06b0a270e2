"""With several hosts the limits of sign-in count in the shared cache: another process knows of the attempts here."""

import threading
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import caches
from django.test import Client
from fakeredis import TcpFakeServer
from pytest_django import Settings
from redis import Redis

from accounts.models import User
from launch.ports import HOST
from tests.ports import free_port

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "olena@example.com", "cztery-lipy-nad-rzeka"
TOLD = "too many tries"
FAILURES = 5  # allauth's default for one address


@pytest.fixture
def shared_cache(settings: Settings) -> Iterator[str]:
    port = free_port()
    server = TcpFakeServer((HOST, port))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"redis://{HOST}:{port}"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}}
    settings.ACCOUNT_RATE_LIMITS = {}  # those of production; the other tests have none
    yield address
    server.shutdown()
    server.server_close()


def sign_in(password: str) -> str:
    """From a browser of its own, by a process with a connection of its own."""
    caches.close_all()
    answer = Client(headers={"accept-language": "en"}).post(
        "/en/account/login/", {"login": EMAIL, "password": password}
    )
    return answer.headers.get("Location") or answer.content.decode()


def test_failed_attempts_count_across_processes(shared_cache: str) -> None:
    user = User.objects.create_user(EMAIL, PASSWORD)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    assert sign_in(PASSWORD).startswith("/en/")
    for _ in range(FAILURES):
        assert TOLD not in sign_in("wrong")
    assert TOLD in sign_in("wrong")
    assert TOLD in sign_in(PASSWORD)
    assert [key for key in Redis.from_url(shared_cache).scan_iter() if EMAIL.encode() in key] == []
