"""Nobody learns who has an account: known and unknown addresses get the same answers, and cost the same work."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from notices.models import Mail
from tests.accounts.test_sign_in import confirmed_user

pytestmark = pytest.mark.django_db
PASSWORD = "cztery-lipy-nad-rzeka"
KNOWN, UNKNOWN = "olena@example.com", "maria@example.com"
ENGLISH = {"accept-language": "en"}
CHANGING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|"session_token": "\w+"|nonce-[\w-]+|' + f"{KNOWN}|{UNKNOWN}"
)
DRAWN = re.compile(r"^[^=]+=[^;]*|expires=[^;]+")  # a cookie's value and last moment
PASSING = ("ETag", "Content-Length", "Expires")
CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def seen_from_outside(answer: Any) -> tuple[int, dict[str, str], list[str], str]:
    """All that somebody outside sees, but what is drawn anew each time."""
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING}
    cookies = [f"{each.key} {DRAWN.sub('', each.OutputString())}" for each in answer.cookies.values()]
    return answer.status_code, headers, cookies, CHANGING.sub("·", answer.content.decode())


class Page:
    """A browser."""

    def __init__(self) -> None:
        self.client = Client(headers=ENGLISH)

    def sign_up(self, email: str) -> Any:
        form = {"email": email, "password1": PASSWORD, "password2": PASSWORD}
        return self.client.post("/en/account/signup/", form)

    def sign_in(self, email: str) -> Any:
        return self.client.post("/en/account/login/", {"login": email, "password": "not-the-right-one"})

    def again(self, email: str) -> Any:
        return self.client.post("/en/account/confirm-email/", {"action": "resend"})

    def reset(self, email: str) -> Any:
        return self.client.post("/en/account/password/reset/", {"email": email})


class Api:
    """A program of somebody's own."""

    def __init__(self) -> None:
        self.client = Client(headers=ENGLISH)

    def post(self, address: str, **sent: str) -> Any:
        return self.client.post(f"/_allauth/app/v1/auth/{address}", sent, content_type="application/json")

    def sign_up(self, email: str) -> Any:
        answer = self.post("signup", email=email, password=PASSWORD)
        self.token = answer.json()["meta"]["session_token"]
        return answer

    def again(self, email: str) -> Any:
        address = "/_allauth/app/v1/auth/email/verify/resend"
        headers = {"x-session-token": self.token}
        return self.client.post(address, "{}", content_type="application/json", headers=headers)

    def sign_in(self, email: str) -> Any:
        return self.post("login", email=email, password="not-the-right-one")

    def reset(self, email: str) -> Any:
        return self.post("password/request", email=email)


WAYS: dict[str, Callable[[], Page | Api]] = {"page": Page, "api": Api}
ACTS = ("sign_up", "sign_in", "reset")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("act", ACTS)
def test_the_answer_is_the_same(way: str, act: str) -> None:
    confirmed_user(KNOWN)
    known, unknown = (getattr(WAYS[way](), act)(email) for email in (KNOWN, UNKNOWN))
    assert seen_from_outside(known) == seen_from_outside(unknown)


class Work:
    """What one request costs: derivations of a password, statements by kind and table, mails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hashings = 0
        hasher = hashers.get_hasher()
        encode = hasher.encode

        def counted(_hasher: Any, *args: Any, **named: Any) -> str:
            self.hashings += 1
            return encode(*args, **named)

        monkeypatch.setattr(type(hasher), "encode", counted)

    def of(self, act: Callable[[str], Any], email: str) -> tuple[int, Counter[str], int]:
        self.hashings, before = 0, Mail.objects.count()
        with CaptureQueriesContext(connection) as captured:
            act(email)
        statements = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(CONTROL)]
        return self.hashings, Counter(map(kind_of_statement, statements)), Mail.objects.count() - before


def kind_of_statement(sql: str) -> str:
    tables = re.findall(r'(?:FROM|INTO|UPDATE) "(\w+)"', sql)
    return f"{sql.split(maxsplit=1)[0]} {tables[0] if tables else sql}"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("act", ACTS)
def test_the_work_is_the_same(way: str, act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    confirmed_user(KNOWN)
    work = Work(monkeypatch)
    known, unknown = (work.of(getattr(WAYS[way](), act), email) for email in (KNOWN, UNKNOWN))
    assert known == unknown
    assert known[0] == {"sign_up": 1, "sign_in": 2, "reset": 0}[act]
    assert known[2] == {"sign_up": 1, "sign_in": 0, "reset": 1}[act]


@pytest.mark.parametrize("way", WAYS)
def test_asking_for_the_code_again_is_the_same_work(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    confirmed_user(KNOWN)
    work, done = Work(monkeypatch), []
    for email in (KNOWN, UNKNOWN):
        page = WAYS[way]()
        page.sign_up(email)
        done.append(work.of(page.again, email))
    assert done[0] == done[1]
    assert done[0][1]["INSERT notices_mail"] == 1


def test_nothing_is_different_on_the_way_after_signing_up() -> None:
    confirmed_user(KNOWN)
    assert [seen_from_outside(each) for each in walk(KNOWN)] == [seen_from_outside(each) for each in walk(UNKNOWN)]


def walk(email: str) -> list[Any]:
    """All that can be opened and pressed between the form and the code."""
    page = Page()
    confirm = page.sign_up(email).headers["Location"]
    get, post = page.client.get, page.client.post
    return [
        get(confirm),
        post(confirm, {"code": "XXXX-XXXX"}),
        post(confirm, {"action": "resend"}),
        post(confirm, {"action": "change", "email": "third@example.com"}),
        get(confirm),
        get("/en/account/signup/"),
        get("/en/account/login/"),
        get("/en/account/"),
        post("/en/account/logout/", {"next": "/en/account/login/"}),
        get(confirm),
    ]


def test_nothing_is_different_when_all_codes_were_wrong() -> None:
    confirmed_user(KNOWN)
    answers = []
    for email in (KNOWN, UNKNOWN):
        page = Page()
        confirm = page.sign_up(email).headers["Location"]
        answers.append([seen_from_outside(page.client.post(confirm, {"code": "XXXX-XXXX"})) for _ in range(6)])
    assert answers[0] == answers[1]


def test_a_sign_up_with_a_known_address_leaves_the_account_as_it_was() -> None:
    user = confirmed_user(KNOWN)
    Page().sign_up(KNOWN)
    assert [each.pk for each in User.objects.all()] == [user.pk]
    assert EmailAddress.objects.count() == 1
