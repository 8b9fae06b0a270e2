"""Somebody at a host, who sends anything; what they changed is undone after each request, what broke is noted."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, Self

from allauth.account.internal.flows import login
from allauth.account.internal.userkit import user_id_to_str
from allauth.account.views import INTERNAL_RESET_SESSION_KEY
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from accounts.models import User

BROKEN = 500
PORTAL, OFFICERS, EDITORS = "config.urls", "config.urls_officers", "config.urls_editors"
ROLES = {PORTAL: "portal", OFFICERS: "officers", EDITORS: "editors"}
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(slots=True)
class Tally:
    """How much was sent, of what, and what was answered with 500 or more."""

    counts: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def add(self, kind: str, number: int = 1) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + number

    def told(self) -> str:
        return "\n".join(self.broken)


def is_outage(answer: Any) -> bool:
    """The doubles outside don't run here: an honest "come again" in the shape of the API is no failure."""
    return answer.status_code in {502, 503} and b'"code": "Service' in answer.content.replace(b'":"', b'": "')


class Visitor:
    """One browser, signed in or not; it is at its host while its `with` lasts: to change hosts takes long."""

    def __init__(self, urlconf: str, tally: Tally, user: User | None = None) -> None:
        self.host, self.tally = override_settings(ROOT_URLCONF=urlconf, ROLE=ROLES[urlconf]), tally
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user, backend=BACKEND)
            self._gave_the_password(user)

    def opened_the_reset_link(self, key: str) -> None:
        """Whose session knows the key that its address shows no more."""
        session = self.client.session
        session[INTERNAL_RESET_SESSION_KEY] = key
        session.save()

    def _gave_the_password(self, user: User) -> None:
        """Just now: the pages of the second step ask for it first."""
        session = self.client.session
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
        session.save()

    def __enter__(self) -> Self:
        self.host.enable()
        return self

    def __exit__(self, *_error: object) -> None:
        self.host.disable()

    def send(
        self, method: str, address: str, body: bytes = b"", content_type: str = "", **headers: str
    ) -> HttpResponse:
        """The answer; nothing of the request remains in the database or the browser."""
        named = {name: value.encode().decode("latin-1") for name, value in headers.items()}  # as a server passes it on
        with self._undone():
            answer = self.client.generic(method, address, body, content_type=content_type, headers=named)
        self.tally.add(method)
        if answer.status_code >= BROKEN and not is_outage(answer):
            self.tally.broken.append(self._told(method, address, body, named, answer))
        return answer  # type: ignore[return-value]  # the client adds to it

    def get(self, address: str) -> HttpResponse:
        """With the redirects of this host followed."""
        answer = self.send("GET", address)
        for _each in range(4):
            target = answer.headers.get("Location", "")
            if answer.status_code not in {301, 302} or not target.startswith("/"):
                break
            answer = self.send("GET", target)
        return answer

    @contextlib.contextmanager
    def _undone(self) -> Iterator[None]:
        cookies = self.client.cookies.output(header="", sep=";")
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        self.client.cookies = SimpleCookie(cookies)

    def _told(self, method: str, address: str, body: bytes, headers: dict[str, str], answer: Any) -> str:
        info = getattr(answer, "exc_info", None)
        why = repr(info[1])[:200] if info else ""
        return f"{answer.status_code} {method} {address[:120]} {body[-160:]!r} {headers} {why}"
