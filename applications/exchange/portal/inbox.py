"""Applies what the register sent: one transaction a message, in the register's order within a case."""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from applications.exchange.portal import keys
from applications.exchange.portal.models import InboundMessage, InboundPart
from applications.exchange.protocol import envelope as envelopes
from applications.exchange.protocol import jws, kinds, text
from applications.exchange.protocol.canonical import parse_object
from applications.exchange.protocol.errors import CannotOpen, Malformed
from applications.exchange.protocol.hpke import Place

BODY = "body.json"
LONGEST_WAIT = timedelta(hours=1)
logger = logging.getLogger(__name__)


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
    return InboundMessage.objects.filter(~Exists(earlier), applied_at__isnull=True)


def due() -> QuerySet[InboundMessage]:
    return waiting().filter(due_at__lte=timezone.now())


def apply_next() -> bool:
    """Try one message that is due; False when there is none."""
    message = _claim()
    if message is None:
        return False
    try:
        with transaction.atomic():
            _apply(message.pk)
    except Exception as error:  # whatever a handler does, other cases go on and an officer sees this one
        _park(message, error)
    return True


def retry(message_id: UUID) -> None:
    """Try a parked message again at the next opportunity."""
    InboundMessage.objects.filter(pk=message_id, applied_at__isnull=True).update(due_at=timezone.now(), attempts=0)


def _claim() -> InboundMessage | None:
    """Counts the attempt before it is made, so that one which kills the worker is counted too."""
    with transaction.atomic():
        message = due().select_for_update(skip_locked=True, of=("self",)).order_by("gov_seq").first()
        if message is None:
            return None
        message.attempts += 1
        message.due_at = timezone.now() + min(timedelta(seconds=2**message.attempts), LONGEST_WAIT)
        message.save(update_fields=["attempts", "due_at"])
    return message


def _apply(pk: UUID) -> None:
    message = InboundMessage.objects.select_for_update().get(pk=pk)
    if message.applied_at is not None:
        return
    inbound = _open(message)
    handler: Handler = import_string(settings.INBOUND[message.kind])
    handler(inbound)
    message.applied_at, message.error = timezone.now(), ""
    message.save(update_fields=["applied_at", "error"])
    message.parts.update(sealed=None)


def _park(message: InboundMessage, error: Exception) -> None:
    """Names the class of the error and where it arose; its text might hold personal data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} in {last.name}, line {last.lineno}"
    InboundMessage.objects.filter(pk=message.pk).update(error=place[:200])
    logger.error("inbound %s %s not applied (attempt %s): %s", message.kind, message.pk, message.attempts, place)


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
    return key.open(bytes(part.sealed), Place(kind=message.kind, message_id=message.id, part=part.name))
