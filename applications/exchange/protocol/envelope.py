"""The envelope of a message: a CloudEvent without personal data, chained to the one before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from applications.exchange.protocol import kinds
from applications.exchange.protocol.canonical import canonical, digest
from applications.exchange.protocol.errors import ChainBroken, Malformed

GENESIS = "0" * 64
PORTAL, REGISTER = "/portal", "/pobyt"
SEALED = "hpke:MLKEM768-X25519/HKDF-SHA256/AES-256-GCM"
MAX_PARTS = 200
MAX_PART_BYTES = 64_000_000

HEX = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
COUNT = {"type": "integer", "minimum": 1}
PART_NAME = r"^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$"
PART_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "bytes", "sha256", "enc", "kid"],
    "properties": {
        "name": {"type": "string", "pattern": PART_NAME},
        "bytes": {"type": "integer", "minimum": 0, "maximum": MAX_PART_BYTES},
        "sha256": HEX,
        "enc": {"const": SEALED},
        "kid": {"type": "string", "maxLength": 64},
    },
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["specversion", "id", "type", "source", "subject", "time", "caseseq", "streamseq", "prevhash", "hash"],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": kinds.UUID,
        "type": {"type": "string", "maxLength": 100},
        "source": {"enum": [PORTAL, REGISTER]},
        "subject": kinds.UUID,
        "time": kinds.MOMENT,
        "caseseq": COUNT,
        "streamseq": COUNT,
        "prevhash": HEX,
        "hash": HEX,
        "parts": {"type": "array", "maxItems": MAX_PARTS, "items": PART_SCHEMA},
        "data": {"type": "object"},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartInfo:
    """A sealed part as the envelope names it; digest and size are of the sealed bytes."""

    name: str
    bytes: int
    sha256: str
    kid: str

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "bytes": self.bytes, "sha256": self.sha256, "enc": SEALED, "kid": self.kid}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One message of a stream. `data` is for what has no secret (a receipt); everything else is in sealed parts."""

    id: UUID
    kind: str
    source: str
    case_id: UUID
    time: str
    case_seq: int
    stream_seq: int
    prev_hash: str
    parts: tuple[PartInfo, ...] = ()
    data: Mapping[str, Any] | None = None

    @property
    def hash(self) -> str:
        """SHA-256(prevhash | streamseq | id | subject | caseseq | digests | type)"""
        digests = [[part.name, part.bytes, part.sha256, part.kid] for part in self.parts]
        if self.data is not None:
            digests.append(["data", digest(canonical(self.data))])
        fields = [self.prev_hash, self.stream_seq, str(self.id), str(self.case_id), self.case_seq, digests, self.type]
        return digest(canonical(fields))

    @property
    def type(self) -> str:
        return kinds.type_of(self.kind)

    def part(self, name: str) -> PartInfo | None:
        return next((part for part in self.parts if part.name == name), None)

    def as_json(self) -> dict[str, Any]:
        event: dict[str, Any] = {
            "specversion": "1.0",
            "id": str(self.id),
            "type": self.type,
            "source": self.source,
            "subject": str(self.case_id),
            "time": self.time,
            "dataschema": f"urn:pobyt:{self.kind}:1",
            "caseseq": self.case_seq,
            "streamseq": self.stream_seq,
            "prevhash": self.prev_hash,
            "hash": self.hash,
            "parts": [part.as_json() for part in self.parts],
        }
        return event if self.data is None else event | {"data": dict(self.data)}


def now() -> str:
    """A moment as envelopes and bodies write it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(event: Any) -> Envelope:
    """An envelope from the wire; its own hash must fit, its place in the chain is `follows`' to judge."""
    kinds.check(event, SCHEMA)
    names = [part["name"] for part in event.get("parts", [])]
    if len(set(names)) != len(names):
        raise Malformed("two parts of one name")
    envelope = Envelope(
        id=UUID(event["id"]),
        kind=kinds.kind_of(event["type"]),
        source=event["source"],
        case_id=UUID(event["subject"]),
        time=event["time"],
        case_seq=event["caseseq"],
        stream_seq=event["streamseq"],
        prev_hash=event["prevhash"],
        parts=tuple(_part(part) for part in event.get("parts", [])),
        data=event.get("data"),
    )
    if envelope.hash != event["hash"]:
        raise ChainBroken("an envelope does not match its own hash")
    return envelope


def follows(envelope: Envelope, *, seq: int, hash: str) -> None:
    """Raise unless the envelope is the very next one after (seq, hash)."""
    if envelope.stream_seq != seq + 1:
        raise ChainBroken(f"expected number {seq + 1}, found {envelope.stream_seq}")
    if envelope.prev_hash != hash:
        raise ChainBroken(f"number {envelope.stream_seq} does not continue the chain")


def verify_chain(envelopes: Iterable[Envelope], *, seq: int = 0, hash: str = GENESIS) -> tuple[int, str]:
    """The head after these envelopes, which must follow each other without a gap."""
    for envelope in envelopes:
        follows(envelope, seq=seq, hash=hash)
        seq, hash = envelope.stream_seq, envelope.hash
    return seq, hash


def _part(part: dict[str, Any]) -> PartInfo:
    return PartInfo(name=part["name"], bytes=part["bytes"], sha256=part["sha256"], kid=part["kid"])
