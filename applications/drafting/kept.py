"""Keeps what was posted after the session ended: sealed, half an hour, for the same step only."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.drafting.models import KeptPost
from sealing import keys
from sealing.models import DataKey

KEPT_MINUTES = 30
LARGEST_CHARACTERS = 200_000  # far above any step; nobody stores more here without an account

type Posted = Mapping[str, list[str]]


def keep(posted: Posted, *, subject: UUID, step: str) -> str | None:
    """The token by which it is found again; None when it is too large to be a step."""
    if sum(len(name) + sum(map(len, values)) for name, values in posted.items()) > LARGEST_CHARACTERS:
        return None
    token = secrets.token_urlsafe(32)
    key = keys.create("kept post")
    KeptPost.objects.create(
        token=_digest(token),
        subject=subject,
        step=step,
        key=key,
        sealed=keys.seal_json(key, dict(posted), context=_context(subject, step)),
        expires_at=timezone.now() + timedelta(minutes=KEPT_MINUTES),
    )
    return token


def offer(token: str, *, subject: UUID, step: str) -> dict[str, list[str]] | None:
    """What was kept for this step, if it still is; asking does not use it up."""
    rows = KeptPost.objects.select_related("key").filter(subject=subject, step=step, expires_at__gt=timezone.now())
    row = rows.filter(token=_digest(token)).first()
    if row is None:
        return None
    posted: dict[str, list[str]] = keys.unseal_json(row.key, bytes(row.sealed), context=_context(subject, step))
    return posted


def drop(token: str) -> None:
    """The step was saved: what was kept is not needed any more."""
    for row in KeptPost.objects.filter(token=_digest(token)):
        delete(row)


@transaction.atomic
def delete(row: KeptPost) -> None:
    KeptPost.objects.filter(pk=row.pk).delete()
    DataKey.objects.filter(pk=row.key_id).delete()


def _digest(token: str) -> bytes:
    return keys.index(token, purpose="kept-post")


def _context(subject: UUID, step: str) -> str:
    return f"kept-post:{subject}:{step}"
