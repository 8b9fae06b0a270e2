"""The clock's work of this room: reminders, links that end, and what remains when a draft is gone."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone

from applications.annexes import asking, cosigning, links, moves, signers
from applications.annexes.errors import TooManyLinks
from applications.annexes.models import AnnexRequest, AnnexRequestQuerySet, OwnAnnex
from applications.drafting import news
from applications.drafting.news import News
from applications.signing import redirects
from jobs import loop
from jobs.queues import Queue


def _to_remind() -> AnnexRequestQuerySet:
    return AnnexRequest.objects.waiting().filter(remind_at__lte=timezone.now()).order_by("remind_at")


def _to_expire() -> AnnexRequestQuerySet:
    return AnnexRequest.objects.waiting().filter(expires_at__lte=timezone.now()).order_by("expires_at")


def _to_erase() -> AnnexRequestQuerySet:
    """Their draft key is destroyed: nothing sealed can be read again, and nobody waits for them."""
    gone = AnnexRequest.objects.filter(application__draft_key__destroyed_at__isnull=False, email__isnull=False)
    return gone.order_by("application__draft_key__destroyed_at")


def _locked(
    rows: Callable[[], AnnexRequestQuerySet], do: Callable[[AnnexRequest], None]
) -> Callable[[AnnexRequest], None]:
    """The application is locked first, and the request looked at again: a person may have changed it meanwhile."""

    def locked(request: AnnexRequest) -> None:
        current = asking.lock(request)
        if rows().filter(pk=current.pk).exists():
            do(current)

    return locked


def _remind(request: AnnexRequest) -> None:
    request.remind_at = asking.next_reminder(request, after=timezone.now())
    request.save(update_fields=["remind_at"])
    if not request.application.is_editable:
        return
    if request.is_next_unasked:
        asking.ask_next(request)
        return
    try:
        _send_reminder(request)
    except TooManyLinks:  # they had enough mail for a day
        return


def _send_reminder(request: AnnexRequest) -> None:
    """To whose turn it is."""
    if request.is_partly:
        links.send(request, "annex-cosign", signer=signers.next_of(request))
    else:
        links.send(request, "annex-reminder")


def _expire(request: AnnexRequest) -> None:
    asking.expire(request)
    application = request.application
    if application.is_editable:
        news.tell(application, News("annex-expired", "annexes:list"), language=application.language, person=None)


def _erase(request: AnnexRequest) -> None:
    sheet, request.sheet = request.sheet, None
    request.email = request.signed = request.signer = request.remind_at = None
    request.save()
    if request.is_waiting:
        moves.end(request)
    links.end(request)
    signers.forget(request)
    redirects.erase(request.pk)
    redirects.erase_under(request.key, purpose=cosigning.PURPOSE)
    if sheet is not None:
        sheet.delete()


def _own_to_erase() -> QuerySet[OwnAnnex]:
    """What the applicant filled in themselves ends with the draft, too."""
    gone = OwnAnnex.objects.filter(application__draft_key__destroyed_at__isnull=False)
    return gone.select_related("sheet").order_by("application__draft_key__destroyed_at")


def _erase_own(annex: OwnAnnex) -> None:
    annex.delete()
    annex.sheet.delete()


QUEUES = (
    Queue(
        name="annexes.erase-own",
        due=_own_to_erase,
        do=_erase_own,
        since="application__draft_key__destroyed_at",
    ),
    Queue(
        name="annexes.erase",
        due=_to_erase,
        do=_locked(_to_erase, _erase),
        since="application__draft_key__destroyed_at",
        locks=False,
    ),
    Queue(name="annexes.expire", due=_to_expire, do=_locked(_to_expire, _expire), since="expires_at", locks=False),
    Queue(name="annexes.remind", due=_to_remind, do=_locked(_to_remind, _remind), since="remind_at", locks=False),
)
due, run = loop.of(QUEUES)
