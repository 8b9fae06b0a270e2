"""Records an event in the transaction of the change it tells of."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from audit.models import Event

NOTHING: Mapping[str, str] = MappingProxyType({})

type Person = AbstractBaseUser | AnonymousUser


class WhoActs(Protocol):
    """As `accounts.acting.Acting`, which lies above this room."""

    @property
    def person(self) -> Person: ...

    @property
    def principal(self) -> Person: ...


def record(
    event: str,
    *,
    subject: UUID,
    acting: WhoActs | None = None,
    actor: Person | None = None,
    facts: Mapping[str, str] = NOTHING,
) -> None:
    """`acting` in a person's own case or a client's; `actor` is who works here; neither: clock, register, third party.

    Facts are references, codes and digests; never a name, an address or an answer.
    """
    if acting is not None and actor is not None:
        raise TypeError(f"{event} is either a person's act or an officer's")
    if not all(isinstance(part, str) for pair in facts.items() for part in pair):
        raise TypeError(f"Facts of {event} must be strings")
    who = acting.person if acting else actor
    Event.objects.create(
        event=event,
        subject=subject,
        actor=who.pk if who else None,
        principal=acting.principal.pk if acting else None,
        facts=dict(facts),
    )


def count(event: str, *, subject: UUID, since: datetime) -> int:
    """What happened stays here, though the rows it was about are gone."""
    return Event.objects.filter(subject=subject, event=event, at__gte=since).count()
