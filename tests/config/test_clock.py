"""The clock wakes what is due, once, and a task left RUNNING by a killed worker does not keep it asleep."""

from types import SimpleNamespace

import pytest
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from config import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def two_rooms(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = {"busy.jobs": SimpleNamespace(due=lambda: True), "idle.jobs": SimpleNamespace(due=lambda: False)}
    monkeypatch.setattr(jobs, "import_module", rooms.__getitem__)
    settings.JOBS = list(rooms)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_what_is_due_is_woken_once() -> None:
    assert jobs.wake_what_is_due() == ["busy.jobs"]
    assert jobs.wake_what_is_due() == []
    assert [result.args_kwargs["args"] for result in DBTaskResult.objects.all()] == [["busy.jobs"]]


def test_a_killed_worker_does_not_keep_a_room_asleep() -> None:
    jobs.wake_what_is_due()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert jobs.wake_what_is_due() == ["busy.jobs"]
