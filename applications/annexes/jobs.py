"""The clock's work of this room: reminders, links that end, and what remains when a draft is gone."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from applications.annexes import links, requests
from applications.annexes.errors import TooManyLinks
from applications.annexes.models import AnnexRequest, AnnexRequestQuerySet, State
from applications.signing import requests as signing
from notices import mail


def due() -> bool:
    return _to_remind().exists() or _to_expire().exists() or _to_erase().exists()


def run() -> None:
    for rows, handle in ((_to_erase, _erase), (_to_expire, _expire), (_to_remind, _remind)):
        for request in list(rows().order_by("pk")[:200]):
            with transaction.atomic():
                current = requests.lock(request)
                if rows().filter(pk=current.pk).exists():
                    handle(current)


def _to_remind() -> AnnexRequestQuerySet:
    return AnnexRequest.objects.waiting().filter(remind_at__lte=timezone.now())


def _to_expire() -> AnnexRequestQuerySet:
    return AnnexRequest.objects.waiting().filter(expires_at__lte=timezone.now())


def _to_erase() -> AnnexRequestQuerySet:
    """Their draft key is destroyed: nothing sealed can be read again, and nobody waits for them."""
    return AnnexRequest.objects.filter(application__draft_key__destroyed_at__isnull=False, email__isnull=False)


def _remind(request: AnnexRequest) -> None:
    request.remind_at = requests.next_reminder(request, after=timezone.now())
    request.save(update_fields=["remind_at"])
    if not request.application.is_editable:
        return
    try:
        links.send(request, "annex-reminder")
    except TooManyLinks:  # they had enough mail for a day
        return


def _expire(request: AnnexRequest) -> None:
    request.state, request.remind_at = State.EXPIRED, None
    request.save(update_fields=["state", "remind_at"])
    links.end(request)
    application = request.application
    if application.is_editable:
        with translation.override(application.language):
            link = reverse("annexes:list", args=[application.pk])
        mail.queue(application.owner.email, "annex-expired", language=application.language, context={"link": link})


def _erase(request: AnnexRequest) -> None:
    sheet, request.sheet = request.sheet, None
    request.email = request.signed = request.signer = request.remind_at = None
    if request.is_waiting:
        request.state = State.ENDED
    request.save()
    links.end(request)
    signing.erase(request.pk)
    if sheet is not None:
        sheet.delete()
