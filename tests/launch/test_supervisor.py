"""The supervisor starts again what dies, ends everything with itself, and waits longer for what keeps dying."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from launch.processes import Process
from launch.supervisor import Supervisor

SLEEPER = Process(name="sleeper", command=(sys.executable, "-c", "import time; time.sleep(600)"))


def supervisor(folder: Path) -> Supervisor:
    return Supervisor(root=folder, logs=folder, environment=dict(os.environ))


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def becomes_true(what: object, tick: object = None, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if callable(tick):
            tick()
        if callable(what) and what():
            return True
        time.sleep(0.02)
    return False


def test_a_killed_process_comes_back(tmp_path: Path) -> None:
    kept = supervisor(tmp_path)
    kept.start(SLEEPER)
    first = kept.pids()["sleeper"]
    os.kill(first, signal.SIGKILL)
    try:
        assert becomes_true(lambda: kept.pids().get("sleeper") not in {None, first}, kept.tick)
    finally:
        kept.end()


def test_ending_ends_even_a_process_that_ignores_it(tmp_path: Path) -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    kept = supervisor(tmp_path)
    kept.end_seconds = 0.5
    kept.start(Process(name="deaf", command=(sys.executable, "-c", deaf)))
    assert becomes_true(lambda: (tmp_path / "deaf.log").read_text() == "deaf\n")
    pid = kept.pids()["deaf"]
    kept.end()
    assert not lives(pid)


def test_a_process_that_keeps_dying_is_waited_for_longer(tmp_path: Path) -> None:
    kept = supervisor(tmp_path)
    kept.start(Process(name="broken", command=(sys.executable, "-c", "raise SystemExit(3)")))
    assert becomes_true(lambda: kept.children["broken"].wait_seconds >= 0.8, kept.tick)
    kept.end()


def test_children_die_with_a_killed_supervisor(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from pathlib import Path\n"
        "from launch.supervisor import Supervisor; from launch.processes import Process\n"
        f"s = Supervisor(root=Path({str(tmp_path)!r}), logs=Path({str(tmp_path)!r}), environment=dict(os.environ))\n"
        "command = (sys.executable, '-c', 'import time; time.sleep(600)')\n"
        "s.start(Process(name='sleeper', command=command))\n"
        "print(s.pids()['sleeper'], flush=True); time.sleep(600)"
    )
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{root / 'site'}:{root}"}
    run = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    assert run.stdout is not None
    child = int(run.stdout.readline())
    run.kill()
    run.wait()
    assert becomes_true(lambda: not lives(child))
