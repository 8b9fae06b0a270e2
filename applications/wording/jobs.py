"""The clock's work of this room: links that end, and requests whose draft is one no longer."""

from django.db.models import Q
from django.utils import timezone

from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.wording import links, moves
from applications.wording.models import WordingRequest, WordingRequestQuerySet
from applications.wording.states import RequestState
from audit import trail
from jobs import loop
from jobs.queues import Queue


def _to_expire() -> WordingRequestQuerySet:
    open_ones = WordingRequest.objects.filter(state=RequestState.OPEN)
    return open_ones.filter(expires_at__lte=timezone.now()).order_by("expires_at")


def _to_finish() -> WordingRequestQuerySet:
    """Frozen, filed, deleted or expired. What freezes ends them at once; this finds the rest."""
    gone = ~Q(application__state=ApplicationState.DRAFT) | Q(application__draft_key__destroyed_at__isnull=False)
    return WordingRequest.objects.live().filter(gone).order_by("application__changed_at")


def _expire(request: WordingRequest) -> None:
    """The application is locked first; a person may have changed the request meanwhile."""
    current = _locked(request)
    if _to_expire().filter(pk=current.pk).exists():
        moves.expire(current)
        links.end(current)


def _finish(request: WordingRequest) -> None:
    current = _locked(request)
    if _to_finish().filter(pk=current.pk).exists():
        moves.finish(current)
        trail.record("wording-over", subject=current.application_id, facts={"request": str(current.pk)})


def _locked(request: WordingRequest) -> WordingRequest:
    lifecycle.lock(Application(pk=request.application_id))
    return WordingRequest.objects.select_for_update().get(pk=request.pk)


QUEUES = (
    Queue(name="wording.finish", due=_to_finish, do=_finish, since="application__changed_at", locks=False),
    Queue(name="wording.expire", due=_to_expire, do=_expire, since="expires_at", locks=False),
)
due, run = loop.of(QUEUES)
