"""Editors sign in as everybody does: tries are limited, answers are even, a second step is asked for."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from notices import jobs
from tests.accounts.second_step import totp_code
from tests.accounts.test_nobody_learns import Work, seen_from_outside
from tests.accounts.test_sign_in import confirmed_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editors_process")]
EDITOR, APPLICANT, UNKNOWN = "editor@example.com", "olena@example.com", "maria@example.com"
PASSWORD = "cztery-lipy-nad-rzeka"
SIGN_IN = "/en/account/login/"


@pytest.fixture
def editor(content_loaded: None) -> User:
    user = confirmed_user(EDITOR)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def try_in(email: str, password: str, client: Client | None = None) -> Any:
    browser = client or Client()
    return browser.post(f"{SIGN_IN}?next=/admin/pages/", {"login": email, "password": password})


def opens_admin(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def test_admin_asks_who_comes_to_sign_in_as_everybody_does(client: Client) -> None:
    assert client.get("/admin/pages/").headers["Location"] == "/admin/login/?next=/admin/pages/"
    assert client.get("/admin/login/?next=/admin/pages/").headers["Location"] == "/pl/account/login/?next=/admin/pages/"


def test_password_signs_nobody_in_at_wagtails_own_form(client: Client, editor: User) -> None:
    client.post("/admin/login/", {"username": EDITOR, "password": PASSWORD})
    assert not opens_admin(client)


def test_editor_comes_to_the_page_wanted_and_to_the_admin_without_one(editor: User) -> None:
    browser = Client()
    assert try_in(EDITOR, PASSWORD, browser).headers["Location"] == "/admin/pages/"
    assert opens_admin(browser)
    assert Client().post(SIGN_IN, {"login": EDITOR, "password": PASSWORD}).headers["Location"] == "/admin/"


def test_sixth_wrong_password_is_refused_and_the_right_one_after_it(editor: User, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}  # those of production
    cache.clear()
    for _ in range(5):
        assert "too many tries" not in try_in(EDITOR, "wrong").content.decode()
    assert "too many tries" in try_in(EDITOR, "wrong").content.decode()
    assert "too many tries" in try_in(EDITOR, PASSWORD).content.decode()


def test_a_password_alone_is_not_enough_where_a_second_step_is_set_up(client: Client, editor: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    assert try_in(EDITOR, PASSWORD, client).headers["Location"].startswith("/en/account/2fa/authenticate/")
    assert not opens_admin(client)
    client.post("/en/account/2fa/authenticate/", {"code": totp_code(secret)})
    assert opens_admin(client)


def test_known_and_unknown_get_the_same_page_for_the_same_work(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    work, answers = Work(monkeypatch), list[Any]()
    done = [work.of(lambda email: answers.append(try_in(email, "wrong")), email) for email in (EDITOR, UNKNOWN)]
    known, unknown = (
        str(seen_from_outside(each)).replace(email, "·") for each, email in zip(answers, (EDITOR, UNKNOWN), strict=True)
    )
    assert (known, done[0]) == (unknown, done[1])
    assert done[0][0] == 2


def test_applicant_gets_in_neither_by_the_form_nor_with_a_session(client: Client, content_loaded: None) -> None:
    user = confirmed_user(APPLICANT)
    assert try_in(APPLICANT, PASSWORD, client).headers["Location"] == SIGN_IN
    assert not opens_admin(client)
    client.force_login(user)
    told = client.get("/admin/", follow=True)  # as who was an editor this morning: not led round and round
    assert (told.status_code, len(told.redirect_chain)) == (403, 1)


def test_new_password_comes_by_the_portals_mail(editor: User) -> None:
    Client().post("/en/account/password/reset/", {"email": EDITOR})
    jobs.run()
    assert "/en/account/password/reset/key/" in str(outbox.outbox[-1].body)
    assert Client().get("/admin/password_reset/").status_code == 404


def test_pages_of_the_account_stand_in_our_frame_and_lead_to_the_admin(client: Client, editor: User) -> None:
    strange = client.get(SIGN_IN)
    assert 'class="govuk-input' in strange.content.decode()
    assert "script-src 'self';" in strange.headers["Content-Security-Policy"]
    client.force_login(editor)
    own = client.get("/en/account/").content.decode()
    assert 'href="/admin/"' in own
    assert "/en/applications/" not in own  # nothing of the portal's menu
    assert "govuk-button" in client.get("/en/account/2fa/").content.decode()


def test_account_page_of_the_admin_changes_neither_password_nor_address(client: Client, editor: User) -> None:
    client.force_login(editor)
    page = client.get("/admin/account/", headers={"accept-language": "en"}).content.decode()
    assert 'href="/en/account/"' in page
    client.post(
        "/admin/account/",
        {
            "name_email-email": "other@example.com",
            "password-new_password1": "x" * 20,
            "password-new_password2": "x" * 20,
            "password-old_password": PASSWORD,
        },
    )
    editor.refresh_from_db()
    assert (editor.email, editor.check_password(PASSWORD)) == (EDITOR, True)
