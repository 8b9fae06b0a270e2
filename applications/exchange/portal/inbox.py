"""Applies what the register sent: one transaction a message, in the register's order within a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from applications.exchange.portal import keys
from applications.exchange.portal.models import InboundMessage, InboundPart
from applications.exchange.protocol import envelope as envelopes
from applications.exchange.protocol import jws, kinds, text
from applications.exchange.protocol.canonical import parse_object
from applications.exchange.protocol.errors import CannotOpen, Malformed
from applications.exchange.protocol.hpke import PartPlace
from applications.exchange.protocol.parts import BODY

QUEUE = "exchange.inbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """What a handler gets: a checked body and the files that came with it."""

    id: UUID
    kind: str
    case_id: UUID
    body: dict[str, Any] = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    received_at: datetime
    gov_seq: int


type Handler = Callable[[Inbound], None]


def waiting() -> QuerySet[InboundMessage]:
    """The first message not yet applied of each case; the others stand behind it."""
    earlier = InboundMessage.objects.filter(
        applied_at__isnull=True, case_id=OuterRef("case_id"), gov_seq__lt=OuterRef("gov_seq")
    )
    return InboundMessage.objects.filter(~Exists(earlier), applied_at__isnull=True).order_by("gov_seq")


def apply(message: InboundMessage) -> None:
    """In the transaction of the loop, the row locked: a case waits behind its own message, other cases go on."""
    inbound = _open(message)
    handler: Handler = import_string(settings.INBOUND[message.kind])
    handler(inbound)
    message.applied_at = timezone.now()
    message.save(update_fields=["applied_at"])
    message.parts.update(sealed=None)


def _open(message: InboundMessage) -> Inbound:
    """The signature is checked again: the database is not who signs."""
    envelope = envelopes.read(jws.verify(message.signed, keys.register_verifying(), type="envelope"))
    if (envelope.id, envelope.hash) != (message.id, message.hash):
        raise Malformed("the stored row is not the signed envelope")
    files = {part.name: _open_part(message, part, envelope) for part in message.parts.all()}
    body = dict(envelope.data) if envelope.data is not None else parse_object(files.pop(BODY))
    body = text.clean_all(body)
    kinds.check_body(message.kind, body)
    return Inbound(
        id=message.id,
        kind=message.kind,
        case_id=message.case_id,
        body=body,
        files=files,
        received_at=message.received_at,
        gov_seq=message.gov_seq,
    )


def _open_part(message: InboundMessage, part: InboundPart, envelope: envelopes.Envelope) -> bytes:
    info = envelope.part(part.name)
    key = keys.opening().get(info.kid) if info else None
    if key is None or part.sealed is None:
        raise CannotOpen("no key or no bytes")
    return key.open(bytes(part.sealed), PartPlace(kind=message.kind, message_id=message.id, part=part.name))
