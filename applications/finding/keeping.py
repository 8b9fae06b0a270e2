"""Keeps, finds and deletes outcomes; the one access function is `get`."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404

from accounts.models import User
from applications.finding.errors import KeptEnough, NotAtTheEnd
from applications.finding.models import KeptOutcome
from procedures import catalogue
from procedures.errors import Unknown
from procedures.language import trees
from procedures.language.trees import Chosen, Tree, Walked
from sealing import keys
from sealing.errors import SealingError
from sealing.models import DataKey

MOST = 50

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was kept, walked again: `led_to` is where the same answers led then.

    What can be read no more has no way and led nowhere; it can still be deleted.
    """

    id: UUID
    tree: str
    kept_at: datetime
    walked: Walked
    led_to: str

    @property
    def is_changed(self) -> bool:
        return self.walked.end != self.led_to

    @property
    def is_readable(self) -> bool:
        return bool(self.led_to)


@transaction.atomic
def keep(owner: User, tree: Tree, chosen: Chosen) -> KeptOutcome:
    """Only the answers of the way. Raises NotAtTheEnd, KeptEnough."""
    walked = trees.walk(tree, chosen)
    if not walked.end:
        raise NotAtTheEnd
    if KeptOutcome.objects.filter(owner=owner).count() >= MOST:
        raise KeptEnough
    row = KeptOutcome(owner=owner, tree=tree.key, key=keys.create("outcome"))
    answers = {question.key: answer.code for question, answer in walked.answered}
    row.sealed = keys.seal_json(row.key, {"answers": answers, "end": walked.end}, context=_context(row))
    row.save(force_insert=True)
    return row


def of(user: User | AnonymousUser) -> list[KeptOutcome]:
    """The newest first, with their keys: one query."""
    if not user.is_authenticated:
        return []
    return list(KeptOutcome.objects.filter(owner=user.pk).select_related("key").order_by("-kept_at"))


def get(user: User | AnonymousUser, outcome_id: UUID) -> KeptOutcome:
    """Somebody else's is not found."""
    try:
        return KeptOutcome.objects.select_related("key").get(pk=outcome_id, owner=user.pk)
    except KeptOutcome.DoesNotExist as error:
        raise Http404 from error


def opened(row: KeptOutcome) -> Opened:
    try:
        held = keys.unseal_json(row.key, bytes(row.sealed), context=_context(row))
        walked, led_to = trees.walk(catalogue.tree(row.tree), held["answers"]), held["end"]
    except (SealingError, Unknown):  # of one row, or of a tree that was taken away: the others are read
        log.exception("the kept outcome %s cannot be read", row.pk)
        walked, led_to = Walked(answered=()), ""
    return Opened(id=row.pk, tree=row.tree, kept_at=row.kept_at, walked=walked, led_to=led_to)


@transaction.atomic
def delete(row: KeptOutcome) -> None:
    """With its key: nothing of it can be read again."""
    key = row.key_id
    KeptOutcome.objects.filter(pk=row.pk).delete()
    DataKey.objects.filter(pk=key).delete()


def _context(row: KeptOutcome) -> str:
    return f"outcome:{row.pk}"
