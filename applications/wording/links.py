"""Links to some texts of a draft: made, mailed or handed over, found by their token, which is stored nowhere."""

import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from applications.wording import contents
from applications.wording.errors import TooManyWordingLinks, UnknownWordingLink, WordingLinkEnded
from applications.wording.models import WordingLink, WordingRequest
from audit import trail
from notices import mail
from sealing import keys

MOST_A_DAY = 20  # of one application
LIFETIME = timedelta(days=14)
MADE = "link-to-wording"
LANGUAGE = "pl"  # of who writes Polish; the page has all four


def make(request: WordingRequest) -> str:
    """The path of a new link, in the caller's transaction: told once, kept nowhere. Those made before go on."""
    _count(request)
    token = secrets.token_urlsafe(32)
    WordingLink.objects.create(token=_digest(token), request=request, created_at=timezone.now())
    with translation.override(LANGUAGE):
        return reverse("wording:texts", args=[token])


def send(request: WordingRequest) -> None:
    link = make(request)
    with translation.override(LANGUAGE):
        day = date_format(request.link_ends_on, "j E Y")
    to = contents.asker_of(request).email
    mail.queue(to, "wording-request", language=LANGUAGE, context={"link": link, "day": day})


def find(token: str) -> WordingRequest:
    """The request a link leads to. Reading it spends nothing: mail scanners follow links too."""
    found = WordingLink.objects.select_related("request__application__draft_key", "request__application__sheet__key")
    try:
        link = found.get(token=_digest(token))
    except WordingLink.DoesNotExist:
        raise UnknownWordingLink from None
    if link.ended_at is not None or not is_good(link.request):
        raise WordingLinkEnded
    return link.request


def end(request: WordingRequest) -> None:
    """Those made so far, for good: a request that goes on gets a new one."""
    request.links.filter(ended_at=None).update(ended_at=timezone.now())


def is_good(request: WordingRequest) -> bool:
    """Only over a draft that nobody is signing, and in its time."""
    application = request.application
    is_draft = application.is_editable and not application.is_frozen and application.draft is not None
    return request.is_open and is_draft and request.expires_at > timezone.now()


def index(application_id: object, email: str) -> bytes:
    """Equal for the same address within one application, and in no other."""
    return keys.index(email.casefold(), purpose=f"wording-email:{application_id}")


def _count(request: WordingRequest) -> None:
    """In the trail, which outlives the requests: who takes one back and asks anew sends another mail all the same."""
    since = timezone.now() - timedelta(days=1)
    if trail.count(MADE, subject=request.application_id, since=since) >= MOST_A_DAY:
        raise TooManyWordingLinks
    trail.record(MADE, subject=request.application_id)


def _digest(token: str) -> bytes:
    return keys.index(token, purpose="wording-link")
