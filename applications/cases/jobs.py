"""Destroys the keys of cases that ended a while ago."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applications.cases.models import Case
from applications.filing import erasing
from audit import trail
from sealing import keys


def due() -> bool:
    return _due().exists()


def run() -> None:
    while _forget_next():
        pass


def _due() -> QuerySet[Case]:
    return Case.objects.filter(forget_at__lte=timezone.now())


@transaction.atomic
def _forget_next() -> bool:
    """What happened and when stays; what was said can't be read again."""
    case = _due().select_for_update(skip_locked=True, of=("self",)).select_related("application__case_key").first()
    if case is None:
        return False
    erasing.finish(case.application)
    keys.destroy(case.application.case_key)
    case.forget_at = None
    case.save(update_fields=["forget_at"])
    trail.record("case-key-destroyed", subject=case.pk)
    return True
