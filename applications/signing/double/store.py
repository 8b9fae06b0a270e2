"""What the double remembers: one JSON file per document, and the commands it was given."""

import base64
import fcntl
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CONTROL: dict[str, Any] = {"fail": 0, "delay_seconds": 0, "manner": "", "return_twice": False}


class DocumentStore:
    """The files of one data folder; every change happens under one lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def receive(self, *, document: bytes, return_url: str, state: str) -> str:
        """The id under which the person will find the document."""
        name = secrets.token_urlsafe(18)
        record = {"document": base64.b64encode(document).decode(), "return_url": return_url, "state": state}
        with self._locked():
            self._write(f"document-{name}.json", record)
        return name

    def document(self, name: str) -> dict[str, Any] | None:
        return self._read(f"document-{name}.json")

    def sign(self, name: str, signed: bytes) -> str:
        """The artifact by which the sender fetches what was signed, as often as it needs."""
        artifact = secrets.token_urlsafe(24)
        with self._locked():
            self._write(f"artifact-{artifact}.json", {"signed": base64.b64encode(signed).decode()})
        return artifact

    def signed(self, artifact: str) -> bytes | None:
        record = self._read(f"artifact-{artifact}.json")
        return base64.b64decode(record["signed"]) if record else None

    def control(self) -> dict[str, Any]:
        return {**CONTROL, **(self._read("control.json") or {})}

    def command(self, **changes: Any) -> dict[str, Any]:
        with self._locked():
            control = {**self.control(), **changes}
            self._write("control.json", control)
        return control

    def fails_now(self) -> bool:
        """Whether this call is one of those that were told to fail; counts it down."""
        with self._locked():
            control = self.control()
            if control["fail"] <= 0:
                return False
            self._write("control.json", {**control, "fail": control["fail"] - 1})
            return True

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _read(self, name: str) -> dict[str, Any] | None:
        path = self.folder / name
        if path.parent != self.folder or not path.is_file():
            return None
        return dict(json.loads(path.read_text()))

    def _write(self, name: str, record: dict[str, Any]) -> None:
        partial = self.folder / f"{name}.partial"
        partial.write_text(json.dumps(record))
        partial.replace(self.folder / name)
