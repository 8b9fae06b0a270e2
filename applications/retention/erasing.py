"""Erases the own copy once the data entered the register (art. 225g(2)): after a warning, unless the person agreed.

Everything here locks the application first, except the clock's own work, which holds the erasure's row alone.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format

from applications.drafting import lifecycle, news
from applications.drafting.models import Application
from applications.drafting.news import News
from applications.filing.states import FollowingState
from applications.receipts.models import Document
from applications.retention import summary
from applications.retention.models import Consent, Erasure
from applications.uploads import intake
from audit import trail
from procedures.tables import statuses


@transaction.atomic
def plan(application: Application, *, cause: str) -> None:
    """The data entered the register: warn and set the day. The first cause counts."""
    application = lifecycle.lock(application)
    now = timezone.now()
    defaults = {"cause": cause, "planned_at": now}
    row, is_new = Erasure.objects.get_or_create(application=application, defaults=defaults)
    if not is_new:
        return
    trail.record("copy-erasure-planned", subject=application.pk, facts={"cause": cause})
    if Consent.objects.filter(application=application, withdrawn_at__isnull=True).exists():
        return
    _schedule(row, _end_of(now + _warned()))
    _tell(row, "copy-warning")


def suspend(application: Application) -> None:
    """The person agreed to keep the copy."""
    for row in _open(application):
        _schedule(row, None)


def resume(application: Application) -> None:
    """The consent is withdrawn: the day of before, or the few days of the reminder, so that a slip can be put right."""
    for row in _open(application):
        _schedule(row, _end_of(max(row.planned_at + _warned(), timezone.now() + _reminded())))


@transaction.atomic
def finish(application: Application) -> None:
    """The end of the case, before its key is destroyed: no consent reaches further than that."""
    defaults = {"cause": statuses.ENDED, "planned_at": timezone.now()}
    Erasure.objects.get_or_create(application=application, defaults=defaults)
    for row in _open(application):
        erase(row)
    intake.erase(application.pk)


def is_done(application: Application) -> bool:
    return Erasure.objects.filter(application=application, erased_at__isnull=False).exists()


def to_erase() -> QuerySet[Erasure]:
    return _with_keys(Erasure.objects.filter(due_at__lte=timezone.now()).order_by("due_at"))


def to_remind() -> QuerySet[Erasure]:
    """Nobody is reminded of what is gone by now: after a long standstill the erasure comes first."""
    now = timezone.now()
    return _with_keys(Erasure.objects.filter(remind_at__lte=now, due_at__gt=now).order_by("remind_at"))


def remind(row: Erasure) -> None:
    row.remind_at = None
    row.save(update_fields=["remind_at"])
    _tell(row, "copy-reminder")


def erase(row: Erasure) -> None:
    """Rows and bytes, and the summary in their place. Needs the row locked; nothing unreadable may hinder it."""
    application = row.application
    row.summary = summary.of(application)
    erased, _models = Document.objects.filter(message_id__in=application.submissions.values("pk")).delete()
    _remove_files(application)
    row.erased_at, row.due_at, row.remind_at = timezone.now(), None, None
    row.save(update_fields=["summary", "erased_at", "due_at", "remind_at"])
    facts = {"cause": row.cause, "documents": str(erased)}
    trail.record("own-copy-erased", subject=application.pk, facts=facts)


def _with_keys(rows: QuerySet[Erasure]) -> QuerySet[Erasure]:
    return rows.select_related("application__case_key", "application__principal")


def _open(application: Application) -> QuerySet[Erasure]:
    rows = Erasure.objects.filter(application=application, erased_at__isnull=True)
    return _with_keys(rows.select_for_update(of=("self",)))


def _remove_files(application: Application) -> None:
    """What was handed in after the filing and is with the office by now; what still waits here is sent first."""
    waiting = set(application.following.filter(state=FollowingState.CHECKED).values_list("upload", flat=True))
    for upload in intake.of(application.pk):
        if upload.pk not in waiting:
            intake.remove(upload)


def _schedule(row: Erasure, due_at: datetime | None) -> None:
    row.due_at, row.remind_at = due_at, due_at - _reminded() if due_at else None
    row.save(update_fields=["due_at", "remind_at"])


def _tell(row: Erasure, template: str) -> None:
    """The day is no personal data; what is erased, and of which case, the page says after signing in."""
    application = row.application
    if row.last_day is None:
        raise ValueError("there is nothing to warn of")
    language = news.language_of(application)
    with translation.override(language):
        context = {"day": date_format(row.last_day, "j E Y")}
    warning = News(template, "retention:receipt", "#copy", context=context)
    news.tell(application, warning, language=language, person=None)


def _end_of(moment: datetime) -> datetime:
    """Of the day in Warsaw: the day that is named is still a whole one."""
    return timezone.make_aware(datetime.combine(timezone.localdate(moment) + timedelta(days=1), time.min))


def _warned() -> timedelta:
    return timedelta(days=settings.OWN_COPY_WARNED_DAYS)


def _reminded() -> timedelta:
    return timedelta(days=settings.OWN_COPY_REMINDED_DAYS)
