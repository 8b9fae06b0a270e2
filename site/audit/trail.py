"""Records an event in the transaction of the change it tells of."""

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from audit.models import Event

NOTHING: Mapping[str, str] = MappingProxyType({})


def record(
    event: str,
    *,
    subject: UUID,
    actor: AbstractBaseUser | AnonymousUser | None = None,
    facts: Mapping[str, str] = NOTHING,
) -> None:
    """Facts are references, codes and digests; never a name, an address or an answer."""
    if not all(isinstance(part, str) for pair in facts.items() for part in pair):
        raise TypeError(f"Facts of {event} must be strings")
    Event.objects.create(event=event, subject=subject, actor=actor.pk if actor else None, facts=dict(facts))
