"""The loop: each row once a run, attempts counted before they are made, nothing a row does stops the next."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from applications.exchange.portal.models import Nonce
from jobs import attempts, loop
from jobs.errors import Later, Unavailable
from jobs.models import Attempt
from jobs.queues import LONGEST, LONGEST_AWAY, WHOLE, Patience, Queue

CANARY = "Olena Testowa"
NAME = "test.rows"


def nonces() -> Any:
    return Nonce.objects.order_by("value")


def plant_nonces(*names: str) -> None:
    Nonce.objects.bulk_create([Nonce(value=name, used_at=timezone.now()) for name in names])


def nonces_left() -> list[str]:
    return list(nonces().values_list("value", flat=True))


def queue(do: Callable[[Nonce], object] = Nonce.delete, **fields: Any) -> Queue:
    return Queue(**{"name": NAME, "due": nonces, "do": do, "since": "used_at", **fields})


def poisoned(error: BaseException) -> Callable[[Nonce], None]:
    """Takes every row away, and fails at those that are called poison."""

    def do(nonce: Nonce) -> None:
        name = nonce.value
        nonce.delete()
        if name.startswith("poison"):
            raise error

    return do


def runs(queue: Queue, times: int) -> Attempt | None:
    """As often as it is due, each time when it is; what is left of the attempts at the poison."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(times):
            loop.run(queue)
            attempt = Attempt.objects.filter(row="poison").first()
            if attempt is None:
                return None
            clock.move_to(attempt.due_at)
    return attempt


@pytest.mark.django_db
def test_every_row_is_done_and_nothing_is_left_of_its_attempt() -> None:
    plant_nonces("a", "b", "c")
    loop.run(queue())
    assert (nonces_left(), Attempt.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_more_than_a_batch() -> None:
    plant_nonces(*(f"{number:04}" for number in range(2 * loop.BATCH + 1)))
    loop.run(queue())
    assert nonces_left() == []


@pytest.mark.django_db
def test_a_row_that_its_work_leaves_due_is_done_once_a_run() -> None:
    plant_nonces("a", "b")
    seen: list[str] = []
    loop.run(queue(lambda nonce: seen.append(nonce.value)))
    assert seen == ["a", "b"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error", [ValueError(CANARY), OperationalError(CANARY), Unavailable(CANARY), Later(CANARY), OSError(28, CANARY)]
)
def test_the_next_row_is_done_in_the_same_run(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    plant_nonces("a", "poison", "z")
    loop.run(queue(poisoned(error)))
    assert nonces_left() == ["poison"]  # and what the failed work did is undone
    [attempt] = Attempt.objects.all()
    assert attempt.reason.startswith(f"{type(error).__name__} in do, line ")
    assert (attempt.queue, attempt.row, attempt.tries, attempt.due_at > timezone.now()) == (NAME, "poison", 1, True)
    assert "test.rows poison failed at try 1" in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.django_db
def test_a_fault_of_its_own_is_set_aside_with_its_reason() -> None:
    plant_nonces("poison")
    poison = queue(poisoned(LookupError(CANARY)), patience=Patience(tries=4))
    attempt = runs(poison, 4)
    assert attempt is not None
    assert (attempt.attempts, attempt.set_aside_at is not None) == (4, True)
    assert attempt.reason.startswith("LookupError in do, line ")
    assert poison.waiting(1) == []
    attempts.again(attempt.pk)
    assert poison.waiting(1) == ["poison"]
    loop.run(queue(patience=Patience(tries=4)))
    assert (nonces_left(), Attempt.objects.count()) == ([], 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error", [Unavailable(), Later(), ConnectionRefusedError(), TimeoutError(), OperationalError()]
)
def test_what_others_are_to_blame_for_is_never_set_aside(error: Exception) -> None:
    plant_nonces("poison")
    attempt = runs(queue(poisoned(error), patience=Patience(tries=2)), 40)
    assert attempt is not None
    assert (attempt.attempts, attempt.waits, attempt.set_aside_at) == (0, 40, None)
    assert attempt.due_at - attempt.first_at <= 40 * LONGEST_AWAY


@pytest.mark.django_db
def test_a_missing_file_is_no_outage() -> None:
    plant_nonces("poison")
    attempt = runs(queue(poisoned(FileNotFoundError()), patience=Patience(tries=2)), 2)
    assert attempt is not None
    assert attempt.set_aside_at is not None


@given(st.integers(min_value=-1, max_value=10_000), st.integers(min_value=1, max_value=86_400))
def test_a_pause_is_bounded_whatever_was_counted(failures: int, first: int) -> None:
    pause = Patience(first=timedelta(seconds=first)).pause(failures)
    assert min(timedelta(seconds=first), LONGEST) <= pause <= LONGEST


def test_pauses_double() -> None:
    pauses = [Patience(first=timedelta(seconds=2)).pause(failures).total_seconds() for failures in range(1, 14)]
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]


@pytest.mark.django_db
def test_an_attempt_that_kills_the_worker_counts_and_ends_too(caplog: pytest.LogCaptureFixture) -> None:
    plant_nonces("poison", "z")
    killing = queue(poisoned(SystemExit()), patience=Patience(tries=3))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(1, 4):
            with pytest.raises(SystemExit):
                loop.run(killing)
            attempt = Attempt.objects.get()
            assert attempt.attempts == number
            clock.move_to(attempt.due_at)
        loop.run(killing)
    attempt.refresh_from_db()
    assert (nonces_left(), attempt.reason) == (["poison"], attempts.KILLED)
    assert attempt.set_aside_at is not None
    assert "test.rows poison is set aside after 3 tries" in caplog.text


@pytest.mark.django_db
def test_a_room_may_end_itself_what_failed_too_often() -> None:
    plant_nonces("poison", "z")

    def give_up(nonce: Nonce, last: Exception | None) -> bool:
        assert isinstance(last, ValueError)
        return bool(nonce.delete())

    runs(queue(poisoned(ValueError()), give_up=give_up, patience=Patience(tries=3)), 3)
    assert (nonces_left(), Attempt.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_what_cannot_be_given_up_is_set_aside() -> None:
    plant_nonces("poison")

    def give_up(nonce: Nonce, last: Exception | None) -> bool:
        nonce.delete()
        raise KeyError

    attempt = runs(queue(poisoned(ValueError()), give_up=give_up, patience=Patience(tries=3)), 3)
    assert attempt is not None
    assert attempt.set_aside_at is not None
    assert nonces_left() == ["poison"]


@pytest.mark.django_db
def test_the_queue_waits_when_row_after_row_finds_a_service_away() -> None:
    plant_nonces(*(f"poison-{number}" for number in range(5)), "z")
    away = queue(poisoned(Unavailable()))
    with time_machine.travel(timezone.now(), tick=False) as clock:
        loop.run(away)
        tried = set(Attempt.objects.values_list("row", flat=True))
        assert tried == {"poison-0", "poison-1", "poison-2", WHOLE}
        assert (away.waiting(1), len(nonces_left())) == ([], 6)
        clock.shift(3)
        loop.run(queue())  # the service is there again
        assert (nonces_left(), Attempt.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_rows_that_wait_for_their_own_sake_do_not_stop_the_queue() -> None:
    plant_nonces(*(f"poison-{number}" for number in range(9)), "z")
    loop.run(queue(poisoned(Later())))
    assert "z" not in nonces_left()
    assert not Attempt.objects.filter(row=WHOLE).exists()


@pytest.mark.django_db
def test_a_service_that_is_asked_first_costs_its_limit_once() -> None:
    plant_nonces("a", "b", "c")
    asked: list[str] = []

    def ready() -> None:
        asked.append("?")
        raise TimeoutError(CANARY)

    guarded = queue(ready=ready)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            loop.run(guarded)
        assert (asked, nonces_left()) == (["?"], ["a", "b", "c"])
        [whole] = Attempt.objects.all()
        assert (whole.row, whole.waits, whole.set_aside_at) == (WHOLE, 1, None)
        assert whole.reason.startswith("TimeoutError in ready, line ")
        clock.move_to(whole.due_at)
        loop.run(guarded)
        assert asked == ["?", "?"]
        clock.shift(LONGEST_AWAY)
        loop.run(queue(ready=lambda: None))
    assert (nonces_left(), Attempt.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_a_row_that_only_one_service_call_fails_for_does_not_stop_a_queue_that_can_ask() -> None:
    plant_nonces(*(f"poison-{number}" for number in range(5)), "z")
    loop.run(queue(poisoned(Unavailable()), ready=lambda: None))
    assert nonces_left() == [f"poison-{number}" for number in range(5)]


@pytest.mark.django_db
def test_a_run_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    plant_nonces("a", "b")
    monkeypatch.setattr(loop, "LONGEST_RUN_SECONDS", -1.0)
    loop.run(queue())
    assert nonces_left() == ["b"]


@pytest.mark.django_db
def test_work_that_keeps_something_first_makes_its_own_transactions() -> None:
    plant_nonces("poison", "z")
    loop.run(queue(poisoned(ValueError()), atomic=False))
    assert nonces_left() == []  # what it did before it failed stays
    assert Attempt.objects.get().row == "poison"
    loop.run(queue())
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        attempts.tidy(queue())
    assert Attempt.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_holds_is_passed_over_and_not_counted() -> None:
    plant_nonces("a", "b")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT value FROM exchange_nonce WHERE value = 'a' FOR UPDATE")
            loop.run(queue())
            assert (nonces_left(), Attempt.objects.count()) == (["a"], 0)
            cursor.execute("ROLLBACK")
        loop.run(queue())
        assert nonces_left() == []
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_do_the_same_row() -> None:
    """While one holds the attempt, however long its work takes, the other passes over the row."""
    plant_nonces("a")
    held = queue(locks=False)
    assert attempts.claim(held, "a") is not None
    other = connection.copy()
    try:
        with other.cursor() as cursor, time_machine.travel(timezone.now() + timedelta(hours=2)):
            cursor.execute("BEGIN")
            cursor.execute("SELECT id FROM jobs_attempt FOR UPDATE")
            loop.run(held)
            assert nonces_left() == ["a"]
            cursor.execute("ROLLBACK")
            loop.run(held)
            assert nonces_left() == []
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_a_row_that_a_request_holds_for_long_waits_without_holding_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the room takes the lock itself."""
    plant_nonces("a", "b")
    monkeypatch.setattr(loop, "LOCK_TIMEOUT", "50ms")

    def do(nonce: Nonce) -> None:
        with transaction.atomic():
            Nonce.objects.select_for_update().get(pk=nonce.pk).delete()

    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT value FROM exchange_nonce WHERE value = 'a' FOR UPDATE")
            loop.run(queue(do, locks=False))
            assert nonces_left() == ["a"]
            assert Attempt.objects.get().reason.startswith("OperationalError in ")
            cursor.execute("ROLLBACK")
    finally:
        other.close()
