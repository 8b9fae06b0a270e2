"""The only writer of saved deadlines: saved by who wants to be reminded, reminded of by the clock, taken away again."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from content.deadlines.models import SavedDeadline
from notices import mail
from procedures.deadlines.counting import WARSAW
from procedures.deadlines.engine import Deadline

REMINDED_DAYS = (60, 30, 7)
HOUR = time(8)  # in Warsaw
MOST_SAVED = 50


class TooManySaved(Exception):
    """Somebody saves days as a list of something else."""


@transaction.atomic
def save(person: User, deadline: Deadline, *, language: str) -> SavedDeadline:
    """Once, however often it is pressed; of the day on which nobody can call it late."""
    User.objects.select_for_update().get(pk=person.pk)
    day = deadline.counted.careful or deadline.day
    known = of(person).filter(rule=deadline.rule.key, day=day).first()
    if known:
        return known
    if of(person).count() >= MOST_SAVED:
        raise TooManySaved
    remind_at = next_reminder(day, after=timezone.now())
    return SavedDeadline.objects.create(
        person=person, rule=deadline.rule.key, day=day, language=language, remind_at=remind_at
    )


def of(person: User) -> QuerySet[SavedDeadline]:
    """Theirs and nobody else's, the nearest first."""
    return SavedDeadline.objects.filter(person=person).order_by("day", "pk")


def remove(person: User, saved: UUID) -> None:
    """For who did not save it, it does not exist. No mail goes out after it."""
    deleted, _models = of(person).filter(pk=saved).delete()
    if not deleted:
        raise Http404


def to_remind() -> QuerySet[SavedDeadline]:
    return SavedDeadline.objects.filter(remind_at__lte=timezone.now()).select_related("person").order_by("remind_at")


def remind(saved: SavedDeadline) -> None:
    """After a standstill nobody gets three mails at once, and nobody a mail of a day that has passed.

    The mail says in how many days, which is no personal data; of what, the page says after signing in.
    """
    now = timezone.now()
    left = (saved.day - timezone.localdate(now)).days
    saved.remind_at = next_reminder(saved.day, after=now)
    saved.save(update_fields=["remind_at"])
    if left < 0 or not saved.person.is_active:
        return
    language = saved.person.language or saved.language
    with translation.override(language):
        link = reverse("content:saved-deadlines")
    context = {"link": link, "days": str(left)}
    mail.queue(saved.person.email, "deadline-reminder", language=language, context=context)


def next_reminder(day: date, *, after: datetime) -> datetime | None:
    """In the morning of a day that is still to come, whatever the clocks do that night."""
    mornings = (datetime.combine(day - timedelta(days=before), HOUR, WARSAW) for before in REMINDED_DAYS)
    return next((morning for morning in mornings if morning > after), None)
