"""A whole system, brought up as `make run` does: its addresses, accounts, mail, and how to hurt it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from launch import postgres

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 600  # ends a hang, measures nothing


@dataclass(slots=True, kw_only=True)
class System:
    """A running system: where it answers, who may sign in, which processes it has."""

    data: Path
    process: subprocess.Popen[bytes] | None  # None: somebody else's
    root: Path = ROOT  # of its code

    @property
    def known(self) -> dict[str, Any]:
        return dict(json.loads((self.data / "run.json").read_text()))

    def address(self, name: str) -> str:
        return str(self.known["addresses"][name])

    def origin(self, name: str) -> str:
        return f"http://127.0.0.1:{self.known['ports'][name]}"

    def account(self, role: str) -> tuple[str, str]:
        account = self.known["accounts"][role]
        return account["login"], account["password"]

    def pids(self) -> dict[str, int]:
        return dict(json.loads((self.data / "pids.json").read_text()))

    def kill(self, name: str, *, whole: bool = False) -> None:
        """kill -9 of one process, or of it and all it forked; the supervisor starts it again."""
        (os.killpg if whole else os.kill)(self.pids()[name], signal.SIGKILL)

    @property
    def postgres(self) -> postgres.Server:
        return postgres.locate(self.data, self.known["ports"]["postgres"])

    def mails(self, to: str) -> list[dict[str, Any]]:
        """Development mail to an address, the oldest first."""
        messages = requests.get(f"{self.origin('mail')}/messages.json", timeout=10).json()
        return [message for message in reversed(messages) if message["to"] == to]


def wait_for[T](look: Callable[[], T | None], *, seconds: float = 60, pause: float = 0.2, what: str = "") -> T:
    """What `look` finds as soon as it finds something; a failed request counts as nothing found."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if found := look():
                return found
        except requests.RequestException:
            pass
        if time.monotonic() > deadline:
            pytest.fail(f"Not seen within {seconds} s: {what}")
        time.sleep(pause)


def environment(data: Path, port: int, *, root: Path = ROOT) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    path = f"{root / 'site'}{os.pathsep}{root}"
    return {**inherited, "DATA": str(data), "PORT": str(port), "PYTHONPATH": path}


def forget(data: Path, port: int) -> None:
    """As `make reset` does."""
    command = [sys.executable, "-m", "launch.reset"]
    subprocess.run(command, cwd=ROOT, env=environment(data, port), check=True, stdout=subprocess.DEVNULL)


def bring_up(data: Path, port: int, *, root: Path = ROOT, backend: str = "") -> System:
    """`backend`: who keeps the messages inside, if not the register double."""
    data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "launch.run"]
    log = (data.parent / f"{data.name}.log").open("wb")
    named = {"EXCHANGE_BACKEND": backend} if backend else {}
    env = {**environment(data, port, root=root), **named}
    process = subprocess.Popen(command, cwd=root, env=env, stdout=log, stderr=log)
    deadline = time.monotonic() + READY_SECONDS
    while not (data / "run.json").exists():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            pytest.fail(f"The system did not come up:\n{Path(log.name).read_text()}")
        time.sleep(0.2)
    return System(data=data, process=process, root=root)


def restart(system: System, number: signal.Signals) -> str:
    """Send the launcher a signal, start it again; what the second start printed."""
    assert system.process is not None
    port = system.known["ports"]["portal"]
    (system.data / "run.json").rename(system.data / "run.json.before")  # a killed launcher leaves it lying
    system.process.send_signal(number)
    system.process.wait(60)
    system.process = bring_up(system.data, port).process
    return (system.data.parent / f"{system.data.name}.log").read_text()


def take_down(system: System) -> None:
    if system.process is not None:
        system.process.terminate()
        system.process.wait(60)
