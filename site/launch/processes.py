"""Every process of a system on one machine, declared once: what starts it, which address tells it is up."""

import os
import sys
from dataclasses import dataclass, field

from launch.ports import HOST, Ports

PYTHON = sys.executable
HEARTBEATS = "/dev/shm"  # noqa: S108  # gunicorn's files that only tell that a worker lives
# Its control socket would lie in the home folder, one for every system of this machine
GUNICORN = (PYTHON, "-m", "gunicorn", "--log-level", "warning", "--no-control-socket", "--worker-tmp-dir", HEARTBEATS)
MANAGE = (PYTHON, "manage.py")
# Who keeps the messages inside, by its dotted path; without the double nothing of it is needed on the machine
DOUBLE = "applications.exchange.register_double"
BACKEND = os.environ.get("EXCHANGE_BACKEND", f"{DOUBLE}.backend.Misbehaving")
QUARANTINE = "applications.exchange.connector.quarantine.Quarantine"
LANES = {"worker": "default", "mailer": "mail", "slow": "slow"}  # name of the process -> lane of durable work


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A command that is kept running. `service` names its port, where it has one."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    service: str = ""
    health: str = "/"


def of(ports: Ports) -> list[Process]:
    """The processes of a system, in the order they are started."""
    return [*_portal(ports), _exchange(ports), *_doubles(ports), *_background(), *_government()]


def _web(role: str, ports: Ports, *, workers: int) -> Process:
    command = (*GUNICORN, "-b", _bind(ports, role), "-w", str(workers), "-k", "gthread", "--threads", "4")
    return Process(
        name=role,
        command=(*command, "config.wsgi"),
        environment={"MOS_ROLE": role},
        service=role,
        health="/healthz",
    )


def _portal(ports: Ports) -> list[Process]:
    return [_web("portal", ports, workers=2), _web("editors", ports, workers=1), _web("officers", ports, workers=1)]


def _exchange(ports: Ports) -> Process:
    """Mutual TLS in the server itself; the application pins the key of who calls."""
    configuration = ("-c", "python:applications.exchange.portal.gunicorn_conf")
    return Process(
        name="exchange",
        command=(*GUNICORN, *configuration, "-b", _bind(ports, "exchange"), "config.wsgi"),
        environment={"MOS_ROLE": "exchange"},
        service="exchange",
        health="",
    )


def _doubles(ports: Ports) -> list[Process]:
    apps = {
        "register": f"{DOUBLE}.app:create()",
        "stripe": "payments.double.app:create()",
        "signature": "applications.signing.double.app:create()",
    }
    doubles = [
        Process(
            name=name,
            command=(*GUNICORN, "-b", _bind(ports, name), "-w", "1", "-k", "gthread", "--threads", "4", app),
            environment={"REGISTER_QUARANTINE": QUARANTINE} if name == "register" else {},
            service=name,
        )
        for name, app in apps.items()
        if name != "register" or BACKEND.startswith(f"{DOUBLE}.")
    ]
    return [*doubles, Process(name="mail", command=(PYTHON, "-m", "notices.double"), service="mail")]


def _background() -> list[Process]:
    return [
        *(_worker(name, lane) for name, lane in LANES.items()),
        Process(name="clock", command=(*MANAGE, "clock")),
    ]


def _worker(name: str, lane: str) -> Process:
    """Of one lane of settings.LANES: nobody's mail waits while a scanner or a payment service is slow."""
    options = ("--queue-name", lane, "--interval", "0.2", "--no-startup-delay", "-v", "0")
    return Process(name=name, command=(*MANAGE, "db_worker", *options))


def _government() -> list[Process]:
    return [
        Process(name="fetcher", command=(PYTHON, "-m", "applications.exchange.connector.fetcher")),
        Process(
            name="importer",
            command=(PYTHON, "-m", "applications.exchange.connector.importer"),
            environment={"EXCHANGE_BACKEND": BACKEND},
        ),
    ]


def _bind(ports: Ports, service: str) -> str:
    return f"{HOST}:{ports.of(service)}"
