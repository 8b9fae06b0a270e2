"""Destroys the keys of cases that ended a while ago."""

from django.db.models import QuerySet
from django.utils import timezone

from applications.cases.models import Case
from applications.retention import erasing
from audit import trail
from jobs import loop
from jobs.queues import Queue
from sealing import keys


def _due() -> QuerySet[Case]:
    ended = Case.objects.filter(forget_at__lte=timezone.now())
    return ended.select_related("application__case_key").order_by("forget_at")


def _forget(case: Case) -> None:
    """What happened and when stays; what was said can't be read again."""
    erasing.finish(case.application)
    keys.destroy(case.application.case_key)
    case.forget_at = None
    case.save(update_fields=["forget_at"])
    trail.record("case-key-destroyed", subject=case.pk)


QUEUES = (Queue(name="cases.forget", due=_due, do=_forget, since="forget_at"),)
due, run = loop.of(QUEUES)
