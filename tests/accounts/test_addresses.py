"""One person, one address: look-alikes make no second account, and no mail goes to somebody else's box."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import translation

from accounts.models import User
from notices import jobs
from notices.models import Mail
from writing import mailboxes

PASSWORD = "cztery-lipy-nad-rzeka"
EMAIL = "kadir@example.com"
ENGLISH = {"accept-language": "en"}
SAME = {  # look the same and are the same
    "capitals": "KADIR@Example.COM",
    "zero-width space": "kad\u200bir@example.com",
    "zero-width space in the domain": "kadir@exam\u200bple.com",
    "full-width": "ｋａｄｉｒ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    "full-width domain": "kadir@ｅxample.com",
    "soft hyphen": "ka\u00addir@example.com",
    "no-break space": "\u00a0kadir@example.com\u00a0",
    "Kelvin sign": "\u212aadir@example.com",
}
ONLY_ALIKE = {  # look like it and are somebody's letters
    "dotless i": "kadır@example.com",
    "dotted capital": "KADİR@example.com",
    "long s": "kadir@example.com".replace("@", "ſ@"),
    "Cyrillic": "kаdir@example.com",
    "accent": "kadír@example.com",
    "domain": "kadir@exаmple.com",
}
TOLD = "Write the address in Latin letters, as your mail provider shows it"


def person(email: str = EMAIL) -> User:
    user = User.objects.create_user(email, PASSWORD)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def recipients_of_mails() -> list[list[str]]:
    jobs.run()
    return [sent.to for sent in outbox.outbox]


def sign_up_form(email: str) -> dict[str, str]:
    return {"email": email, "password1": PASSWORD, "password2": PASSWORD}


def status_of_api(address: str, **sent: str) -> int:
    answer = Client(headers=ENGLISH).post(f"/_allauth/app/v1/auth/{address}", sent, content_type="application/json")
    return answer.status_code


@pytest.mark.parametrize("typed", SAME.values(), ids=SAME)
def test_what_looks_the_same_is_the_same(typed: str) -> None:
    assert mailboxes.normal(typed) == EMAIL
    assert mailboxes.normal(mailboxes.normal(typed)) == EMAIL


@pytest.mark.parametrize("typed", ONLY_ALIKE.values(), ids=ONLY_ALIKE)
def test_what_only_looks_alike_is_refused_with_a_true_sentence(typed: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="as your mail provider shows it"):
        mailboxes.normal(typed)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", SAME.values(), ids=SAME)
def test_signing_up_again_makes_no_second_account(client: Client, typed: str) -> None:
    person()
    client.post("/en/account/signup/", sign_up_form(typed))
    assert User.objects.count() == EmailAddress.objects.count() == 1
    assert recipients_of_mails() == [[EMAIL]]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [*SAME.values(), *ONLY_ALIKE.values()], ids=[*SAME, *ONLY_ALIKE])
def test_the_api_makes_no_second_account(typed: str) -> None:
    person()
    assert status_of_api("signup", email=typed, password=PASSWORD) in (400, 401)
    assert User.objects.count() == EmailAddress.objects.count() == 1
    assert recipients_of_mails() in ([], [[EMAIL]])


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ONLY_ALIKE.values(), ids=ONLY_ALIKE)
@pytest.mark.parametrize("page", ["signup", "password/reset", "login"])
def test_pages_say_why_a_look_alike_is_refused_and_nothing_is_mailed(client: Client, page: str, typed: str) -> None:
    person()
    answer = client.post(f"/en/account/{page}/", sign_up_form(typed) | {"login": typed, "password": PASSWORD})
    told = answer.content.decode()
    assert (answer.status_code, told.count(TOLD)) == (200, 2)  # at the top and at the field
    assert typed in told
    assert (User.objects.count(), recipients_of_mails()) == (1, [])


@pytest.mark.django_db
@pytest.mark.parametrize("typed", SAME.values(), ids=SAME)
def test_a_new_password_is_mailed_to_the_one_address(client: Client, typed: str) -> None:
    person()
    client.post("/en/account/password/reset/", {"email": typed})
    assert Mail.objects.get().template == "password-reset"
    assert recipients_of_mails() == [[EMAIL]]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [*SAME.values(), *ONLY_ALIKE.values()], ids=[*SAME, *ONLY_ALIKE])
def test_the_api_mails_a_new_password_to_the_one_address(typed: str) -> None:
    person()
    status_of_api("password/request", email=typed)
    assert recipients_of_mails() in ([], [[EMAIL]])


@pytest.mark.django_db
@pytest.mark.parametrize("typed", SAME.values(), ids=SAME)
def test_person_signs_in_however_the_address_is_typed(client: Client, typed: str) -> None:
    person()
    client.post("/en/account/login/", {"login": typed, "password": PASSWORD})
    assert "_auth_user_id" in client.session


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ONLY_ALIKE.values(), ids=ONLY_ALIKE)
def test_an_address_is_not_changed_to_a_look_alike(client: Client, typed: str) -> None:
    person("olena@example.com")
    client.post("/en/account/login/", {"login": "olena@example.com", "password": PASSWORD})
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/en/account/email/", {"email": typed, "action_add": ""})
    assert TOLD in answer.content.decode()
    assert recipients_of_mails() == []


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["KADIR@example.com", "kadır@example.com", "kad ir@example.com"])
def test_the_database_keeps_no_other_form(email: str) -> None:
    user = person("olena@example.com")
    with pytest.raises(IntegrityError, match="user_email_plain"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email=email)
    with pytest.raises(IntegrityError, match="emailaddress_plain"), transaction.atomic():
        EmailAddress.objects.filter(user=user).update(email=email)


@pytest.mark.django_db
def test_accounts_of_before_are_made_normal_or_set_aside() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user DROP CONSTRAINT user_email_plain")
        cursor.execute("ALTER TABLE account_emailaddress DROP CONSTRAINT emailaddress_plain")
    theirs = person()
    shadow, alone = person("one@example.com"), person("two@example.com")
    User.objects.filter(pk=shadow.pk).update(email="kad\u200bir@example.com")
    User.objects.filter(pk=alone.pk).update(email="ｏｌｅｎａ@example.com")
    EmailAddress.objects.filter(user=shadow).update(email="kad\u200bir@example.com")
    import_module("accounts.migrations.0003_normal_addresses").make_normal(apps, None)
    assert list(User.objects.order_by("pk").values_list("email", "is_active")) == [
        (EMAIL, True),
        (f"set-aside-{shadow.pk}@address.invalid", False),
        ("olena@example.com", True),
    ]
    assert not EmailAddress.objects.filter(user=shadow).exists()
    assert User.objects.get(email=EMAIL) == theirs
