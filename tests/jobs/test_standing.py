"""What stands is told: to whoever asks whether we are ready, to the officers, to the metrics."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from applications.exchange.portal.models import Nonce
from jobs import loop, metrics, rooms, standing
from jobs.attempts import stop
from jobs.models import Attempt
from jobs.queues import Patience, Queue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uncached() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def queue(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Queue:
    """The only one of the house."""

    def do(nonce: Nonce) -> None:
        raise LookupError("Olena")

    queue = Queue(
        name="test.rows",
        due=lambda: Nonce.objects.order_by("value"),
        do=do,
        since="used_at",
        patience=Patience(tries=1),
    )
    monkeypatch.setattr(rooms, "import_module", lambda name: SimpleNamespace(QUEUES=(queue,)))
    settings.JOBS = ["test.jobs"]
    return queue


def plant_nonces(*ages: int) -> None:
    now = timezone.now()
    Nonce.objects.bulk_create([Nonce(value=str(age), used_at=now - timedelta(seconds=age)) for age in ages])


def ready() -> Any:
    response = Client().get("/readyz")
    assert response.status_code == 200
    return response.json()


def test_what_goes_on_is_not_told(queue: Queue) -> None:
    plant_nonces(0, 200)
    assert ready() == {"ready": True, "database": "ok", "queues": {}}


def test_what_waits_too_long_is_told_and_takes_no_host_out_of_service(queue: Queue) -> None:
    plant_nonces(10, 400)
    found = ready()["queues"]["test.rows"]
    assert 400 <= found.pop("oldest_seconds") < 410
    assert found == {"waiting": 2, "failing": 0, "set_aside": 0, "away": ""}


def test_what_was_set_aside_is_told_and_no_longer_counts_as_waiting(queue: Queue) -> None:
    plant_nonces(400)
    loop.run(queue)
    assert ready()["queues"] == {
        "test.rows": {"waiting": 0, "oldest_seconds": 0, "failing": 0, "set_aside": 1, "away": ""}
    }


def test_a_service_that_is_away_is_told_by_the_class_of_its_error(queue: Queue) -> None:
    stop(queue, "ScannerDown in ask, line 7")
    assert ready()["queues"]["test.rows"]["away"] == "ScannerDown"


def test_whoever_asks_however_often_the_queues_are_counted_once(queue: Queue) -> None:
    plant_nonces(400)
    first = ready()
    with CaptureQueriesContext(connection) as queries:
        assert ready() == first
    own = ("migrations", "pg_class", '"cache"')
    assert [query["sql"] for query in queries if not any(name in query["sql"] for name in own)] == []


NEVER_SEARCHED = 1  # the language that Wagtail's own migrations make


def test_every_real_queue_can_be_counted() -> None:
    figures = standing.now()
    assert [(each.queue, each.waiting, each.stands) for each in figures] == [
        (queue.name, NEVER_SEARCHED if queue.name == "search.language" else 0, False) for queue in rooms.queues()
    ]


def test_the_metrics_say_the_same(queue: Queue) -> None:
    plant_nonces(400)
    loop.run(queue)
    plant_nonces(100)
    Attempt.objects.create(queue="test.rows", row="100", first_at=timezone.now(), due_at=timezone.now(), reason="x")
    [figures] = standing.now()
    lines = metrics.text([figures]).splitlines()
    assert [line for line in lines if not line.startswith(("#", "mos_queue_oldest"))] == [
        'mos_queue_waiting{queue="test.rows"} 1',
        'mos_queue_failing{queue="test.rows"} 1',
        'mos_queue_set_aside{queue="test.rows"} 1',
        'mos_queue_away{queue="test.rows"} 0',
    ]
    assert lines[0:2] == [
        "# HELP mos_queue_waiting Rows that are due and not set aside.",
        "# TYPE mos_queue_waiting gauge",
    ]


@pytest.mark.parametrize(
    ("urls", "token", "given", "status"),
    [
        ("config.urls_officers", "secret", "Bearer secret", 200),
        ("config.urls_officers", "secret", "Bearer sécret", 404),
        ("config.urls_officers", "secret", "", 404),
        ("config.urls_officers", "", "Bearer ", 404),
        ("config.urls", "secret", "Bearer secret", 302),  # a page of some language, which is not there
    ],
)
def test_the_metrics_are_for_who_has_the_token_on_the_officers_host(
    urls: str, token: str, given: str, status: int, settings: Settings
) -> None:
    settings.ROOT_URLCONF, settings.METRICS_TOKEN = urls, token
    response = Client().get("/metrics", headers={"Authorization": given})
    assert response.status_code == status
    assert (response.headers["Content-Type"] == metrics.CONTENT_TYPE) is (status == 200)
