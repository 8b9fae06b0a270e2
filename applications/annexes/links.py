"""Links to an annex: made, mailed, found by their token. The token is a capability and is stored nowhere."""

import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from applications.annexes.errors import LinkEnded, TooManyLinks, UnknownLink
from applications.annexes.models import AnnexLink, AnnexRequest
from notices import mail
from sealing import keys

MOST_A_DAY = 20  # of one application
LIFETIME = timedelta(days=30)
LANGUAGE = "pl"  # of who employs, hosts or teaches here, and of the office (art. 8(1)); the page has all


def send(request: AnnexRequest, template: str) -> None:
    """Mail a new link, in the caller's transaction. Links sent before keep working until they end."""
    since = timezone.now() - timedelta(days=1)
    sent = AnnexLink.objects.filter(request__application=request.application_id, created_at__gte=since)
    if sent.count() >= MOST_A_DAY:
        raise TooManyLinks
    token = secrets.token_urlsafe(32)
    AnnexLink.objects.create(token=_digest(token), request=request, created_at=timezone.now())
    with translation.override(LANGUAGE):
        link = reverse("annexes:open", args=[token])
        day = date_format(request.sign_by, "j E Y")
    mail.queue(email_of(request), template, language=LANGUAGE, context={"link": link, "day": day})


def find(token: str) -> AnnexRequest:
    """The request a link leads to; reading it spends nothing, since mail scanners follow links too."""
    requests = AnnexRequest.objects.select_related("application__draft_key", "application__sheet__key", "sheet__key")
    try:
        request = requests.get(links__token=_digest(token))
    except AnnexRequest.DoesNotExist:
        raise UnknownLink from None
    if request.is_ended or request.is_expired or not request.application.is_editable:
        raise LinkEnded
    if request.is_waiting and request.expires_at < timezone.now():
        raise LinkEnded
    return request


def leads_to(token: str, request: AnnexRequest) -> bool:
    return AnnexLink.objects.filter(token=_digest(token), request=request).exists()


def end(request: AnnexRequest) -> None:
    request.links.all().delete()


def email_of(request: AnnexRequest) -> str:
    """Empty once the draft is gone."""
    if request.email is None:
        return ""
    return keys.unseal(request.key, bytes(request.email), context=_context(request)).decode()


def set_email(request: AnnexRequest, email: str) -> None:
    request.email = keys.seal(request.key, email.encode(), context=_context(request))
    request.email_index = index(request, email)


def index(request: AnnexRequest, email: str) -> bytes:
    """Equal for the same address within one application, and in no other."""
    return keys.index(email.casefold(), purpose=f"annex-email:{request.application_id}")


def _digest(token: str) -> bytes:
    return keys.index(token, purpose="annex-link")


def _context(request: AnnexRequest) -> str:
    return f"annex-email:{request.pk}"
