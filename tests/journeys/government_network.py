"""What stands inside the government's network in a run of the kill test: the register double, or a folder alone."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.applications.exchange import checker
from tests.journeys import refusing_folder
from tests.journeys.api_person import Officer
from tests.journeys.system import ROOT, System, environment

DOUBLE = Path("applications/exchange/register_double")
NOT_COPIED = {".git", ".venv", "var", "node_modules", "docs", "__pycache__", ".mypy_cache", ".ruff_cache"}


class Desk(Protocol):
    """Who looks after the quarantine."""

    def quarantine(self) -> Any: ...

    def retry(self, message: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A system with one backend."""

    system: System
    desk: Desk
    kept: Callable[[checker.Run], None]
    processes: tuple[str, ...] = ()  # of the backend itself, to be killed like the others


def register(system: System) -> Inside:
    """As `make run` brings it up; the first message will be refused."""
    officer = Officer(system=system)
    officer.misbehave("refuse")
    kept = checker.kept_by_register(system.postgres.url("register"))
    return Inside(system=system, desk=officer, kept=kept, processes=("register",))


def folder(system: System) -> Inside:
    return Inside(
        system=system,
        desk=CommandLine(system=system),
        kept=checker.kept_in_folder(system.data / "exchange" / "ezd"),
    )


def house_without_the_double(where: Path) -> Path:
    """A copy of the code in which there is no register double at all."""
    shutil.copytree(ROOT, where, ignore=lambda _folder, names: NOT_COPIED & set(names), symlinks=True)
    shutil.rmtree(where / DOUBLE)
    shutil.rmtree(where / "tests")
    shutil.copy(refusing_folder.__file__, where)
    return where


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    """The connector's own quarantine, on the machine it runs on."""

    system: System

    def quarantine(self) -> list[dict[str, Any]]:
        rows = [json.loads(line) for line in self._run("list").splitlines()]
        return [row for row in rows if row["why"] == "waiting"]

    def retry(self, message: str) -> None:
        self._run("retry", message)

    def _run(self, *arguments: str) -> str:
        port = self.system.known["ports"]["portal"]
        return subprocess.run(
            [sys.executable, "-m", "applications.exchange.connector.quarantine", *arguments],
            cwd=self.system.root,
            env={**os.environ, **environment(self.system.data, port, root=self.system.root)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
