"""Runs the double in a thread, and acts as a person who signs there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from werkzeug.serving import make_server

from applications.signing.double.app import create


@dataclass(frozen=True, slots=True)
class Double:
    """The service's address, and what a person or a tester does there."""

    url: str

    def sign(self, sign_url: str, person: str) -> dict[str, str]:
        """The query of the return: state and artifact."""
        name = urlsplit(sign_url).path.rsplit("/", maxsplit=1)[-1]
        answer = requests.post(f"{self.url}/api/sign", json={"id": name, "person": person}, timeout=10)
        answer.raise_for_status()
        return {key: values[0] for key, values in parse_qs(urlsplit(answer.json()["return_url"]).query).items()}

    def command(self, **changes: Any) -> None:
        requests.post(f"{self.url}/control/", json=changes, timeout=10).raise_for_status()


@contextmanager
def running(data: Path) -> Iterator[Double]:
    server = make_server("127.0.0.1", 0, create(data), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Double(url=f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
