"""The clock's work of this room: drafts nobody changes are warned of and expire, kept posts and answers go."""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format

from applications.drafting import idempotency, kept, lifecycle, news
from applications.drafting.models import Application, ApplicationQuerySet, IdempotentAnswer, KeptPost
from applications.drafting.news import News
from applications.drafting.states import KEPT_DAYS, WARNED_AT_DAYS
from jobs import loop
from jobs.queues import Queue


def _to_expire() -> ApplicationQuerySet:
    return Application.objects.unchanged_for(KEPT_DAYS, at=timezone.now()).order_by("changed_at")


def _to_warn() -> QuerySet[Application]:
    now = timezone.now()
    unwarned = Q()
    for days in WARNED_AT_DAYS:
        unwarned |= Q(changed_at__lte=now - timedelta(days=days), warned_days__lt=days)
    still_kept = Q(changed_at__gt=now - timedelta(days=KEPT_DAYS))
    return Application.objects.open().filter(unwarned, still_kept).select_related("principal").order_by("changed_at")


def _warn(application: Application) -> None:
    """Of the last step that was reached: after a standstill nobody gets three mails at once.

    The day is no personal data; which application it is, the page says after signing in.
    """
    unchanged = timezone.now() - application.changed_at
    application.warned_days = max(days for days in WARNED_AT_DAYS if unchanged >= timedelta(days=days))
    application.save(update_fields=["warned_days"])
    language = application.language
    with translation.override(language):
        context = {"day": date_format(application.kept_until, "j E Y")}
    expires = News("draft-expires", "applications:overview", context=context)
    news.tell(application, expires, language=language, person=None)


def _kept() -> QuerySet[KeptPost]:
    return KeptPost.objects.filter(expires_at__lte=timezone.now()).select_related("key").order_by("expires_at")


def _answered() -> QuerySet[IdempotentAnswer]:
    return idempotency.forgotten().order_by("created_at")


QUEUES = (
    Queue(
        name="drafting.expire", due=_to_expire, do=lifecycle.expire, since=F("changed_at") + timedelta(days=KEPT_DAYS)
    ),
    Queue(name="drafting.warn", due=_to_warn, do=_warn),
    Queue(name="drafting.kept-posts", due=_kept, do=kept.delete, since="expires_at", key="key_id"),
    Queue(name="drafting.idempotency", due=_answered, do=idempotency.sweep),
)
due, run = loop.of(QUEUES)
