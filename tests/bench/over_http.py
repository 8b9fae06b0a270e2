"""Pages for everybody over HTTP: the portal's own server and processes, asked over connections that stay open."""

import http.client
import os
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path

from django.core.management.base import CommandError

from launch import processes
from launch.ports import HOST, Ports, is_taken

ROUNDS, REQUESTS = 9, 200  # of each page in turn; requests of a round
UP_SECONDS = 60
CONSTANT = "/bench/constant/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, and how the answer has to look."""

    name: str
    path: str
    status: HTTPStatus = HTTPStatus.OK
    headers: dict[str, str] = field(default_factory=dict)
    goal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """CPU milliseconds of all processes of the server for one answer, and its rate beside the constant view's."""

    name: str
    milliseconds: float
    rate: float
    goal: str


@contextmanager
def server(ports: Ports, *, database: str, settings: str) -> Iterator[int]:
    """The portal as `make run` starts it, over the bench's database; gives the process id of its first process."""
    portal = next(process for process in processes.of(ports) if process.name == "portal")
    environment = {
        **os.environ,
        **portal.environment,
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": settings,
    }
    with subprocess.Popen(portal.command, env=environment) as running:
        try:
            _wait(ports.of("portal"), running)
            yield running.pid
        finally:
            running.send_signal(signal.SIGTERM)


def measure(ports: Ports, pid: int, *asked: Asked) -> list[Served]:
    """Round by round, one page after the other: a processor that slows down slows all of them."""
    connection = http.client.HTTPConnection(HOST, ports.of("portal"), timeout=30)
    for each in asked:
        _ask(connection, each, times=REQUESTS)  # every process of the server makes and keeps it
    spent: list[list[float]] = [[] for _ in asked]
    for _ in range(ROUNDS):
        for times, each in zip(spent, asked, strict=True):
            times.append(_cpu(pid, partial(_ask, connection, each, times=REQUESTS)) / REQUESTS)
    medians = [statistics.median(times) for times in spent]
    constant = medians[[each.path for each in asked].index(CONSTANT)]
    return [
        Served(name=each.name, milliseconds=median, rate=constant / median, goal=each.goal)
        for each, median in zip(asked, medians, strict=True)
    ]


def tag(ports: Ports, path: str) -> str:
    connection = http.client.HTTPConnection(HOST, ports.of("portal"), timeout=30)
    connection.request("GET", path)
    return connection.getresponse().headers["ETag"]


def _ask(connection: http.client.HTTPConnection, asked: Asked, *, times: int) -> None:
    for _ in range(times):
        connection.request("GET", asked.path, headers=asked.headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != asked.status:
            raise CommandError(f"{asked.path}: {answer.status} instead of {asked.status}")


def _cpu(pid: int, act: Callable[[], object]) -> float:
    begun = _spent(pid)
    act()
    return (_spent(pid) - begun) * 1000


def _spent(pid: int) -> float:
    """Seconds on a processor of a process and its children: of their threads, as the kernel counts them."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    files = [file for each in (str(pid), *children) for file in Path(f"/proc/{each}/task").glob("*/schedstat")]
    return sum(int(file.read_text().split()[0]) for file in files) / 1e9


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + UP_SECONDS
    while not is_taken(port):
        if running.poll() is not None or time.monotonic() > until:
            raise CommandError("The server that was to be measured did not come up")
        time.sleep(0.2)
