"""Puts a message into the outbox in the transaction of the change it tells about."""

import hashlib
import os
import secrets
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import connection, transaction
from django.utils import timezone

from applications.exchange.portal import keys
from applications.exchange.portal.errors import AlreadyQueued, NothingToSend, WouldBeRefused
from applications.exchange.portal.models import OutboxMessage, Part
from applications.exchange.protocol import parts
from applications.exchange.protocol.envelope import MAX_PARTS
from applications.exchange.protocol.errors import Malformed
from applications.exchange.protocol.hpke import PartPlace
from applications.exchange.protocol.kinds import OUTBOUND
from sealing.keys import index
from sealing.models import new_id

NEXT_IN_CASE = """
    INSERT INTO exchange_casestream AS stream (case_id, last_seq) VALUES (%s, 1)
    ON CONFLICT (case_id) DO UPDATE SET last_seq = stream.last_seq + 1
    RETURNING last_seq
"""


def reserve() -> UUID:
    """An id for a message to come, so that what is signed can name it."""
    return new_id()


def judge(kind: str, name: str, content: bytes, *, form: tuple[str, str] | None = None) -> None:
    """WouldBeRefused unless the register's own schema takes this part; a payload names its form and version."""
    _check_kind(kind)
    try:
        parts.judge(kind, name, content, form=form, schemas=settings.PAYLOAD_SCHEMAS)
    except Malformed as error:
        raise WouldBeRefused(f"{kind} {name}: {error}") from error


def store_part(message_id: UUID, *, kind: str, name: str, content: bytes, form: tuple[str, str] | None = None) -> None:
    """Seal a part to the register's key and store it, once it is judged. The same content again changes nothing; other
    content replaces it, until the message is queued."""
    judge(kind, name, content, form=form)
    same_as = index(hashlib.sha256(content).hexdigest(), purpose=f"outbox-part:{message_id}:{name}")
    with transaction.atomic():
        existing = Part.objects.select_for_update().filter(message_id=message_id, name=name).first()
        if existing is not None and bytes(existing.same_as) == same_as and existing.kind == kind:
            return
        if OutboxMessage.objects.filter(pk=message_id).exists():
            raise AlreadyQueued(str(message_id))
        fields = _sealed(PartPlace(kind=kind, message_id=message_id, part=name), content)
        Part.objects.update_or_create(
            message_id=message_id, name=name, defaults={**fields, "kind": kind, "same_as": same_as}
        )
    if existing is not None:
        transaction.on_commit(lambda: _storage().delete(existing.path))


def add(*, message_id: UUID, kind: str, case_id: UUID) -> OutboxMessage:
    """Queue the message with the parts stored under its id; call it inside the transaction of the change."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the outbox row belongs to the transaction of its change")
    _check_kind(kind)
    if OutboxMessage.objects.filter(pk=message_id).exists():
        raise AlreadyQueued(str(message_id))
    stored = list(Part.objects.select_for_update().filter(message_id=message_id).values_list("kind", "name"))
    if {of_kind for of_kind, _name in stored} != {kind} or len(stored) > MAX_PARTS:
        raise NothingToSend(str(message_id))
    if missing := parts.REQUIRED[kind] - {name for _kind, name in stored}:
        raise WouldBeRefused(f"{kind} without {', '.join(sorted(missing))}")
    return OutboxMessage.objects.create(
        id=message_id, kind=kind, case_id=case_id, case_seq=_next_in_case(case_id), queued_at=timezone.now()
    )


def discard(message_id: UUID) -> None:
    """Forget the parts of a message that was never queued."""
    with transaction.atomic():
        if OutboxMessage.objects.filter(pk=message_id).exists():
            raise AlreadyQueued(str(message_id))
        paths = list(Part.objects.filter(message_id=message_id).values_list("path", flat=True))
        Part.objects.filter(message_id=message_id).delete()
    for path in paths:
        _storage().delete(path)


def _check_kind(kind: str) -> None:
    if kind not in OUTBOUND:
        raise ValueError(f"the portal sends no {kind}")


def _sealed(place: PartPlace, content: bytes) -> dict[str, object]:
    key = keys.register_sealing()
    sealed = key.seal(content, place)
    path = _storage().save(f"outbox/{place.message_id}/{secrets.token_hex(16)}", ContentFile(sealed))
    _to_disk(path)
    return {
        "bytes": len(sealed),
        "sha256": hashlib.sha256(sealed).hexdigest(),
        "kid": key.kid,
        "path": path,
        "stored_at": timezone.now(),
    }


def _to_disk(path: str) -> None:
    """The row that names the file is durable at commit; so must be the file. Object storage already is."""
    try:
        local = _storage().path(path)
    except NotImplementedError:
        return
    descriptor = os.open(local, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _next_in_case(case_id: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_IN_CASE, [case_id])
        return int(cursor.fetchone()[0])


def _storage() -> Storage:
    return storages["sealed"]
