"""The link of a hand-over: made and mailed, found by its token, which is stored nowhere."""

import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from accounts import addresses
from accounts.models import User
from applications.handover import contents
from applications.handover.errors import AnotherAddress, HandOverEnded, UnknownHandOver
from applications.handover.models import HandOver
from notices import mail
from sealing import keys

LIFETIME = timedelta(days=14)
JOINED = ("application__case_key", "application__draft_key", "application__sheet__key")


def new() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    return keys.index(token, purpose="hand-over")


def send(found: HandOver, *, to: str, token: str, language: str) -> None:
    """Nothing about anybody: mail is read by others too."""
    with translation.override(language):
        link = reverse("handover:receive", args=[token])
        day = date_format(found.link_ends_on, "j E Y")
    mail.queue(to, "hand-over-request", language=language, context={"link": link, "day": day})


def find(token: str, user: User) -> HandOver:
    """What a link leads to, for whom it was sent to. Reading it spends nothing: mail scanners follow links too."""
    found = HandOver.objects.select_related(*JOINED).filter(token=digest(token)).first()
    if found is None:
        raise UnknownHandOver
    if not found.was_taken_by(user):
        require(found, user)
    return found


def require(found: HandOver, user: User) -> None:
    """Raises HandOverEnded or AnotherAddress."""
    if not is_good(found):
        raise HandOverEnded
    if contents.email_of(found) != user.email or not addresses.is_confirmed(user):
        raise AnotherAddress


def is_good(found: HandOver) -> bool:
    return found.is_open and found.expires_at > timezone.now()
