"""The side of whom it was sent to: take the application over into the own account, or refuse it."""

from datetime import date

from django.db import transaction

from accounts.acting import Acting
from applications.drafting import handing, lifecycle, news
from applications.drafting.errors import DraftExists
from applications.drafting.models import Application
from applications.drafting.news import News
from applications.handover import links, moves, ready
from applications.handover.errors import BornDiffers, HandOverEnded, ReceiverHasDraft
from applications.handover.models import HandOver
from applications.wording import asking
from audit import trail
from notices import mail

MOST_MISSES = 5
NEWS = "hand-over-news"


def accept(found: HandOver, *, born: date, acting: Acting) -> Application:
    """The application, in the account of who acts; accepting it again gives the same one.

    Raises HandOverEnded, AnotherAddress, BornDiffers, ReceiverHasDraft, and what hinders it by today's answers.
    """
    taken, left = _accepted(found, born, acting)
    if taken is None:
        raise BornDiffers(left)
    return taken


@transaction.atomic
def refuse(found: HandOver, *, acting: Acting) -> None:
    """It stays where it is, and the owner is told."""
    application, current = _lock(found)
    links.require(current, acting.person)
    moves.refuse(current)
    _record("hand-over-refused", current, acting)
    _tell_the_giver(application)


@transaction.atomic
def _accepted(found: HandOver, born: date, acting: Acting) -> tuple[Application | None, int]:
    """None where the day of birth is wrong: that it was tried stays counted."""
    application, current = _lock(found)
    if current.was_taken_by(acting.person):
        return application, 0
    links.require(current, acting.person)
    if application.principal_id != current.giver_id:
        raise HandOverEnded
    if hindrance := ready.hindrance(application):
        raise hindrance
    if ready.born_on(application) != born:
        return None, _missed(current, acting)
    return _taken_over(application, current, acting), 0


def _taken_over(application: Application, current: HandOver, acting: Acting) -> Application:
    """Owner, trail and both mails in one transaction. Links to write Polish were the giver's choice: they end."""
    giver = application.principal
    asking.finish_all(application, acting=acting)
    try:
        application = handing.give(application, acting=acting)
    except DraftExists as exists:
        raise ReceiverHasDraft from exists
    moves.accept(current, acting.principal)
    facts = {"hand-over": str(current.pk), "from": str(giver.pk), "to": str(acting.principal.pk)}
    trail.record("hand-over-accepted", subject=application.pk, acting=acting, facts=facts)
    news.tell(application, News(NEWS, "applications:overview"), language=news.language_of(application), person=None)
    language = giver.language or application.language
    mail.queue(giver.email, NEWS, language=language, context={"link": news.path("applications:list", language)})
    return application


def _missed(current: HandOver, acting: Acting) -> int:
    """How many tries are left."""
    current.misses += 1
    current.save(update_fields=["misses"])
    _record("hand-over-missed", current, acting)
    if current.misses >= MOST_MISSES:
        moves.stop(current)
        _tell_the_giver(current.application)
    return MOST_MISSES - current.misses


def _tell_the_giver(application: Application) -> None:
    news.tell(application, News(NEWS, "handover:offer"), language=news.language_of(application), person=None)


def _record(event: str, current: HandOver, acting: Acting) -> None:
    """Who was sent the link acts for themselves: the case is not theirs yet."""
    facts = {"hand-over": str(current.pk)}
    trail.record(event, subject=current.application_id, acting=acting, facts=facts)


def _lock(found: HandOver) -> tuple[Application, HandOver]:
    """The application first, so that two transactions never wait for each other."""
    application = lifecycle.lock(found.application)
    current = HandOver.objects.select_for_update(of=("self",)).get(pk=found.pk)
    current.application = application
    return application, current
