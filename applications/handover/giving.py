"""The owner's side: offer the application to an address, or take the offer back."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.acting import Acting, Power
from applications.drafting import lifecycle
from applications.drafting.models import Application
from applications.handover import contents, links, moves, ready
from applications.handover.errors import HandOverCannotMove, HandOverIsOpen, OwnAddress, TooManyHandOvers
from applications.handover.models import HandOver
from audit import trail

MOST_A_DAY = 5  # of one application
OFFERED = "hand-over-offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The last hand-over of an application and, while it is open, the address."""

    found: HandOver
    email: str


@transaction.atomic
def offer(application: Application, email: str, *, language: str, acting: Acting) -> HandOver:
    """Mails a link, in `language`, to an address as `mailboxes.normal` writes it."""
    application = _locked(application, acting)
    if hindrance := ready.hindrance(application):
        raise hindrance
    if email == application.principal.email:
        raise OwnAddress
    now = timezone.now()
    if trail.count(OFFERED, subject=application.pk, since=now - timedelta(days=1)) >= MOST_A_DAY:
        raise TooManyHandOvers
    token = links.new()
    made = HandOver(application=application, giver=acting.principal, asked_at=now, expires_at=now + links.LIFETIME)
    made.token, made.sealed = links.digest(token), contents.seal(made, email)
    _insert(made)
    links.send(made, to=email, token=token, language=language)
    trail.record(OFFERED, subject=application.pk, acting=acting, facts={"hand-over": str(made.pk)})
    return made


@transaction.atomic
def withdraw(found: HandOver, *, acting: Acting) -> None:
    """The link works no longer."""
    application = _locked(found.application, acting)
    current = HandOver.objects.select_for_update().filter(pk=found.pk, application=application).first()
    if current is None:
        raise HandOverCannotMove
    moves.withdraw(current)
    facts = {"hand-over": str(current.pk)}
    trail.record("hand-over-withdrawn", subject=application.pk, acting=acting, facts=facts)


def last(application: Application) -> Last | None:
    found = HandOver.objects.filter(application=application).order_by("-pk").first()
    if found is None:
        return None
    found.application = application
    return Last(found=found, email=contents.email_of(found))


def _insert(made: HandOver) -> None:
    """What only the clock has not ended yet is ended here."""
    for older in HandOver.objects.open().select_for_update().filter(application=made.application):
        if links.is_good(older):
            raise HandOverIsOpen
        moves.expire(older)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise HandOverIsOpen from None


def _locked(application: Application, acting: Acting) -> Application:
    application = lifecycle.lock(application)
    acting.require(Power.HAND_OVER, principal=application.principal_id)
    return application
