"""The address that a hand-over was sent to, sealed under the key of the case: it lives as a draft and after."""

from applications.handover.models import HandOver
from sealing import keys


def seal(found: HandOver, email: str) -> bytes:
    return keys.seal(found.application.case_key, email.encode(), context=_context(found))


def email_of(found: HandOver) -> str:
    """Empty once it has ended."""
    key = found.application.case_key
    if found.sealed is None or key.destroyed_at is not None:
        return ""
    return keys.unseal(key, bytes(found.sealed), context=_context(found)).decode()


def _context(found: HandOver) -> str:
    return f"hand-over:{found.pk}"
