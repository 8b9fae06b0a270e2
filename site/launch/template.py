"""A migrated, empty database that test databases are copied from: the migrations run once, not once a worker."""

import fcntl
import hashlib
import os
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import psycopg
from psycopg import sql

from launch import postgres

ROOT = Path(__file__).resolve().parents[2]
NAME = "test_template"


def ensure(server: postgres.Server, data: Path) -> None:
    """Make the template anew when a migration or a package has changed; several runs may ask at once."""
    stamp, now = data / "template", _fingerprint()
    with (data / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == now:
            return
        _drop(server)
        postgres.create_database(server, NAME)
        _migrate(server)
        stamp.write_text(now)


def _drop(server: postgres.Server) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAME)))


def _migrate(server: postgres.Server) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": server.url(NAME),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "manage.py", "migrate", "-v", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603  # our own command


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(ROOT.glob("**/migrations/*.py")):
        if ".venv" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    for name in sorted(f"{each.name} {each.version}" for each in distributions()):
        digest.update(name.encode())
    return digest.hexdigest()
