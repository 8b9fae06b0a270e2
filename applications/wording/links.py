"""Links to some texts of a draft: made, mailed or handed over, found by their token, which is stored nowhere."""

import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from applications.wording import contents
from applications.wording.errors import TooManyWordingLinks, UnknownWordingLink, WordingLinkEnded
from applications.wording.models import WordingLink, WordingRequest
from notices import mail
from sealing import keys

MOST_A_DAY = 20  # of one application
LIFETIME = timedelta(days=14)
LANGUAGE = "pl"  # of who writes Polish; the page has all four


def make(request: WordingRequest) -> str:
    """The path of a new link, in the caller's transaction: told once, kept nowhere. Those made before go on."""
    since = timezone.now() - timedelta(days=1)
    made = WordingLink.objects.filter(request__application=request.application_id, created_at__gte=since)
    if made.count() >= MOST_A_DAY:
        raise TooManyWordingLinks
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
    requests = WordingRequest.objects.select_related("application__draft_key", "application__sheet__key")
    try:
        request = requests.get(links__token=_digest(token))
    except WordingRequest.DoesNotExist:
        raise UnknownWordingLink from None
    if not is_good(request):
        raise WordingLinkEnded
    return request


def is_good(request: WordingRequest) -> bool:
    """Only over a draft that nobody is signing, and in its time."""
    application = request.application
    is_draft = application.is_editable and not application.is_frozen and application.draft is not None
    return request.is_open and is_draft and request.expires_at > timezone.now()


def index(application_id: object, email: str) -> bytes:
    """Equal for the same address within one application, and in no other."""
    return keys.index(email.casefold(), purpose=f"wording-email:{application_id}")


def _digest(token: str) -> bytes:
    return keys.index(token, purpose="wording-link")
