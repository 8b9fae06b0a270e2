"""The clock's work of this room: drafts nobody changes are warned of and expire, kept posts and answers go."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from applications.drafting import idempotency, kept, lifecycle
from applications.drafting.models import Application, ApplicationQuerySet
from applications.drafting.states import KEPT_DAYS, WARNED_AT_DAYS
from notices import mail


def due() -> bool:
    now = timezone.now()
    return _expired(now).exists() or any(_to_warn(days, now).exists() for days in WARNED_AT_DAYS) or kept.due()


def run() -> None:
    now = timezone.now()
    while _expire_next(now):
        pass
    for days in reversed(WARNED_AT_DAYS):
        while _warn_next(days, now):
            pass
    kept.sweep()
    idempotency.sweep()


def _expired(now: datetime) -> ApplicationQuerySet:
    return Application.objects.unchanged_for(KEPT_DAYS, at=now)


def _to_warn(days: int, now: datetime) -> ApplicationQuerySet:
    still_kept = now - timedelta(days=KEPT_DAYS)
    return Application.objects.unchanged_for(days, at=now).filter(warned_days__lt=days, changed_at__gt=still_kept)


@transaction.atomic
def _expire_next(now: datetime) -> bool:
    application = _expired(now).select_for_update(skip_locked=True).first()
    if application is None:
        return False
    lifecycle.expire(application)
    return True


@transaction.atomic
def _warn_next(days: int, now: datetime) -> bool:
    rows = _to_warn(days, now).select_related("owner")
    application = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if application is None:
        return False
    with translation.override(application.language):
        link = reverse("applications:overview", args=[application.pk])
    mail.queue(application.owner.email, "draft-expires", language=application.language, context={"link": link})
    application.warned_days = days
    application.save(update_fields=["warned_days"])
    return True
