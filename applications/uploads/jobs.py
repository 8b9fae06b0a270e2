"""Durable work: checks files still received, deletes bytes nothing refers to."""

from datetime import timedelta

from django.db.models import QuerySet

from applications.uploads import intake, scanner
from applications.uploads.models import Leftover, Upload
from applications.uploads.states import UploadState
from jobs import loop
from jobs.queues import Patience, Queue


def _received() -> QuerySet[Upload]:
    return Upload.objects.filter(state=UploadState.RECEIVED).select_related("key").order_by("received_at")


def _leftovers() -> QuerySet[Leftover]:
    return Leftover.objects.order_by("pk")


QUEUES = (
    Queue(
        name="uploads.check",
        due=_received,
        do=intake.check,
        since="received_at",
        lane="slow",
        patience=Patience(first=timedelta(seconds=20), tries=3),
        ready=scanner.require,
        give_up=intake.give_up,
    ),
    Queue(name="uploads.leftovers", due=_leftovers, do=lambda leftover: intake.clear(leftover.name)),
)
due, run = loop.of(QUEUES)
