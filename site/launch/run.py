"""`make run`: brings up the whole system, says where it is, keeps it running until Ctrl-C."""

import fcntl
import hashlib
import json
import os
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from launch import authority, compile_messages, exchange_pki, postgres, processes, seal, secrets
from launch.ports import HOST, OFFSETS, Ports, from_environment, is_taken
from launch.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 180
FREE_SECONDS = 5
DATABASES = ("mos", "connector", "register")
COMMANDS = (
    "migrate -v 0",
    "createcachetable",
    "load_content",
    "demo_accounts",
    "demo_bank_accounts",
    "collectstatic --noinput",
)
SHOWN = {
    "portal": ("Portal", "/"),
    "api": ("API", "/api/v1/"),
    "editors": ("Editors", "/admin/"),
    "officers": ("Officers of MOS", "/"),
    "register": ("Register double", "/"),
    "stripe": ("Stripe double", "/"),
    "signature": ("Signature double", "/"),
    "mail": ("Development mail", "/"),
}


def main() -> None:
    data, ports = Path(os.environ.get("DATA", "var")).resolve(), from_environment()
    data.mkdir(parents=True, exist_ok=True)
    with alone(data):
        (data / "run.json").unlink(missing_ok=True)
        require_free(data, ports)
        server = prepare(data, ports)
        supervisor = _supervisor(data, ports, server)
        try:
            for process in processes.of(ports):
                supervisor.start(process)
            _wait(supervisor, ports, data)
            _announce(data, ports)
            supervisor.keep()
        except KeyboardInterrupt:
            pass
        finally:
            _say("Stopping")
            supervisor.end()
            (data / "run.json").unlink(missing_ok=True)
            postgres.stop(server)


def require_free(data: Path, ports: Ports) -> None:
    """Somebody else's server would answer in place of ours, and we would call it running."""
    ours = ports.of("postgres") if postgres.answers(postgres.locate(data, ports.of("postgres"))) else None
    deadline = time.monotonic() + FREE_SECONDS  # processes of a killed system are just going
    while taken := {name: ports.of(name) for name in OFFSETS if ports.of(name) != ours and is_taken(ports.of(name))}:
        if time.monotonic() > deadline:
            places = ", ".join(f"{HOST}:{port} ({name})" for name, port in taken.items())
            sys.exit(f"Another program listens on {places}. Stop it, or choose other ports: make run PORT=9000")
        time.sleep(0.2)


def prepare(data: Path, ports: Ports) -> postgres.Server:
    """What has to stand before the first process: keys, databases, tables, pages, translations, static files."""
    _say("Starting PostgreSQL")
    server = postgres.ensure(data, ports.of("postgres"))
    for name in DATABASES:
        postgres.create_database(server, name)
    secrets.of(data)
    authority.ensure(data)
    seal.ensure(data)
    exchange_pki.ensure(data)
    stamp, now = data / "prepared", _fingerprint()
    if not stamp.exists() or stamp.read_text() != now:
        _say("Preparing the database, the pages and the translations (at the first start and after a change)")
        compile_messages.compile_all(ROOT / "locale")
        for command in COMMANDS:
            _manage(data, ports, command.split())
        stamp.write_text(now)
    return server


def _supervisor(data: Path, ports: Ports, server: postgres.Server) -> Supervisor:
    logs = data / "logs"
    logs.mkdir(exist_ok=True)
    supervisor = Supervisor(root=ROOT, logs=logs, environment=_environment(data, ports))

    def look_after_postgres() -> None:
        _write_whole(data / "pids.json", supervisor.pids())
        if postgres.answers(server):
            return
        try:
            postgres.ensure(data, ports.of("postgres"))
        except (postgres.PostgresFailed, OSError) as error:  # it may still be going down; the next tick tries again
            _say(f"PostgreSQL did not start yet: {error}")

    supervisor.every_tick = look_after_postgres
    return supervisor


def _environment(data: Path, ports: Ports) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        "PYTHONUNBUFFERED": "1",
        "DATA": str(data),
        "PORT": str(ports.first),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
    }


def _manage(data: Path, ports: Ports, command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603  # our own commands
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=_environment(data, ports),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\n`manage.py {command[0]}` failed; the lines above say why")


def _fingerprint() -> str:
    """Changes when anything the preparation reads has changed."""
    digest = hashlib.sha256()
    folders = ("content", "site", "procedures", "applications", "payments", "locale")
    suffixes = {".py", ".toml", ".md", ".po", ".css", ".svg", ".json", ".sql"}
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and "node_modules" not in path.parts:
                digest.update(f"{path}{path.stat().st_size}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


@contextmanager
def alone(data: Path) -> Iterator[None]:
    with (data / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"MOS is already running on {data}. Stop it first, or choose another DATA and PORT.")
        yield


def _wait(supervisor: Supervisor, ports: Ports, data: Path) -> None:
    """Until every address answers; a process that keeps dying is named with its log."""
    _say("Starting the processes")
    deadline = time.monotonic() + READY_SECONDS
    waiting = [child.process for child in supervisor.children.values() if child.process.service]
    while waiting:
        supervisor.tick()
        waiting = [process for process in waiting if not _answers(ports, process)]
        if waiting and time.monotonic() > deadline:
            names = ", ".join(process.name for process in waiting)
            supervisor.end()
            sys.exit(f"These did not come up: {names}. Their logs are in {data / 'logs'}")
        time.sleep(0.2)


def _answers(ports: Ports, process: processes.Process) -> bool:
    if not process.health:
        return is_taken(ports.of(process.service))
    try:
        with urllib.request.urlopen(ports.address(process.service) + process.health, timeout=5):  # noqa: S310  # our own address
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ssl.SSLError):
        return False


def _announce(data: Path, ports: Ports) -> None:
    running = {process.service for process in processes.of(ports)} | {"api"}
    shown = {name: path for name, (_, path) in SHOWN.items() if name in running}
    addresses = {name: ports.address("portal" if name == "api" else name) + path for name, path in shown.items()}
    accounts = json.loads((data / "accounts.json").read_text())
    known = {
        "addresses": addresses,
        "accounts": accounts,
        "ports": {name: ports.of(name) for name in OFFSETS},
        "data": str(data),
    }
    _write_whole(data / "run.json", known)
    _say("\nMOS is running\n")
    for name, address in addresses.items():
        _say(f"  {SHOWN[name][0]:<20} {address}")
    _say("\nDemo accounts\n")
    for role, account in accounts.items():
        _say(f"  {role:<20} {account['login']:<32} {account['password']}")
    _say(f"\nLogs: {data / 'logs'}   Stop: Ctrl-C")


def _write_whole(path: Path, content: dict[str, Any]) -> None:
    """Who reads it sees the old content or the new, never half."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(json.dumps(content, indent=2, ensure_ascii=False))
    partial.replace(path)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
