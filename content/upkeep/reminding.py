"""Reminds who keeps pages that some have to be read again: one mail for all of them, without their names."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from content import editors
from content.upkeep.models import Upkeep
from notices import mail

AHEAD, AGAIN = timedelta(days=14), timedelta(days=14)
TEXT = "pages-to-read-again"
LIST = "/admin/upkeep/"  # of another host than the one this runs for


def to_remind() -> QuerySet[Upkeep]:
    """Of published pages; who was reminded lately is left in peace."""
    now = timezone.now()
    soon = Upkeep.objects.filter(page__live=True, review_by__lte=timezone.localdate() + AHEAD)
    return soon.filter(Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - AGAIN)).order_by("review_by", "pk")


def remind(due: Upkeep) -> None:
    """Of all pages at once that the same person keeps; of pages that nobody keeps every editor is told."""
    keeper = due.keeper if due.keeper is not None and due.keeper.is_active else None
    if keeper is None:
        of_nobody = Q(keeper__isnull=True) | Q(keeper__is_active=False)
        people = list(User.objects.filter(groups__name=editors.EDITORS, is_active=True))
    else:
        of_nobody, people = Q(keeper=keeper), [keeper]
    reminded = list(to_remind().filter(of_nobody).values_list("pk", flat=True))
    Upkeep.objects.filter(pk__in=reminded).update(reminded_at=timezone.now())
    link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + LIST
    for person in people:
        mail.queue(person.email, TEXT, language=person.language, context={"link": link})
