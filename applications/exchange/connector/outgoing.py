"""Messages to MOS, whatever the backend: numbered, chained, signed and sealed in one stream of the connector's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import uuid_utils.compat
from joserfc.jwk import OKPKey

from applications.exchange.connector.database import Connection
from applications.exchange.protocol import envelope as envelopes
from applications.exchange.protocol import jws, keys, kinds
from applications.exchange.protocol.backend import RegisterNews
from applications.exchange.protocol.canonical import canonical, digest
from applications.exchange.protocol.envelope import GENESIS, REGISTER, Envelope, PartInfo, now
from applications.exchange.protocol.errors import Malformed
from applications.exchange.protocol.hpke import PartPlace, PublicKey
from applications.exchange.protocol.parts import BODY

LOCK = 7_170_011


@dataclass(frozen=True, slots=True)
class Seal:
    """The key of the government side to sign with, and the portal's to seal to."""

    signing: OKPKey = field(repr=False)
    portal: PublicKey

    @classmethod
    def load(cls, pki: Path) -> "Seal":
        return cls(keys.signing(pki / "register" / "signing.json"), keys.sealing(pki / "public" / "portal-hpke.json"))


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


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Queues messages in the transaction that is open on the connection."""

    connection: Connection
    seal: Seal

    def send(self, news: RegisterNews) -> None:
        """Everything but a receipt: body and files are sealed to the portal. Malformed: it would not take it."""
        if news.kind not in kinds.INBOUND or news.kind == kinds.RECEIPT:
            raise Malformed("no such kind of news")
        kinds.check_body(news.kind, dict(news.body))
        draft = replace(_draft(news.kind, news.case_id), id=news.id)
        contents = {**news.files, BODY: canonical(dict(news.body))}
        sealed = {
            name: self.seal.portal.seal(content, PartPlace(kind=news.kind, message_id=news.id, part=name))
            for name, content in sorted(contents.items())
        }
        self._append(replace(draft, parts=tuple(self._info(*part) for part in sealed.items())), sealed)

    def has(self, message_id: UUID) -> bool:
        query = "SELECT 1 AS one FROM outgoing WHERE message_id = %s"
        return self.connection.execute(query, [message_id]).fetchone() is not None

    def receipt(self, *, case_id: UUID, data: Mapping[str, Any]) -> UUID:
        """A receipt has no secret: the portal reads it as it stores it."""
        kinds.check_body(kinds.RECEIPT, dict(data))
        draft = replace(_draft(kinds.RECEIPT, case_id), data=data)
        self._append(draft, {})
        return draft.id

    def _info(self, name: str, sealed: bytes) -> PartInfo:
        return PartInfo(name=name, bytes=len(sealed), sha256=digest(sealed), kid=self.seal.portal.kid)

    def _append(self, draft: Envelope, sealed: Mapping[str, bytes]) -> None:
        self.connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])  # until the commit: no hole, no fork
        seq, previous = self._head()
        case_seq = self._next_in_case(draft.case_id)
        envelope = replace(draft, case_seq=case_seq, stream_seq=seq + 1, prev_hash=previous)
        envelopes.read(envelope.as_json())  # as the portal will: one it refuses would stop the stream
        signed = jws.sign(envelope.as_json(), self.seal.signing, type="envelope")
        self.connection.execute(
            "INSERT INTO outgoing (gov_seq, message_id, case_id, case_seq, kind, hash, signed)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [seq + 1, envelope.id, envelope.case_id, case_seq, envelope.kind, envelope.hash, signed],
        )
        for name, content in sealed.items():
            self.connection.execute("INSERT INTO outgoing_part VALUES (%s, %s, %s)", [seq + 1, name, content])

    def _head(self) -> tuple[int, str]:
        row = self.connection.execute("SELECT gov_seq, hash FROM outgoing ORDER BY gov_seq DESC LIMIT 1").fetchone()
        return (row["gov_seq"], row["hash"]) if row else (0, GENESIS)

    def _next_in_case(self, case_id: UUID) -> int:
        query = "SELECT coalesce(max(case_seq), 0) + 1 AS next FROM outgoing WHERE case_id = %s"
        row = self.connection.execute(query, [case_id]).fetchone()
        return int(row["next"]) if row else 1


def _draft(kind: str, case_id: UUID) -> Envelope:
    """Without its place in the stream, which is known only under the lock."""
    return Envelope(
        id=uuid_utils.compat.uuid7(),
        kind=kind,
        source=REGISTER,
        case_id=case_id,
        time=now(),
        case_seq=0,
        stream_seq=0,
        prev_hash=GENESIS,
    )
