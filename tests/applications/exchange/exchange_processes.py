"""The exchange as real processes: gunicorn over mutual TLS, fetcher, importer; killed and started at will."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[3]
GUNICORN = (sys.executable, "-m", "gunicorn", "--log-level", "warning", "--no-control-socket")


class Live:
    """Processes over the test database of this run and folders of this test."""

    def __init__(self, folder: Path, register_url: str) -> None:
        self.folder, self.port = folder, free_port()
        database = settings.DATABASES["default"]
        self.environment = {
            **os.environ,
            "DATA": str(settings.DATA),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT), os.environ.get("PYTHONPATH", "")]),
            "DATABASE_URL": f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}"
            f"/{connection.settings_dict['NAME']}",
            "CONNECTOR_DATABASE_URL": register_url,
            "REGISTER_DATABASE_URL": register_url,
            "EXCHANGE_BACKEND": "applications.exchange.register_double.backend.Register",
            "EXCHANGE_URL": f"https://127.0.0.1:{self.port}",
            "EXCHANGE_PKI": str(settings.EXCHANGE_PKI),
            "SPOOL_IN": str(folder / "in"),
            "SPOOL_OUT": str(folder / "out"),
            "FETCHER_STATE": str(folder / "state"),
            "SIGNATURE_TRUST": str(folder / "signature-ca.pem"),
            "POLL_SECONDS": "0.05",
            "RETRY_SECONDS": "0.05",
            "MOS_ROLE": "exchange",
        }
        self.commands = {
            "exchange": (
                *GUNICORN, "-c", "python:applications.exchange.portal.gunicorn_conf",
                "-b", f"127.0.0.1:{self.port}", "config.wsgi",
            ),
            "fetcher": (sys.executable, "-m", "applications.exchange.connector.fetcher"),
            "importer": (sys.executable, "-m", "applications.exchange.connector.importer"),
        }  # fmt: skip
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *names: str) -> None:
        for name in names or self.commands:
            with (self.folder / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    self.commands[name],
                    env=self.environment,
                    cwd=ROOT,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # a gunicorn dies with its workers
                )

    def kill(self, name: str) -> None:
        """As a power cut would: no chance to clean up."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def restart(self, name: str) -> None:
        self.kill(name)
        self.start(name)

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def logs(self) -> str:
        return "\n".join(f"== {path.name}\n{path.read_text()[-3000:]}" for path in sorted(self.folder.glob("*.log")))

    def wait(self, condition: Callable[[], bool], *, seconds: float = 90) -> None:
        """Generous: it ends a hang, it measures nothing."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"it never came to pass\n{self.logs()}")
            time.sleep(0.05)
