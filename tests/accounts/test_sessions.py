"""A session ends an hour after its last use and eight hours after sign-in, whatever happens between."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User

pytestmark = pytest.mark.django_db


def still_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(User.objects.create_user("olena@example.com", "x"))
    return client


def test_session_lives_while_it_is_used_and_ends_an_hour_after(signed_in: Client) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for minutes in (50, 100, 150):
            clock.move_to(start + timedelta(minutes=minutes))
            assert still_in(signed_in)
        clock.move_to(start + timedelta(minutes=211))
        assert not still_in(signed_in)


def test_session_ends_after_eight_hours_of_use(signed_in: Client) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        for half_hours in range(1, 16):
            clock.move_to(start + timedelta(minutes=30 * half_hours))
            assert still_in(signed_in)
        clock.move_to(start + timedelta(hours=8, minutes=1))
        assert not still_in(signed_in)


def test_key_of_the_session_changes_at_sign_in(client: Client) -> None:
    client.session["before"] = 1
    before = client.session
    before.save()
    client.cookies[__import__("django.conf").conf.settings.SESSION_COOKIE_NAME] = str(before.session_key)
    client.force_login(User.objects.create_user("olena@example.com", "x"))
    assert client.session.session_key != before.session_key
