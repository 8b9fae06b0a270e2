"""The wake-up of a queue: the rows are the work, a task only says «look now» to the worker of its lane."""

import logging

from django.db import DatabaseError, InterfaceError
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from jobs import attempts, loop, rooms
from jobs.queues import Queue

log = logging.getLogger(__name__)


@task()
def wake(name: str) -> None:
    """Nothing escapes: what did would be kept in the task's result with its text, which may hold personal data."""
    queue = rooms.queue(name)
    if queue is None:  # woken by another release
        return
    try:
        loop.run(queue)
    except Exception as error:  # only the class: see above
        log.error("%s stopped: %s", name, attempts.place(error))  # noqa: TRY400  # a traceback would show the text


def wake_what_is_due() -> list[str]:
    """Enqueue one wake-up for each queue that has work and none waiting; returns their names."""
    asleep = _asleep()
    for name, lane in asleep.items():
        wake.using(queue_name=lane).enqueue(name)
    return list(asleep)


def tidy() -> None:
    """Forget attempts of rows that ended elsewhere, in queues that have no other work."""
    for queue in rooms.queues():
        attempts.tidy(queue)


def _asleep() -> dict[str, str]:
    woken = _woken()
    return {queue.name: queue.lane for queue in rooms.queues() if queue.name not in woken and _has_work(queue)}


def _has_work(queue: Queue) -> bool:
    """One queue that cannot be asked does not keep the others asleep; a database that is away keeps all."""
    try:
        return bool(queue.waiting(1))
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        log.error("%s cannot be asked: %s", queue.name, attempts.place(error))  # noqa: TRY400  # its text stays here
        return False


def _woken() -> set[str]:
    """Queues whose wake-up waits. One left RUNNING by a killed worker doesn't count: it will never end."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=wake.module_path)
    return {result["args"][0] for result in waiting.values_list("args_kwargs", flat=True)}
