"""The folders between fetcher and importer. What appears there is whole: written aside, synced, renamed.

What leaves them leaves at once too: renamed to a name nobody looks at, then deleted. Anything else that is found there,
half-made, damaged or foreign, is set aside under its name, so that it stops nothing and is not lost.
"""

import logging
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from applications.exchange.connector.errors import Misnamed, Unreadable
from applications.exchange.protocol import envelope as envelopes
from applications.exchange.protocol.canonical import canonical, digest, parse_object
from applications.exchange.protocol.envelope import Envelope
from applications.exchange.protocol.errors import Malformed, ProtocolError

ENVELOPE = "envelope.json"
ACKNOWLEDGED = "acknowledged.json"
SET_ASIDE = "set-aside"
DIGITS = 12
_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MESSAGE = re.compile(rf"\d{{{DIGITS}}}-{_ID}")
_PARTIAL = re.compile(rf"partial-{_ID}")
_OUTGOING = re.compile(rf"\d{{{DIGITS}}}\.json")
_AGAIN = re.compile(rf"again-\d{{{DIGITS}}}\.json")
_GONE = ".gone-"
logger = logging.getLogger("spool")


def message_folder(spool: Path, envelope: Envelope) -> Path:
    return spool / f"{envelope.stream_seq:0{DIGITS}d}-{envelope.id}"


def partial_folder(spool: Path, envelope: Envelope) -> Path:
    return spool / f"partial-{envelope.id}"


def publish(partial: Path, target: Path) -> None:
    """Make a finished folder appear at once; the same one a second time is no change."""
    for path in (*partial.iterdir(), partial):
        _sync(path)
    if target.is_dir():
        remove(partial)
        return
    if os.path.lexists(target):
        set_aside(target, "not a message")
    partial.rename(target)
    _sync(target.parent)


def remove(path: Path) -> None:
    """Gone at once for everybody who looks; a kill while it is deleted leaves what `sweep` finds."""
    gone = path.with_name(f"{_GONE}{secrets.token_hex(8)}")
    path.rename(gone)
    _delete(gone)


def sweep(folder: Path) -> None:
    """Delete what killed removals left behind."""
    for path in folder.glob(f"{_GONE}*"):
        _delete(path)


def sweep_partial(folder: Path) -> None:
    """Delete files that were never finished; only for the process that writes JSON files there."""
    for path in folder.glob(".*.partial"):
        path.unlink(missing_ok=True)


def set_aside(path: Path, reason: str) -> Path:
    """Out of the way, under its own name, for a person to look at."""
    folder = path.parent / SET_ASIDE
    folder.mkdir(exist_ok=True, mode=0o700)
    target, copies = folder / path.name, 1
    while os.path.lexists(target):
        copies += 1
        target = folder / f"{path.name}.{copies}"
    path.rename(target)
    _sync(folder)
    logger.error("%r set aside as %r: %s", path.name, target.name, reason)
    return target


def copies_aside(path: Path) -> int:
    """How often something of this name was set aside; for one that lies there already as well."""
    folder = path.parent if path.parent.name == SET_ASIDE else path.parent / SET_ASIDE
    return len([other for other in (folder.iterdir() if folder.is_dir() else ()) if other.name.startswith(path.name)])


def aside(spool: Path) -> list[Path]:
    """Messages that were set aside, each once."""
    folder = spool / SET_ASIDE
    return sorted(path for path in (folder.iterdir() if folder.is_dir() else ()) if _MESSAGE.fullmatch(path.name))


def again(spool: Path, number: int) -> Path:
    """Asks the fetcher for one message of the stream once more."""
    return spool / f"again-{number:0{DIGITS}d}.json"


def write(path: Path, value: Mapping[str, Any]) -> None:
    """A JSON file, whole or not at all."""
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(canonical(dict(value)))
    _sync(partial)
    partial.replace(path)
    _sync(path.parent)


def read(path: Path, **keys: type) -> dict[str, Any]:
    """An object with these keys. An absent file is an empty one; what is not such an object is set aside."""
    try:
        value = parse_object(path.read_bytes(), max_bytes=64_000_000)
    except FileNotFoundError:
        return {}
    except (IsADirectoryError, Malformed):
        value = {}
    if value and all(type(value.get(name)) is kind for name, kind in keys.items()):
        return value
    set_aside(path, "not the object that belongs here")
    return {}


def waiting(spool: Path) -> list[Path]:
    """The messages in the spool, in the order of the stream."""
    return sorted(path for path in spool.iterdir() if _is_message(path))


def strangers(spool: Path) -> list[Path]:
    """What is neither a message nor one being fetched."""
    return sorted(path for path in spool.iterdir() if not (_is_ours(path) or _is_message(path)))


def outgoing(spool: Path) -> list[Path]:
    """What lies there for the portal, in the register's order."""
    return sorted(path for path in spool.iterdir() if _OUTGOING.fullmatch(path.name) and path.is_file())


def strangers_out(spool: Path) -> list[Path]:
    """What the importer did not lay there."""
    return sorted(path for path in spool.iterdir() if not _is_ours_out(path))


def asked_again(*folders: Path) -> list[Path]:
    """Numbers of single messages to be fetched once more."""
    return sorted(
        path for folder in folders for path in folder.iterdir() if _AGAIN.fullmatch(path.name) and path.is_file()
    )


def message_id(folder: Path) -> UUID:
    return UUID(folder.name[DIGITS + 1 :])


def numbers(path: Path) -> set[int]:
    """Which numbers of the stream it may have been, by its name and by what is left of its envelope."""
    named = re.match(rf"(\d{{1,{DIGITS}}})-", path.name)
    found = {int(named[1])} if named else set()
    try:
        return found | {_envelope(path).stream_seq}
    except (OSError, ProtocolError):
        return found


def envelope_of(folder: Path) -> Envelope:
    """The envelope under whose name the folder stands."""
    try:
        envelope = _envelope(folder)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Unreadable(f"no {ENVELOPE}") from error
    except ProtocolError as error:
        raise Unreadable(f"{ENVELOPE}: {error}") from error
    if message_folder(folder.parent, envelope) != folder:
        raise Misnamed("its name is not its envelope's")
    return envelope


def sealed_parts(folder: Path, envelope: Envelope) -> Iterator[tuple[envelopes.PartInfo, bytes]]:
    """Checked again: a spool is a disk, and disks are written to."""
    for number, part in enumerate(envelope.parts):
        try:
            content = (folder / str(number)).read_bytes()
        except (FileNotFoundError, IsADirectoryError) as error:
            raise Unreadable(f"part {number} is missing") from error
        if digest(content) != part.sha256:
            raise Unreadable(f"part {number} does not have its digest")
        yield part, content


def _envelope(folder: Path) -> Envelope:
    return envelopes.read(parse_object((folder / ENVELOPE).read_bytes()))


def _is_message(path: Path) -> bool:
    return bool(_MESSAGE.fullmatch(path.name)) and path.is_dir() and not path.is_symlink()


def _is_ours(path: Path) -> bool:
    is_partial = bool(_PARTIAL.fullmatch(path.name)) and path.is_dir()
    return path.name.startswith(".") or path.name in {ACKNOWLEDGED, SET_ASIDE} or is_partial


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _is_ours_out(path: Path) -> bool:
    is_laid_out = bool(_OUTGOING.fullmatch(path.name) or _AGAIN.fullmatch(path.name)) and path.is_file()
    return path.name.startswith(".") or path.name == SET_ASIDE or is_laid_out


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
