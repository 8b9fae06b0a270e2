"""What counts at sign-in counts once for all processes, of one host and of several: tries, and codes that were used."""

import threading
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import caches
from django.core.cache.backends import locmem
from django.test import Client
from fakeredis import TcpFakeServer
from pytest_django import Settings
from redis import Redis

from accounts.models import User
from launch.ports import HOST
from tests.accounts.second_step import totp_code
from tests.ports import free_port

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "olena@example.com", "cztery-lipy-nad-rzeka"
TOLD = "too many tries"
FAILURES = 5  # allauth's default for one address


def another_process() -> None:
    """What it shares with the last one is the database and the servers; nothing in memory, no connection."""
    caches.close_all()
    for memory in (*locmem._caches.values(), *locmem._expire_info.values()):  # type: ignore[attr-defined]  # not in its stubs
        memory.clear()


@pytest.fixture
def redis(settings: Settings) -> Iterator[Redis]:
    """The cache of production."""
    port = free_port()
    server = TcpFakeServer((HOST, port))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"redis://{HOST}:{port}"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}}
    yield Redis.from_url(address)
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["one host", "several hosts"])
def limited_hosts(request: pytest.FixtureRequest, settings: Settings) -> str:
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = {}  # those of production; the other tests have none
    if request.param == "several hosts":
        request.getfixturevalue("redis")
    return str(request.param)


def person() -> User:
    user = User.objects.create_user(EMAIL, PASSWORD)
    EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    return user


def sign_in(password: str, code: str = "") -> str:
    """From a browser of its own, by a process of its own."""
    another_process()
    client = Client(headers={"accept-language": "en"})
    answer = client.post("/en/account/login/", {"login": EMAIL, "password": password})
    if code:
        answer = client.post("/en/account/2fa/authenticate/", {"code": code})
    return answer.headers.get("Location") or answer.content.decode()


def test_failed_attempts_count_across_processes(limited_hosts: str) -> None:
    person()
    assert sign_in(PASSWORD).startswith("/en/")
    for _ in range(FAILURES):
        assert TOLD not in sign_in("wrong")
    assert TOLD in sign_in("wrong")
    assert TOLD in sign_in(PASSWORD)


def test_a_code_of_the_second_step_is_taken_once_by_all_processes(limited_hosts: str) -> None:
    secret = generate_totp_secret()
    TOTP.activate(person(), secret)
    code = totp_code(secret)
    assert sign_in(PASSWORD, code).startswith("/en/")
    assert "The code is not right" in sign_in(PASSWORD, code)


def test_no_address_stands_in_the_shared_cache(redis: Redis, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    person()
    sign_in("wrong")
    kept = list(redis.scan_iter())
    assert kept
    assert [key for key in kept if EMAIL.encode() in key] == []
