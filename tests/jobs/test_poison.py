"""In every room: a row that raises, one that cannot be read, one whose service is always away. The next row is done."""

from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from jobs import attempts, loop, rooms
from jobs.errors import Unavailable
from jobs.models import Attempt
from jobs.queues import Queue
from sealing.errors import SealBroken
from tests.demo import demo_procedure
from tests.jobs.planted_rows import ROOMS, Planted

__all__ = ["demo_procedure"]
pytestmark = pytest.mark.django_db
CANARY = "kadır@example.test"
KINDS = ("raises", "cannot be read", "always away")


def test_every_room_has_its_poison() -> None:
    assert list(ROOMS) == settings.JOBS


def poisoned(queue: Queue, planted: Planted, error: Exception) -> Queue:
    """The room's own queue, whose work fails at one row: after it did it, where a transaction takes that back."""

    def do(row: Any) -> None:
        is_poison = row.pk == planted.poison
        if queue.atomic or not is_poison:
            queue.do(row)
        if is_poison:
            raise error

    return replace(queue, do=do)


def spoiled(queue: Queue, planted: Planted, kind: str) -> Queue:
    if kind == "always away":
        return poisoned(queue, planted, Unavailable(CANARY))
    if kind == "raises":
        return poisoned(queue, planted, LookupError(CANARY))
    if planted.spoil is None:  # there is nothing sealed in it: what it would be read from is broken
        return poisoned(queue, planted, SealBroken(CANARY))
    planted.spoil()
    return queue


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("room", ROOMS)
def test_the_next_row_is_done_in_the_same_run(
    room: str, kind: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    planted = ROOMS[room](request)
    declared = rooms.queue(planted.queue)
    assert declared is not None
    queue = spoiled(declared, planted, kind)
    with time_machine.travel(planted.at or timezone.now(), tick=False) as clock:
        assert queue.waiting(2) == [str(planted.poison), str(planted.sound)]
        loop.run(queue)
        assert queue.still_due([str(planted.poison), str(planted.sound)]) == {str(planted.poison)}
        attempt = Attempt.objects.get(queue=queue.name)
        assert (attempt.row, attempt.tries, attempt.set_aside_at) == (str(planted.poison), 1, None)
        for _ in range(queue.patience.tries):
            clock.move_to(attempt.due_at)
            loop.run(queue)
            attempt.refresh_from_db()
        is_set_aside = attempt.set_aside_at is not None
        assert is_set_aside is (kind != "always away")
        loop.run(declared)
    assert CANARY not in caplog.text + attempt.reason


@pytest.mark.parametrize("room", ROOMS)
def test_what_was_set_aside_is_done_when_an_officer_has_it_tried_again(
    room: str, request: pytest.FixtureRequest
) -> None:
    planted = ROOMS[room](request)
    declared = rooms.queue(planted.queue)
    assert declared is not None
    impatient = replace(declared, patience=replace(declared.patience, tries=1))
    with time_machine.travel(planted.at or timezone.now(), tick=False):
        loop.run(poisoned(impatient, planted, LookupError(CANARY)))
        attempt = Attempt.objects.get(queue=declared.name)
        assert attempt.set_aside_at is not None
        loop.run(declared)
        assert declared.still_due([str(planted.poison)]) == {str(planted.poison)}
        attempts.again(attempt.pk)
        loop.run(declared)
        assert declared.still_due([str(planted.poison)]) == set()
        assert not Attempt.objects.filter(queue=declared.name).exists()
