"""The wake-up of a queue: the rows are the work, a task only says «look now» to the worker of its lane."""

import logging

from django.db import DatabaseError, InterfaceError
from django.tasks import Task, TaskResultStatus, task
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


@task()
def ask(name: str) -> None:
    """A guard is asked whether it is well though nothing waits for it: who looks at the board sees it before a file."""
    queue = rooms.queue(name)
    if queue is not None:
        loop.is_ready(queue)


def wake_what_is_due() -> list[str]:
    """Enqueue one wake-up for each queue that has work and none waiting; returns their names."""
    woken = _enqueued(wake)
    return _enqueue(wake, [queue for queue in rooms.queues() if queue.name not in woken and _has_work(queue)])


def ask_guards() -> list[str]:
    """Of the services that whole queues need, each by the worker of its lane: one that hangs holds nobody else."""
    asked = _enqueued(ask)
    return _enqueue(ask, [queue for queue in rooms.queues() if queue.name not in asked and queue.ready])


def tidy() -> None:
    """Forget attempts of rows that ended elsewhere, in queues that have no other work."""
    for queue in rooms.queues():
        attempts.tidy(queue)


def _enqueue(what: Task[[str], None], queues: list[Queue]) -> list[str]:
    for queue in queues:
        what.using(queue_name=queue.lane).enqueue(queue.name)
    return [queue.name for queue in queues]


def _has_work(queue: Queue) -> bool:
    """One queue that cannot be asked does not keep the others asleep; a database that is away keeps all."""
    try:
        return bool(queue.waiting(1))
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        log.error("%s cannot be asked: %s", queue.name, attempts.place(error))  # noqa: TRY400  # its text stays here
        return False


def _enqueued(what: Task[[str], None]) -> set[str]:
    """Queues whose task waits. One left RUNNING by a killed worker doesn't count: it will never end."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=what.module_path)
    return {result["args"][0] for result in waiting.values_list("args_kwargs", flat=True)}
