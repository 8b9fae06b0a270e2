"""One request through the whole of Django: its CPU time and its queries."""

import gc
import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UP, ROUNDS = 5, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """CPU milliseconds of this process, the median of the rounds; the database server's own are not in it."""

    name: str
    milliseconds: float
    queries: int
    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes


class Browser:
    """Speaks WSGI to the application, without the test client's own work."""

    def __init__(self) -> None:
        self.handler, self.cookies = WSGIHandler(), SimpleCookie()

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        return self._ask("POST", path, body, {"CONTENT_TYPE": "application/x-www-form-urlencoded"} | headers)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        path, _, query = path.partition("?")
        said: list[tuple[str, list[tuple[str, str]]]] = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": self.cookies.output(attrs=[], header="", sep=";").strip(),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            **headers,
        }

        def start(status: str, pairs: list[tuple[str, str]], _error: object = None, /) -> Callable[[bytes], object]:
            said.append((status, pairs))
            return io.BytesIO().write  # of WSGI's past: nobody calls it

        response = self.handler(environ, start)
        content = b"".join(response)
        response.close()
        status, pairs = said[0]
        for name, value in pairs:
            if name == "Set-Cookie":
                self.cookies.load(value)
        return Answer(status=int(status.split()[0]), headers=dict(pairs), content=content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured[Ready]:
    """Something people do. What `before` makes ready for each round is not counted."""

    name: str
    before: Callable[[], Ready]
    act: Callable[[Ready], object]
    goal: str = ""


def figure(name: str, act: Callable[[], object], *, goal: str = "", rounds: int = ROUNDS) -> Figure:
    (found,) = side_by_side(
        Measured(name=name, before=lambda: None, act=lambda _ready: act(), goal=goal), rounds=rounds
    )
    return found


def side_by_side(*measured: Measured[Any], rounds: int = ROUNDS) -> list[Figure]:
    """Round by round, one after the other: a processor that slows down slows all of them.

    The collector runs as it does in the server (`config.wsgi`): what a request leaves behind is part of its cost.
    """
    for each in measured:
        for _ in range(WARM_UP):
            each.act(each.before())
    queries = [_queries(each) for each in measured]
    spent: list[list[float]] = [[] for _ in measured]
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for times, each in zip(spent, measured, strict=True):
            times.append(_cpu(each))
    return [
        Figure(name=each.name, milliseconds=statistics.median(times), queries=counted, goal=each.goal)
        for each, times, counted in zip(measured, spent, queries, strict=True)
    ]


def _queries(measured: Measured[Any]) -> int:
    ready = measured.before()
    with CaptureQueriesContext(connection) as captured:
        measured.act(ready)
        return len(captured)  # now: the next request forgets them


def _cpu(measured: Measured[Any]) -> float:
    ready = measured.before()
    begun = time.process_time()
    measured.act(ready)
    return (time.process_time() - begun) * 1000
