"""Every queue of the house: `settings.JOBS` lists the modules that declare some as `QUEUES`."""

from contextlib import AbstractContextManager
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import import_string

from jobs.queues import Queue


def queues() -> list[Queue]:
    return [queue for module in settings.JOBS for queue in import_module(module).QUEUES]


def queue(name: str) -> Queue | None:
    return next((queue for queue in queues() if queue.name == name), None)


def within() -> AbstractContextManager[None]:
    """What the house wants around the work of one row."""
    found: AbstractContextManager[None] = import_string(settings.JOBS_WITHIN)()
    return found
