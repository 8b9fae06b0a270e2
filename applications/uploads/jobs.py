"""Durable work: checks files still received, deletes bytes nothing refers to."""

from contextlib import suppress

from django.db.models import QuerySet
from django.utils import timezone

from applications.uploads import intake
from applications.uploads.models import Leftover, State, Upload


def due() -> bool:
    return _waiting().exists() or Leftover.objects.exists()


def run() -> None:
    """Each file in a transaction of its own; the one that a request is checking right now is waited for."""
    for upload in _waiting():
        with suppress(Upload.DoesNotExist):  # taken back by the person meanwhile
            intake.check(upload)
    intake.clear(*Leftover.objects.values_list("name", flat=True))


def _waiting() -> QuerySet[Upload]:
    return Upload.objects.filter(state=State.RECEIVED, due_at__lte=timezone.now())
