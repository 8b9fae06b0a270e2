"""The wake-up of a room's durable work: the rows are the work, a task only says «look now»."""

from importlib import import_module

from django.conf import settings
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult


@task()
def wake(module: str) -> None:
    import_module(module).run()


def wake_what_is_due() -> list[str]:
    """Enqueue one wake-up for each module of settings.JOBS that has work and none waiting; returns their names."""
    woken = [module for module in settings.JOBS if import_module(module).due() and not _waiting(module)]
    for module in woken:
        wake.enqueue(module)
    return woken


def _waiting(module: str) -> bool:
    """Whether a wake-up waits. One left RUNNING by a killed worker doesn't count: it will never end."""
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=wake.module_path, args_kwargs={"args": [module], "kwargs": {}}
    ).exists()
