"""Keeps processes running: starts them, starts again what dies, ends them all with itself.

A child dies with the supervisor even when that is killed with -9, so that the next start finds the ports free.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from launch.processes import Process

PR_SET_PDEATHSIG = 1
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.2, 10.0
STEADY_SECONDS = 20  # a process that ran this long starts again at once
TICK_SECONDS = 0.2
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(slots=True, kw_only=True)
class Child:
    """One kept process: its present run, and how long to wait before the next."""

    process: Process
    run: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait_seconds: float = FIRST_WAIT_SECONDS
    start_again_at: float = 0.0


@dataclass(slots=True, kw_only=True)
class Supervisor:
    root: Path
    logs: Path
    environment: dict[str, str]
    every_tick: Callable[[], None] = lambda: None
    end_seconds: float = 10  # what a process gets to end by itself
    children: dict[str, Child] = field(default_factory=dict)
    ending: bool = False

    def start(self, process: Process) -> None:
        self.children[process.name] = Child(process=process)
        self._run(self.children[process.name])

    def keep(self) -> None:
        """Until a signal says stop: restart what died. Writes the pids of each round for people and tests."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while not self.ending:
            self.tick()
            time.sleep(TICK_SECONDS)

    def tick(self) -> None:
        self.every_tick()
        for child in self.children.values():
            self._look_after(child)

    def end(self) -> None:
        """Ask every process to end, the last started first; kill what doesn't."""
        running = [child.run for child in reversed(self.children.values()) if child.run and child.run.poll() is None]
        for run in running:
            run.terminate()
        deadline = time.monotonic() + self.end_seconds
        for run in running:
            try:
                run.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()

    def pids(self) -> dict[str, int]:
        return {name: child.run.pid for name, child in self.children.items() if child.run is not None}

    def _look_after(self, child: Child) -> None:
        if child.run is not None and child.run.poll() is None:
            return
        now = time.monotonic()
        if child.run is not None:
            steady = now - child.started_at > STEADY_SECONDS
            child.wait_seconds = FIRST_WAIT_SECONDS if steady else min(child.wait_seconds * 2, LONGEST_WAIT_SECONDS)
            child.start_again_at, child.run = now + child.wait_seconds, None
        if now >= child.start_again_at:
            self._run(child)

    def _run(self, child: Child) -> None:
        with (self.logs / f"{child.process.name}.log").open("ab") as log:
            child.run = subprocess.Popen(  # noqa: S603  # our own declared commands
                child.process.command,
                cwd=self.root,
                env={**self.environment, **child.process.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C reaches us alone: we end them in order
                preexec_fn=_die_with_parent,  # noqa: PLW1509  # single-threaded, and must run in the child
            )
        child.started_at = time.monotonic()

    def _stop(self, *_: object) -> None:
        self.ending = True


def _die_with_parent() -> None:
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == 1:
        os._exit(1)
