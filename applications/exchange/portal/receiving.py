"""Stores what the register sends, verified, in one transaction; applying it is the worker's."""

import base64
import binascii
import hashlib
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from applications.exchange.portal import keys
from applications.exchange.portal.errors import Conflict
from applications.exchange.portal.models import InboundMessage, InboundPart, OutboxMessage, RegisterReceipt
from applications.exchange.protocol import envelope as envelopes
from applications.exchange.protocol import jws, kinds, text
from applications.exchange.protocol.canonical import parse_object
from applications.exchange.protocol.envelope import GENESIS, REGISTER, Envelope
from applications.exchange.protocol.errors import Malformed

LOCK = 7_170_002
MAX_BODY = 12_000_000


def receive(content: bytes, *, receipts: bool) -> InboundMessage:
    """Idempotent on the message's id. A message out of its place in the chain is a conflict."""
    posted = parse_object(content, max_bytes=MAX_BODY)
    signed, parts = posted.get("signed"), posted.get("parts", {})
    if not isinstance(signed, str) or not isinstance(parts, dict):
        raise Malformed("a signed envelope and its parts are expected")
    envelope = envelopes.read(jws.verify(signed, keys.register_verifying(), type="envelope"))
    _check(envelope, receipts=receipts)
    sealed = _sealed_parts(envelope, parts)
    with transaction.atomic():
        return _store(envelope, signed, sealed)


def head() -> tuple[int, str]:
    """The last number and hash of the register's stream as we have it."""
    last = InboundMessage.objects.order_by("-gov_seq").values_list("gov_seq", "hash").first()
    return last or (0, GENESIS)


def _check(envelope: Envelope, *, receipts: bool) -> None:
    if envelope.source != REGISTER or envelope.kind not in kinds.INBOUND:
        raise Malformed("not a message from the register")
    if (envelope.kind == kinds.RECEIPT) != receipts or (envelope.data is not None) != receipts:
        raise Malformed("receipts and messages have an address each")
    if receipts:
        kinds.check_body(kinds.RECEIPT, text.clean_all(envelope.data))


def _sealed_parts(envelope: Envelope, posted: dict[str, Any]) -> dict[str, bytes]:
    if set(posted) != {part.name for part in envelope.parts}:
        raise Malformed("the parts are not those of the envelope")
    try:
        sealed = {name: base64.b64decode(encoded, validate=True) for name, encoded in posted.items()}
    except (binascii.Error, TypeError, ValueError) as error:
        raise Malformed("a part is not base64") from error
    for part in envelope.parts:
        content = sealed[part.name]
        if (len(content), hashlib.sha256(content).hexdigest()) != (part.bytes, part.sha256):
            raise Malformed("a part does not have its digest")
    return sealed


def _store(envelope: Envelope, signed: str, sealed: dict[str, bytes]) -> InboundMessage:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    known = InboundMessage.objects.filter(pk=envelope.id).first()
    if known is not None:
        if known.hash != envelope.hash:
            raise Conflict("this id was used for another message")
        return known
    seq, previous = head()
    envelopes.follows(envelope, seq=seq, hash=previous)
    message = _keep(envelope, signed, sealed)
    if envelope.data is not None:
        _settle(message, text.clean_all(dict(envelope.data)))
    return message


def _keep(envelope: Envelope, signed: str, sealed: dict[str, bytes]) -> InboundMessage:
    message = InboundMessage.objects.create(
        id=envelope.id,
        kind=envelope.kind,
        case_id=envelope.case_id,
        gov_seq=envelope.stream_seq,
        prev_hash=envelope.prev_hash,
        hash=envelope.hash,
        signed=signed,
        received_at=timezone.now(),
    )
    InboundPart.objects.bulk_create(
        InboundPart(message=message, name=name, sealed=content) for name, content in sealed.items()
    )
    return message


def _settle(inbound: InboundMessage, data: dict[str, Any]) -> None:
    """A receipt is about a message as we sent it, or it is about something else."""
    message = OutboxMessage.objects.select_for_update().filter(pk=data["message_id"]).first()
    if message is None or (message.stream_seq, message.hash) != (data.get("stream_seq"), data.get("digest")):
        raise Conflict("a receipt for something we did not send")
    RegisterReceipt.objects.create(
        inbound=inbound,
        message=message,
        verdict=data["verdict"],
        register_ref=data["register_ref"] or "",
        reason=data["reason"] or "",
        at=datetime.fromisoformat(data["at"]),
    )
    message.verdict, message.verdict_at = data["verdict"], inbound.received_at
    message.save(update_fields=["verdict", "verdict_at"])
