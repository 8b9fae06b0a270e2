"""How often one caller may ask the API in a minute, and the headers that say how much of it is left.

Counted in the process: an answer costs no question to a database for it, and a caller may have the limit once in each
process. It keeps a program that runs wild from crowding out the others; what guards sign-in is stricter and elsewhere.
"""

import time
from collections import Counter
from collections.abc import Callable
from threading import Lock
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

type Answer = Callable[[HttpRequest], HttpResponseBase]
MINUTE = 60
COUNTED = "api_rate"  # the name at the request, for the headers


class Minute:
    """How often each caller asked since this minute began; the next one begins with nothing."""

    def __init__(self) -> None:
        self._lock, self._began = Lock(), 0
        self._asked: Counter[str] = Counter()

    def count(self, caller: str, now: float) -> int:
        with self._lock:
            if (began := int(now // MINUTE)) != self._began:
                self._began, self._asked = began, Counter()
            self._asked[caller] += 1
            return self._asked[caller]


minute = Minute()


class Rate(BaseThrottle):
    """A person counts wherever they ask from; without one the address does."""

    seconds = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        limit: int = settings.API_REQUESTS_A_MINUTE
        if not limit:
            return True
        now = time.time()
        asked, self.seconds = minute.count(_caller(request), now), MINUTE - int(now % MINUTE)
        setattr(request._request, COUNTED, (limit, max(0, limit - asked), self.seconds))
        return asked <= limit

    def wait(self) -> float:
        return self.seconds


class RateHeaders:
    """Not on what any cache may keep: the number left is one caller's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        counted = getattr(request, COUNTED, None)
        if counted and "public" not in response.get("Cache-Control", ""):
            names = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
            for name, value in zip(names, counted, strict=True):
                response[name] = str(value)
        return response


def _caller(request: Request) -> str:
    if request.user.is_authenticated:
        return f"person {request.user.pk}"
    return f"address {get_adapter().get_client_ip(request._request)}"
