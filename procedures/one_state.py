"""Around each request: what it reads of dated facts is of one state, asked for once and only if something is read."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from procedures.tables import changes


class OneStateMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with changes.one_state():
            return self.get_response(request)
