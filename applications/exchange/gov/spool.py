"""The folders between fetcher and importer. What appears there is whole: written aside, synced, renamed."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from applications.exchange.protocol import envelope as envelopes
from applications.exchange.protocol.canonical import canonical, digest, parse_object
from applications.exchange.protocol.envelope import Envelope
from applications.exchange.protocol.errors import Malformed

ENVELOPE = "envelope.json"
ACKNOWLEDGED = "acknowledged.json"
DIGITS = 12


def message_folder(spool: Path, envelope: Envelope) -> Path:
    return spool / f"{envelope.stream_seq:0{DIGITS}d}-{envelope.id}"


def publish(partial: Path, target: Path) -> None:
    """Make a finished folder appear at once; the same one a second time is no change."""
    for path in (*partial.iterdir(), partial):
        _sync(path)
    if target.exists():
        shutil.rmtree(partial)
        return
    partial.rename(target)
    _sync(target.parent)


def write(path: Path, value: Mapping[str, Any]) -> None:
    """A JSON file, whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(canonical(dict(value)))
    _sync(partial)
    partial.replace(path)
    _sync(path.parent)


def read(path: Path) -> dict[str, Any]:
    """An absent file is an empty object."""
    try:
        return dict(json.loads(path.read_text()))
    except FileNotFoundError:
        return {}


def waiting(spool: Path) -> list[Path]:
    """The messages in the spool, in the order of the stream."""
    return sorted(path for path in spool.iterdir() if path.is_dir() and path.name[:DIGITS].isdigit())


def message_id(folder: Path) -> UUID:
    return UUID(folder.name[DIGITS + 1 :])


def envelope_of(folder: Path) -> Envelope:
    return envelopes.read(parse_object((folder / ENVELOPE).read_bytes()))


def sealed_parts(folder: Path, envelope: Envelope) -> Iterator[tuple[envelopes.PartInfo, bytes]]:
    """Checked again: a spool is a disk, and disks are written to."""
    for number, part in enumerate(envelope.parts):
        content = (folder / str(number)).read_bytes()
        if digest(content) != part.sha256:
            raise Malformed("a part in the spool does not have its digest")
        yield part, content


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
