"""Signing up, in and out by pages: verification, ways back, new password, second step, hosts."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse
from lxml import html
from pytest_django import Settings

from accounts.models import User
from notices import jobs
from tests.accounts.second_step import totp_code

pytestmark = pytest.mark.django_db
PASSWORD = "cztery-lipy-nad-rzeka"
EMAIL = "olena@example.com"


def confirmed_user(email: str = EMAIL, **fields: str) -> User:
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def newest_mail() -> str:
    """The newest mail's text, after the worker sent what waits."""
    jobs.run()
    return str(outbox.outbox[-1].body)


def code_in(text: str) -> str:
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", text)
    assert found, text
    return found.group()


def sign_in(client: Client, email: str = EMAIL, following: str = "") -> str:
    answer = client.post(reverse("account_login"), {"login": email, "password": PASSWORD, "next": following})
    return answer.headers.get("Location", "")


def prove_again(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_person_signs_up_types_the_code_and_lands_on_the_page_wanted(client: Client) -> None:
    form = {"email": EMAIL, "password1": PASSWORD, "password2": PASSWORD, "next": "/uk/guides/"}
    answer = client.post("/uk/account/signup/", form)
    assert answer.headers["Location"].startswith("/uk/account/confirm-email/")
    assert not is_signed_in(client)
    answer = client.post(answer.headers["Location"], {"code": code_in(newest_mail())})
    assert (answer.headers["Location"], is_signed_in(client)) == ("/uk/guides/", True)
    user = User.objects.get()
    assert (user.email, user.language, user.is_staff) == (EMAIL, "uk", False)


def test_wrong_code_does_not_sign_in(client: Client) -> None:
    client.post("/en/account/signup/", {"email": EMAIL, "password1": PASSWORD, "password2": PASSWORD})
    answer = client.post("/en/account/confirm-email/", {"code": "XXXXXX"})
    assert answer.status_code == 200
    assert 'href="#id_code"' in answer.content.decode()
    assert not is_signed_in(client)


def test_signing_up_twice_tells_nobody_but_the_owner(client: Client) -> None:
    confirmed_user()
    form = {"password1": PASSWORD, "password2": PASSWORD}
    new = client.post("/en/account/signup/", {"email": "new@example.com", **form})
    known = Client().post("/en/account/signup/", {"email": EMAIL, **form})
    assert (new.status_code, new.headers["Location"]) == (known.status_code, known.headers["Location"])
    jobs.run()
    assert {tuple(sent.to): sent.subject for sent in outbox.outbox} == {
        ("new@example.com",): "Confirm your e-mail address",
        (EMAIL,): "You already have an account",
    }


def test_unverified_person_is_asked_for_a_code_at_sign_in(client: Client) -> None:
    User.objects.create_user(EMAIL, PASSWORD)
    assert sign_in(client).endswith("/account/confirm-email/")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "away",
    ["https://evil.example/", "//evil.example/", "http://127.0.0.1:1/", "javascript:alert(1)", r"\\evil.example"],
)
def test_way_back_never_leaves_this_host(client: Client, away: str) -> None:
    confirmed_user()
    to = sign_in(client, following=away)
    assert is_signed_in(client)
    assert to == reverse(settings.LOGIN_REDIRECT_URL)


def test_way_back_leads_to_the_page_wanted(client: Client) -> None:
    confirmed_user()
    assert sign_in(client, following="/en/cases/?page=2") == "/en/cases/?page=2"


def test_language_of_the_last_sign_in_is_remembered(client: Client) -> None:
    user = confirmed_user(language="pl")
    client.post("/ar/account/login/", {"login": EMAIL, "password": PASSWORD})
    user.refresh_from_db()
    assert user.language == "ar"


def test_new_password_by_a_link_that_works_once_and_ends_other_sessions(client: Client) -> None:
    confirmed_user()
    elsewhere = Client()
    sign_in(elsewhere)
    client.post("/en/account/password/reset/", {"email": EMAIL})
    link = re.search(r"/en/account/password/reset/key/\S+", newest_mail())
    assert link
    form_url = client.get(link.group()).headers["Location"]
    new = {"password1": "inne-cztery-lipy-nad-rzeka", "password2": "inne-cztery-lipy-nad-rzeka"}
    assert client.post(form_url, new).headers["Location"].endswith("/password/reset/key/done/")
    assert not is_signed_in(client)
    assert elsewhere.get("/en/account/").status_code == 302
    assert "already" in Client().get(link.group()).content.decode()


def test_asking_for_a_new_password_answers_the_same_for_everybody(client: Client) -> None:
    confirmed_user()
    known = client.post("/en/account/password/reset/", {"email": EMAIL})
    unknown = client.post("/en/account/password/reset/", {"email": "nobody@example.com"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_second_step_is_asked_for_and_survives_a_new_password(client: Client) -> None:
    user = confirmed_user()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    assert sign_in(client).endswith("/account/2fa/authenticate/")
    assert not is_signed_in(client)
    client.post("/en/account/2fa/authenticate/", {"code": totp_code(secret)})
    assert is_signed_in(client)


def test_officers_host_lets_officers_in_and_nobody_else(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = "config.urls_officers"
    settings.ROLE = "officers"
    confirmed_user()
    officer = confirmed_user("officer@example.com", office="14")
    officer.groups.add(Group.objects.get(name="Officers"))
    assert sign_in(client) == reverse("account_login")
    assert not is_signed_in(client)
    assert sign_in(client, "officer@example.com") == "/pl/"
    assert is_signed_in(client)


def test_nobody_signs_up_at_the_officers_host(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = "config.urls_officers"
    settings.ROLE = "officers"
    client.post(reverse("account_signup"), {"email": EMAIL, "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def test_change_of_the_address_is_told_to_the_old_one(client: Client) -> None:
    user = confirmed_user()
    sign_in(client)
    again = client.post("/en/account/email/", {"email": "new@example.com", "action_add": ""}).headers["Location"]
    assert again.startswith("/en/account/reauthenticate/")
    client.post(again, {"password": PASSWORD})
    waiting = client.get("/en/account/email/").content.decode()
    assert "We sent a code to <bdi>new@example.com</bdi>" in waiting
    assert 'href="/en/account/confirm-email/"' in waiting
    client.post("/en/account/confirm-email/", {"code": code_in(newest_mail())})
    assert "We sent a code" not in client.get("/en/account/email/").content.decode()
    jobs.run()
    user.refresh_from_db()
    assert user.email == "new@example.com"
    assert ([EMAIL], "Your sign-in details were changed") in [(sent.to, sent.subject) for sent in outbox.outbox]


SIGNED_OUT = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done"]
SIGNED_IN = [
    "accounts:home",
    "account_email",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "usersessions_list",
]


@pytest.mark.parametrize("name", SIGNED_OUT + SIGNED_IN)
def test_every_page_stands_in_our_frame_with_one_heading(client: Client, name: str) -> None:
    confirmed_user()
    if name in SIGNED_IN:
        sign_in(client)
        prove_again(client)
    page = client.get(reverse(name)).content.decode()
    assert page.count("<h1") == 1
    assert "mos-header" in page
    assert " style=" not in page.replace("image/svg+xml", "")


@pytest.mark.parametrize("name", SIGNED_IN[:-4])
def test_account_pages_ask_strangers_to_sign_in(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_what_is_missing_is_named_in_the_summary(client: Client) -> None:
    """Three times "This field is required." says nothing of where."""
    page = html.fromstring(client.post("/en/account/signup/", {}).content)
    summary = page.xpath("//div[@class='govuk-error-summary']//a/text()")
    assert summary == [
        "E-mail address – This field is required.",
        "Password – This field is required.",
        "Password, once more – This field is required.",
    ]


@pytest.mark.parametrize(("address", "name"), [("login", "login"), ("signup", "email"), ("password/reset", "email")])
def test_an_address_reads_from_the_left_in_arabic(client: Client, address: str, name: str) -> None:
    page = html.fromstring(client.get(f"/ar/account/{address}/").content)
    assert page.xpath(f"//input[@name='{name}']/@dir") == ["ltr"]
