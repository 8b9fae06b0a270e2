"""The clock's work of this room: links whose time is over, and hand-overs of which nothing is left."""

from django.db.models import Q
from django.utils import timezone

from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.handover import moves
from applications.handover.models import HandOver, HandOverQuerySet
from audit import trail
from jobs import loop
from jobs.queues import Queue


def _to_expire() -> HandOverQuerySet:
    return HandOver.objects.open().filter(expires_at__lte=timezone.now()).order_by("expires_at")


def _to_finish() -> HandOverQuerySet:
    """The draft was deleted or expired, or the case has ended."""
    gone = Q(application__state=ApplicationState.EXPIRED) | Q(application__case_key__destroyed_at__isnull=False)
    return HandOver.objects.open().filter(gone).order_by("application__changed_at")


def _expire(found: HandOver) -> None:
    """The application is locked first; a person may have ended it meanwhile."""
    current = _locked(found)
    if _to_expire().filter(pk=current.pk).exists():
        moves.expire(current)
        _record("hand-over-expired", current)


def _finish(found: HandOver) -> None:
    current = _locked(found)
    if _to_finish().filter(pk=current.pk).exists():
        moves.finish(current)
        _record("hand-over-over", current)


def _record(event: str, current: HandOver) -> None:
    trail.record(event, subject=current.application_id, facts={"hand-over": str(current.pk)})


def _locked(found: HandOver) -> HandOver:
    lifecycle.lock(Application(pk=found.application_id))
    return HandOver.objects.select_for_update().get(pk=found.pk)


QUEUES = (
    Queue(name="handover.finish", due=_to_finish, do=_finish, since="application__changed_at", locks=False),
    Queue(name="handover.expire", due=_to_expire, do=_expire, since="expires_at", locks=False),
)
due, run = loop.of(QUEUES)
