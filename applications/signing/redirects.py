"""Sends a document to the signature service and takes back what the person signed; each request serves once."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from applications.signing.errors import AlreadySpent, ReturnRefused, SigningCancelled
from applications.signing.models import SignatureRequest
from sealing import keys
from sealing.models import DataKey

LIFETIME = timedelta(minutes=30)
SALT = "applications.signing.redirects"


class SignatureService(Protocol):
    """A signature service that a person is sent to (settings.SIGNATURE_SERVICE)."""

    def send(self, document: bytes, *, state: str, return_url: str) -> str: ...

    def fetch(self, artifact: str) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Where to send the person."""

    url: str
    request: SignatureRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What came back; not judged yet, and the request not spent yet."""

    request: SignatureRequest
    document: bytes = field(repr=False)
    signed: bytes = field(repr=False)


def start(*, subject: UUID, purpose: str, document: bytes, return_url: str, key: DataKey) -> Redirect:
    """Call it outside of a transaction: the service is asked over the network."""
    request = SignatureRequest(
        subject=subject,
        purpose=purpose,
        digest=hashlib.sha256(document).hexdigest(),
        key=key,
        expires_at=timezone.now() + LIFETIME,
    )
    request.document = keys.seal(key, document, context=_context(request, "document"))
    request.save(force_insert=True)
    state = signing.dumps(str(request.pk), salt=SALT)
    return Redirect(url=_service().send(document, state=state, return_url=return_url), request=request)


def subject_of(state: str, *, purpose: str) -> UUID:
    """Whose request this is, so that a room can check access before it collects; no signature is needed for that."""
    return _find(state, purpose).subject


def collect(*, state: str, artifact: str, purpose: str) -> Returned:
    """What the person signed. The same return may be collected again, after a crash say, until the request is spent."""
    request = _find(state, purpose)
    if request.spent_at:
        raise AlreadySpent(request.subject)
    if request.expires_at < timezone.now() or request.key.destroyed_at is not None:  # what it was of is erased
        raise ReturnRefused
    if not artifact:
        raise SigningCancelled
    signed = _signed(request, artifact)
    document = keys.unseal(request.key, bytes(request.document), context=_context(request, "document"))
    return Returned(request=request, document=document, signed=signed)


def spend(request: SignatureRequest) -> None:
    """In the transaction of the signature's effect; of two returns at once, the second gets AlreadySpent."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A signature request is spent in the transaction of its effect")
    spent = SignatureRequest.objects.filter(pk=request.pk, spent_at=None).update(
        spent_at=timezone.now(), signed=None, document=b""
    )
    if not spent:
        raise AlreadySpent(request.subject)


def discard(*subjects: UUID) -> None:
    """The document changed: what is still away to be signed may not come back."""
    SignatureRequest.objects.filter(subject__in=subjects, spent_at=None).update(
        expires_at=timezone.now(), signed=None, document=b""
    )


def erase(*subjects: UUID) -> None:
    """Nothing of these remains here."""
    SignatureRequest.objects.filter(subject__in=subjects).delete()


def erase_under(key: DataKey, *, purpose: str) -> None:
    """Of subjects that are gone, too."""
    SignatureRequest.objects.filter(key=key, purpose=purpose).delete()


def _find(state: str, purpose: str) -> SignatureRequest:
    try:
        name = signing.loads(state, salt=SALT, max_age=timedelta(days=2))  # late returns still learn that they are late
        return SignatureRequest.objects.select_related("key").get(pk=UUID(name), purpose=purpose)
    except (signing.BadSignature, ValueError, TypeError, SignatureRequest.DoesNotExist):
        raise ReturnRefused from None


def _signed(request: SignatureRequest, artifact: str) -> bytes:
    """Fetched once for each artifact, then kept sealed."""
    digest = hashlib.sha256(artifact.encode()).hexdigest()
    context = _context(request, "signed")
    if request.signed is not None and hmac.compare_digest(digest, request.artifact_digest):
        return keys.unseal(request.key, bytes(request.signed), context=context)
    signed = _service().fetch(artifact)
    sealed = keys.seal(request.key, signed, context=context)
    SignatureRequest.objects.filter(pk=request.pk, spent_at=None).update(signed=sealed, artifact_digest=digest)
    return signed


def _service() -> SignatureService:
    service: SignatureService = import_string(settings.SIGNATURE_SERVICE)()
    return service


def _context(request: SignatureRequest, part: str) -> str:
    return f"signature-request:{request.pk}:{part}"
