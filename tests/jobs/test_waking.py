"""The clock wakes what is due, once, in its lane; a task left RUNNING by a killed worker does not keep it asleep."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from applications.exchange.portal.models import Nonce
from jobs import rooms, waking
from jobs.models import Attempt
from jobs.queues import WHOLE, Queue

pytestmark = pytest.mark.django_db
CANARY = "kadır@example.test"


def raise_canary(*_: Any) -> Any:
    raise ValueError(CANARY)


@pytest.fixture(autouse=True)
def two_rooms(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    fields: dict[str, Any] = {"do": Nonce.delete, "since": "used_at", "due": Nonce.objects.order_by("value").all}
    busy = (
        Queue(**{**fields, "name": "busy.unasked", "due": raise_canary}),
        Queue(**fields, name="busy.rows", lane="slow", ready=raise_canary),
        Queue(**{**fields, "name": "busy.poison", "do": raise_canary}),
    )
    idle = (Queue(**{**fields, "name": "idle.rows", "due": Nonce.objects.none}),)
    modules = {"busy.jobs": SimpleNamespace(QUEUES=busy), "idle.jobs": SimpleNamespace(QUEUES=idle)}
    monkeypatch.setattr(rooms, "import_module", modules.__getitem__)
    settings.JOBS = list(modules)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": settings.LANES}}
    Nonce.objects.create(value="a", used_at=timezone.now())


def test_what_is_due_is_woken_once_in_its_lane() -> None:
    assert waking.wake_what_is_due() == ["busy.rows", "busy.poison"]
    assert waking.wake_what_is_due() == []
    woken = [(result.args_kwargs["args"], result.queue_name) for result in DBTaskResult.objects.order_by("enqueued_at")]
    assert woken == [(["busy.rows"], "slow"), (["busy.poison"], "default")]


def test_a_killed_worker_does_not_keep_a_room_asleep() -> None:
    waking.wake_what_is_due()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert waking.wake_what_is_due() == ["busy.rows", "busy.poison"]


def test_guards_are_asked_by_the_worker_of_their_lane() -> None:
    assert waking.ask_guards() == ["busy.rows"]
    assert waking.ask_guards() == []
    assert [(result.task_path, result.queue_name) for result in DBTaskResult.objects.all()] == [
        (waking.ask.module_path, "slow")
    ]
    waking.ask.call("busy.rows")
    [whole] = Attempt.objects.all()
    assert (whole.queue, whole.row, whole.reason.split(",")[0]) == ("busy.rows", WHOLE, "ValueError in raise_canary")


@pytest.mark.parametrize("name", ["busy.poison", "busy.unasked", "of another release"])
def test_nothing_escapes_into_a_task_s_result(name: str, caplog: pytest.LogCaptureFixture) -> None:
    waking.wake.call(name)
    assert CANARY not in caplog.text
    assert CANARY not in "".join(Attempt.objects.values_list("reason", flat=True))


def test_a_wake_up_does_the_work() -> None:
    waking.wake.call("busy.poison")
    assert Attempt.objects.get().row == "a"
