"""Outbox and sequencer: idempotent parts, one number per case, no holes; and the textbook cursor that does lose."""

import threading
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from applications.exchange.portal import outbox, sequencer
from applications.exchange.portal.errors import AlreadyQueued, NothingToSend, WouldBeRefused
from applications.exchange.portal.models import OutboxMessage, Part
from applications.exchange.protocol import canonical
from applications.exchange.protocol.envelope import verify_chain
from tests.applications.exchange.both_halves import queue
from tests.applications.exchange.checker import Link, Run, faults


def query(text: str) -> bytes:
    return canonical({"text": text, "asked_at": "2026-11-26T12:00:00Z", "language": "pl"})


QUERY = query("x")
ATTACHED = canonical({"purpose": "photo", "official": "Fotografia", "answers": None})
PARTS = {"query": {"query.json": QUERY}, "attachment": {"photo-1.jpg": b"x", "attachment.json": ATTACHED}}


def store(message_id: UUID, content: bytes = QUERY, *, name: str = "query.json", kind: str = "query") -> None:
    outbox.store_part(message_id, kind=kind, name=name, content=content)


def number_all() -> list[OutboxMessage]:
    sequencer.number()
    return list(OutboxMessage.objects.order_by("stream_seq"))


def test_storing_a_part_again_changes_nothing_and_other_content_replaces_it(db: None, sealed_storage: None) -> None:
    message_id = outbox.reserve()
    store(message_id, query("one"))
    first = Part.objects.get()
    store(message_id, query("one"))
    assert Part.objects.get() == first
    assert Part.objects.get().sha256 == first.sha256
    store(message_id, query("two"))
    assert Part.objects.get().sha256 != first.sha256


def test_a_queued_message_can_t_change_any_more(db: None, sealed_storage: None) -> None:
    message = queue("query", uuid4(), {"query.json": QUERY})
    store(message.id, QUERY)
    for attempt in (
        lambda: store(message.id, query("y")),
        lambda: store(message.id, b"x", name="other.pdf"),
        lambda: outbox.add(message_id=message.id, kind="query", case_id=message.case_id),
        lambda: outbox.discard(message.id),
    ):
        with pytest.raises(AlreadyQueued):
            attempt()


def test_a_message_needs_parts_of_its_own_kind_and_a_transaction(db: None, sealed_storage: None) -> None:
    message_id = outbox.reserve()
    with pytest.raises(NothingToSend):
        outbox.add(message_id=message_id, kind="query", case_id=uuid4())
    store(message_id, kind="query")
    with pytest.raises(NothingToSend):
        outbox.add(message_id=message_id, kind="submission", case_id=uuid4())
    with pytest.raises(ValueError, match="sends no"):
        store(message_id, kind="decision")
    outbox.discard(message_id)
    assert list(Part.objects.all()) == []


def test_a_message_that_would_say_nothing_is_not_queued(db: None, sealed_storage: None) -> None:
    message_id = outbox.reserve()
    store(message_id, b"x", name="photo-1.jpg", kind="attachment")
    with pytest.raises(WouldBeRefused, match="attachment without attachment"):
        outbox.add(message_id=message_id, kind="attachment", case_id=uuid4())
    assert list(OutboxMessage.objects.all()) == []


def test_what_has_no_number_yet_has_no_envelope(db: None, sealed_storage: None) -> None:
    message = queue("query", uuid4(), {"query.json": QUERY})
    with pytest.raises(ValueError, match="without a number"):
        sequencer.envelope(message, Part.objects.all())


def test_a_row_outside_a_transaction_is_refused(committed: None, sealed_storage: None) -> None:
    message_id = outbox.reserve()
    store(message_id)
    with pytest.raises(transaction.TransactionManagementError):
        outbox.add(message_id=message_id, kind="query", case_id=uuid4())


def test_what_is_rolled_back_leaves_no_number_behind(committed: None, sealed_storage: None) -> None:
    case_id = uuid4()
    queue("query", case_id, {"query.json": QUERY})
    lost = outbox.reserve()
    store(lost)
    with transaction.atomic():
        outbox.add(message_id=lost, kind="query", case_id=case_id)
        transaction.set_rollback(True)
    queue("query", case_id, {"query.json": QUERY})
    numbered = number_all()
    assert [(row.case_seq, row.stream_seq) for row in numbered] == [(1, 1), (2, 2)]
    parts = sequencer.parts_of(numbered)
    assert verify_chain(sequencer.envelope(row, parts[row.id]) for row in numbered) == sequencer.head()


def test_the_database_itself_refuses_a_fork_and_half_a_number(db: None, sealed_storage: None) -> None:
    queue("query", uuid4(), {"query.json": QUERY})
    queue("query", uuid4(), {"query.json": QUERY})
    first, second = number_all()
    for fields in ({"prev_hash": first.prev_hash}, {"stream_seq": 1}, {"hash": None}, {"case_seq": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxMessage.objects.filter(pk=second.pk).update(**fields)


def test_a_transaction_that_commits_late_is_missed_by_a_textbook_cursor(committed: None, register_url: str) -> None:
    """Negative control: numbers are given before the commit, so `id > last seen` passes over the slow one."""
    with psycopg.connect(register_url, autocommit=True) as reader, psycopg.connect(register_url) as slow:
        reader.execute("DROP TABLE IF EXISTS textbook; CREATE TABLE textbook (id serial PRIMARY KEY, case_id text)")
        slow.execute("INSERT INTO textbook (case_id) VALUES ('slow')")
        reader.execute("INSERT INTO textbook (case_id) VALUES ('quick')")
        seen, cursor = [], 0
        for step in range(3):
            rows = reader.execute("SELECT id, case_id FROM textbook WHERE id > %s ORDER BY id", [cursor]).fetchall()
            seen += [case_id for _, case_id in rows]
            cursor = rows[-1][0] if rows else cursor
            if step == 0:
                slow.commit()
        reader.execute("DROP TABLE textbook")
    assert seen == ["quick"]
    stream = [Link("s", "slow", 1, 1, "0" * 64, "h1", "applied"), Link("q", "quick", 1, 2, "h1", "h2", "applied")]
    run = Run(attempted={"slow", "quick"}, records=[(case_id, "d") for case_id in seen], stream=stream)
    assert "never applied: s" in faults(run)


def test_the_sequencer_does_not_miss_it(committed: None, sealed_storage: None) -> None:
    """The same interleaving: an open transaction has no number yet, so it gets a later one."""
    slow_id, has_added, may_commit = outbox.reserve(), threading.Event(), threading.Event()
    store(slow_id)

    def slow() -> None:
        with transaction.atomic():
            outbox.add(message_id=slow_id, kind="query", case_id=uuid4())
            has_added.set()
            may_commit.wait(30)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    has_added.wait(30)
    quick = queue("query", uuid4(), {"query.json": QUERY})
    seen = [row.id for row in number_all() if row.stream_seq]
    may_commit.set()
    thread.join()
    assert seen == [quick.id]
    assert [row.id for row in number_all()] == [quick.id, slow_id]


def test_writers_of_one_case_and_several_sequencers_make_one_unbroken_stream(
    committed: None, sealed_storage: None
) -> None:
    cases = [uuid4(), uuid4()]

    def write() -> None:
        for case_id in cases * 3:
            queue("query", case_id, {"query.json": QUERY})
            sequencer.number()
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbered = number_all()
    links = [
        Link(str(row.id), str(row.case_id), row.case_seq, row.stream_seq, row.prev_hash, row.hash, "applied")
        for row in numbered
    ]
    assert len(links) == 24
    assert [fault for fault in faults(Run(stream=links)) if "never applied" not in fault] == []


class Ordering(RuleBasedStateMachine):
    """Messages are queued and numbered in any interleaving; the stream always keeps the order of each case."""

    cases = Bundle("cases")

    def __init__(self) -> None:
        super().__init__()
        self.expected: dict[UUID, list[UUID]] = {}
        self.started = transaction.atomic()
        self.started.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.started.__exit__(None, None, None)

    @rule(target=cases)
    def open_case(self) -> UUID:
        return uuid4()

    @rule(case_id=cases, kind=st.sampled_from(["query", "attachment"]))
    def add(self, case_id: UUID, kind: str) -> None:
        self.expected.setdefault(case_id, []).append(queue(kind, case_id, PARTS[kind]).id)

    @rule(case_id=cases)
    def add_and_roll_back(self, case_id: UUID) -> None:
        with transaction.atomic():
            queue("query", case_id, PARTS["query"])
            transaction.set_rollback(True)

    @rule()
    def number(self) -> None:
        sequencer.number()

    @invariant()
    def stream_is_whole(self) -> None:
        numbered = list(OutboxMessage.objects.filter(stream_seq__isnull=False).order_by("stream_seq"))
        parts = sequencer.parts_of(numbered)
        verify_chain(sequencer.envelope(row, parts[row.id]) for row in numbered)
        for case_id, ids in self.expected.items():
            got = [row.id for row in numbered if row.case_id == case_id]
            assert got == ids[: len(got)]


def test_any_interleaving_keeps_the_order_of_each_case(db: None, sealed_storage: None) -> None:
    from hypothesis.stateful import run_state_machine_as_test  # noqa: PLC0415  # pytest collects its name otherwise

    run_state_machine_as_test(
        Ordering, settings=hypothesis_settings(max_examples=15, stateful_step_count=15, deadline=None)
    )
