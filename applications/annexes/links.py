"""Links to an annex: made, mailed, found by their token. The token is a capability and is stored nowhere."""

import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from applications.annexes import signers
from applications.annexes.errors import LinkEnded, NotSignedYet, TooManyLinks, UnknownLink
from applications.annexes.models import AnnexLink, AnnexRequest, AnnexSigner
from audit import trail
from notices import mail
from sealing import keys

MOST_A_DAY = 20  # of one application
LIFETIME = timedelta(days=30)
SENT = "link-to-annex"
LANGUAGE = "pl"  # of who employs, hosts or teaches here, and of the office (art. 8(1)); the page has all


def send(request: AnnexRequest, template: str, *, signer: AnnexSigner | None = None) -> None:
    """Mail a new link, in the caller's transaction. Links sent before keep working until they end.

    To who fills the annex in, or to somebody who signs it with them.
    """
    _count(request)
    token = secrets.token_urlsafe(32)
    AnnexLink.objects.create(token=_digest(token), request=request, signer=signer, created_at=timezone.now())
    with translation.override(LANGUAGE):
        link = reverse("annexes:signer" if signer else "annexes:open", args=[token])
        day = date_format(request.sign_by, "j E Y")
    if signer:
        signer.asked_at = timezone.now()
        signer.save(update_fields=["asked_at"])
    email = signers.email_of(signer) if signer else email_of(request)
    mail.queue(email, template, language=LANGUAGE, context={"link": link, "day": day})


def find(token: str) -> AnnexRequest:
    """The request a link leads to; reading it spends nothing, since mail scanners follow links too."""
    requests = AnnexRequest.objects.select_related("application__draft_key", "application__sheet__key", "sheet__key")
    try:
        request = requests.get(links__token=_digest(token), links__signer=None)
    except AnnexRequest.DoesNotExist:
        raise UnknownLink from None
    _require_open(request)
    return request


def find_signer(token: str) -> AnnexSigner:
    """Who signs with others: what they signed, or what it is their turn to sign, and nothing else."""
    found = AnnexSigner.objects.select_related(
        "request__application__draft_key", "request__application__sheet__key", "request__sheet__key"
    )
    try:
        signer = found.get(links__token=_digest(token))
    except AnnexSigner.DoesNotExist:
        raise UnknownLink from None
    _require_open(signer.request)
    if signer.signed_at is None and not signer.request.is_partly:
        raise LinkEnded
    return signer


def find_signed(token: str) -> tuple[AnnexRequest, AnnexRequest | AnnexSigner]:
    """The annex that whom the link leads to has signed, and the row that holds their signature."""
    by: AnnexRequest | AnnexSigner
    try:
        request = by = find(token)
    except UnknownLink:
        by = find_signer(token)
        request = by.request
    if by.signed is None:
        raise NotSignedYet
    return request, by


def leads_to(token: str, request: AnnexRequest) -> bool:
    return AnnexLink.objects.filter(token=_digest(token), request=request, signer=None).exists()


def leads_to_signer(token: str, signer: AnnexSigner) -> bool:
    return AnnexLink.objects.filter(token=_digest(token), signer=signer).exists()


def _require_open(request: AnnexRequest) -> None:
    if request.is_ended or request.is_expired or not request.application.is_editable:
        raise LinkEnded
    if request.is_out_of_time:
        raise LinkEnded


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


def _count(request: AnnexRequest) -> None:
    """In the trail, which outlives the requests: who ends one and asks anew sends another mail all the same."""
    since = timezone.now() - timedelta(days=1)
    if trail.count(SENT, subject=request.application_id, since=since) >= MOST_A_DAY:
        raise TooManyLinks
    trail.record(SENT, subject=request.application_id)


def _digest(token: str) -> bytes:
    return keys.index(token, purpose="annex-link")


def _context(request: AnnexRequest) -> str:
    return f"annex-email:{request.pk}"
