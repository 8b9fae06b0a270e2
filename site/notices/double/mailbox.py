"""The messages received, one .eml file each, numbered from 1."""

import re
import threading
from dataclasses import asdict, dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMail:
    number: int
    message_id: str
    to: str
    subject: str
    language: str
    date: str
    body: str
    links: list[str]

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


class Mailbox:
    """A folder of messages; one process writes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes) -> int:
        """Whole or not at all: a killed process leaves no half message."""
        with self._lock:
            number = max(self._numbers(), default=0) + 1
            partial = self.folder / f"{number:06}.partial"
            partial.write_bytes(content)
            partial.rename(self._path(number))
        return number

    def messages(self) -> list[ReceivedMail]:
        """The newest first."""
        return [self.message(number) for number in sorted(self._numbers(), reverse=True)]

    def message(self, number: int) -> ReceivedMail:
        raw = message_from_bytes(self.raw(number), policy=policy.default)
        part = raw.get_body(("plain",)) if isinstance(raw, EmailMessage) else None
        body = part.get_content() if part is not None else ""
        return ReceivedMail(
            number=number,
            message_id=str(raw["Message-ID"] or ""),
            to=str(raw["To"] or ""),
            subject=str(raw["Subject"] or ""),
            language=str(raw["Content-Language"] or ""),
            date=str(raw["Date"] or ""),
            body=body,
            links=LINK.findall(body),
        )

    def raw(self, number: int) -> bytes:
        """Raises FileNotFoundError for a number never given."""
        return self._path(number).read_bytes()

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06}.eml"

    def _numbers(self) -> list[int]:
        return [int(path.stem) for path in self.folder.glob("*.eml")]
