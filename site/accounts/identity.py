"""Who a user really is, as a trusted source said; sealed, and found by a keyed digest of the PESEL."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User, VerifiedIdentity
from sealing import keys
from sealing.models import new_id

PURPOSE = "identity-pesel"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Identity:
    """`source` says who vouches (say `trusted-profile`), `level` how surely (eIDAS: low, substantial, high)."""

    pesel: str
    given_names: str
    surname: str
    birth_date: date
    source: str
    level: str
    verified_at: datetime


def of(user: User) -> Identity | None:
    row = VerifiedIdentity.objects.select_related("key").filter(user=user).first()
    if row is None:
        return None
    facts = keys.unseal_json(row.key, bytes(row.sealed), context=_context(row))
    return Identity(
        pesel=facts["pesel"],
        given_names=facts["given_names"],
        surname=facts["surname"],
        birth_date=date.fromisoformat(facts["birth_date"]),
        source=row.source,
        level=row.level,
        verified_at=row.verified_at,
    )


@transaction.atomic
def store(user: User, identity: Identity) -> None:
    """What was known before is destroyed with its key."""
    forget(user)
    row = VerifiedIdentity(id=new_id(), user=user, source=identity.source, level=identity.level)
    row.verified_at = identity.verified_at
    row.key = keys.create("identity")
    row.pesel_index = keys.index(identity.pesel, purpose=PURPOSE)
    facts = {
        "pesel": identity.pesel,
        "given_names": identity.given_names,
        "surname": identity.surname,
        "birth_date": identity.birth_date.isoformat(),
    }
    row.sealed = keys.seal_json(row.key, facts, context=_context(row))
    row.save(force_insert=True)


@transaction.atomic
def forget(user: User) -> None:
    for row in VerifiedIdentity.objects.select_related("key").filter(user=user):
        row.delete()
        keys.destroy(row.key)


def _context(row: VerifiedIdentity) -> str:
    return f"identity:{row.pk}"
