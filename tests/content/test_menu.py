"""The head of a page on each host: the officers' has its own section and nothing of the portal's."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
ENTRY = re.compile(r'<a class="mos-menu__link" href="([^"]*)"( aria-current="\w+")?>([^<]*)</a>')


@pytest.fixture
def officer(client: Client, settings: Settings) -> Client:
    """At the officers' host."""
    settings.ROOT_URLCONF = "config.urls_officers"
    user = User.objects.create_user("officer@example.org", "correct-horse-battery")
    user.groups.add(Group.objects.get_or_create(name="Officers")[0])
    client.force_login(user)
    return client


def test_an_officer_finds_the_board_and_the_way_out(officer: Client) -> None:
    page = officer.get("/en/").content.decode()
    assert ENTRY.findall(without_unseen(page)) == [
        ("/en/", ' aria-current="page"', "Exchange with the registers"),
        ("/en/payments/", "", "Payments to look at"),
        ("/en/account/logout/", "", "Sign out"),
    ]
    assert re.findall(r'<a class="mos-menu__link" href="([^"]*)" lang="\w+"', without_unseen(page)) == [
        "/pl/",
        "/en/",
        "/uk/",
        "/ar/",
    ]


def test_no_link_of_the_officers_host_leads_nowhere(officer: Client) -> None:
    page = officer.get("/en/").content.decode()
    paths = set(re.findall(r'href="(/[a-z]{2}/[^"#]*)"', page))
    dead = {path for path in paths if officer.get(path).status_code not in {200, 302}}
    assert dead == set()


def test_nobody_is_offered_an_account_where_there_is_none_to_make(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = "config.urls_officers"
    page = client.get("/en/account/login/").content.decode()
    assert "Create an account" not in page
    assert [title for _url, _current, title in ENTRY.findall(without_unseen(page))] == [
        "Exchange with the registers",
        "Payments to look at",
    ]


def test_a_stranger_is_offered_an_account_on_the_portal(client: Client) -> None:
    assert "Create an account" in client.get("/en/account/login/").content.decode()
