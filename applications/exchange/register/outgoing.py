"""Messages from the register to MOS: numbered, chained, signed and sealed in the transaction of the change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import uuid_utils.compat
from joserfc.jwk import OKPKey

from applications.exchange.protocol import jws, keys, kinds
from applications.exchange.protocol.canonical import canonical, digest
from applications.exchange.protocol.envelope import GENESIS, REGISTER, Envelope, PartInfo
from applications.exchange.protocol.hpke import Place, PublicKey
from applications.exchange.register.database import Connection

BODY = "body.json"
LOCK = 7_170_011


@dataclass(frozen=True, slots=True)
class Seal:
    """The register's key to sign with and the portal's to seal to."""

    signing: OKPKey = field(repr=False)
    portal: PublicKey

    @classmethod
    def load(cls, pki: Path) -> "Seal":
        return cls(keys.signing(pki / "register" / "signing.json"), keys.sealing(pki / "public" / "portal-hpke.json"))


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def send(
    connection: Connection,
    seal: Seal,
    *,
    kind: str,
    case_id: UUID,
    body: Mapping[str, Any],
    files: Mapping[str, bytes] | None = None,
) -> UUID:
    """Everything but a receipt: body and files are sealed to the portal."""
    kinds.check_body(kind, dict(body))
    message_id = uuid_utils.compat.uuid7()
    contents = {BODY: canonical(dict(body)), **(files or {})}
    sealed = {
        name: seal.portal.seal(content, Place(kind=kind, message_id=message_id, part=name))
        for name, content in sorted(contents.items())
    }
    _append(connection, seal, message_id=message_id, kind=kind, case_id=case_id, sealed=sealed)
    return message_id


def receipt_data(*, message_id: UUID, stream_seq: int, hash: str, verdict: str) -> dict[str, Any]:
    """About which message, exactly as it was received."""
    return {
        "message_id": str(message_id),
        "stream_seq": stream_seq,
        "digest": hash,
        "verdict": verdict,
        "register_ref": None,
        "reason": None,
        "at": now(),
    }


def receipt(connection: Connection, seal: Seal, *, case_id: UUID, data: Mapping[str, Any]) -> UUID:
    """A receipt has no secret: the portal reads it as it stores it."""
    kinds.check_body("receipt", dict(data))
    message_id = uuid_utils.compat.uuid7()
    _append(connection, seal, message_id=message_id, kind="receipt", case_id=case_id, data=data)
    return message_id


def _append(
    connection: Connection,
    seal: Seal,
    *,
    message_id: UUID,
    kind: str,
    case_id: UUID,
    sealed: Mapping[str, bytes] | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    sealed = sealed or {}
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])  # until the commit: no hole, no fork
    seq, previous = _head(connection)
    envelope = Envelope(
        id=message_id,
        kind=kind,
        source=REGISTER,
        case_id=case_id,
        time=now(),
        case_seq=_next_in_case(connection, case_id),
        stream_seq=seq + 1,
        prev_hash=previous,
        parts=tuple(
            PartInfo(name=name, bytes=len(content), sha256=digest(content), kid=seal.portal.kid)
            for name, content in sealed.items()
        ),
        data=data,
    )
    connection.execute(
        "INSERT INTO outgoing (gov_seq, message_id, case_id, case_seq, kind, hash, signed)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [seq + 1, message_id, case_id, envelope.case_seq, kind, envelope.hash, _signed(envelope, seal)],
    )
    for name, content in sealed.items():
        connection.execute("INSERT INTO outgoing_part VALUES (%s, %s, %s)", [seq + 1, name, content])


def _signed(envelope: Envelope, seal: Seal) -> str:
    return jws.sign(envelope.as_json(), seal.signing, type="envelope")


def _head(connection: Connection) -> tuple[int, str]:
    row = connection.execute("SELECT gov_seq, hash FROM outgoing ORDER BY gov_seq DESC LIMIT 1").fetchone()
    return (row["gov_seq"], row["hash"]) if row else (0, GENESIS)


def _next_in_case(connection: Connection, case_id: UUID) -> int:
    query = "SELECT coalesce(max(case_seq), 0) + 1 AS next FROM outgoing WHERE case_id = %s"
    row = connection.execute(query, [case_id]).fetchone()
    return int(row["next"]) if row else 1
