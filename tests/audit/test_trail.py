"""The trail: recorded with the change, chained after it, and every tampered row is named."""

import json
from dataclasses import dataclass
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from audit import chain, jobs, trail
from audit.chain import Fault, Head
from audit.models import Event, Link, Unchained
from sealing.models import new_id
from tests.audit.intruder import chained, intruder

pytestmark = pytest.mark.django_db


def test_record_keeps_what_it_is_told() -> None:
    subject = new_id()
    trail.record("filed", subject=subject, facts={"digest": "ab"})
    assert list(Event.objects.values("event", "subject", "actor", "facts")) == [
        {"event": "filed", "subject": subject, "actor": None, "facts": {"digest": "ab"}}
    ]


@dataclass(frozen=True)
class Acts:
    person: User
    principal: User


def test_record_keeps_who_acts_and_for_whom() -> None:
    ewa, olena = (User.objects.create_user(f"{name}@example.com") for name in ("ewa", "olena"))
    trail.record("filed", subject=new_id(), acting=Acts(person=ewa, principal=olena))
    trail.record("looked-at", subject=new_id(), actor=ewa)
    trail.record("arrived", subject=new_id())
    recorded = Event.objects.order_by("at").values_list("event", "actor", "principal")
    assert list(recorded) == [
        ("filed", ewa.pk, olena.pk),
        ("looked-at", ewa.pk, None),
        ("arrived", None, None),
    ]
    with pytest.raises(TypeError):
        trail.record("filed", subject=new_id(), acting=Acts(person=ewa, principal=olena), actor=ewa)


def test_what_was_linked_before_there_was_a_principal_verifies() -> None:
    """The digest of such a row, as it was made then."""
    [event] = chained(1)
    row = [str(event.id), event.at.isoformat(), event.event, str(event.subject), event.actor, event.facts]
    digest = sha256(bytes(32) + json.dumps(row, sort_keys=True, separators=(",", ":")).encode()).digest()
    assert (event.principal, bytes(Link.objects.get().hash), chain.verify()) == (None, digest, [])


@pytest.mark.parametrize("changed", [None, 8])
def test_a_changed_principal_is_named(changed: int | None) -> None:
    Event.objects.create(event="filed", subject=new_id(), actor=7, principal=7)
    jobs.run()
    assert chain.verify() == []
    event = Event.objects.get()
    with intruder():
        Event.objects.filter(pk=event.pk).update(principal=changed)
    assert chain.verify() == [Fault(seq=1, event=event.pk, what="changed")]


def test_a_principal_added_to_a_row_of_before_is_named() -> None:
    [event] = chained(1)
    with intruder():
        Event.objects.filter(pk=event.pk).update(principal=7)
    assert chain.verify() == [Fault(seq=1, event=event.pk, what="changed")]


def test_record_refuses_facts_that_are_not_strings() -> None:
    with pytest.raises(TypeError):
        trail.record("filed", subject=new_id(), facts={"digest": 1})  # type: ignore[dict-item]  # the point of the test


def test_record_goes_with_the_transaction_of_the_change() -> None:
    with transaction.atomic():
        trail.record("filed", subject=new_id())
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.parametrize("table", ["audit_event", "audit_link"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_database_refuses_to_change_the_trail(table: str, statement: str) -> None:
    chained(1)
    column = "event = 'other'" if table == "audit_event" else "seq = 9"
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        cursor.execute(statement.format(table, column))


def test_every_event_waits_for_its_link_even_one_inserted_by_hand() -> None:
    assert not jobs.due()
    Event.objects.bulk_create([Event(event="by-hand", subject=new_id())])
    assert jobs.due()
    jobs.run()
    assert (jobs.due(), Unchained.objects.count(), Link.objects.count()) == (False, 0, 1)


def test_chain_goes_on_where_it_ended_and_verifies() -> None:
    chained(3)
    chained(2)
    assert [link.seq for link in Link.objects.order_by("seq")] == [1, 2, 3, 4, 5]
    assert chain.verify() == []
    assert chain.verify(chain.head()) == []


def test_chain_is_made_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 2)
    chained(5)
    assert (Link.objects.count(), chain.verify()) == (5, [])


def test_changed_event_is_named() -> None:
    events = chained(3)
    with intruder():
        Event.objects.filter(pk=events[1].pk).update(facts={"number": "9"})
    assert chain.verify() == [Fault(seq=2, event=events[1].pk, what="changed")]


def test_deleted_event_is_named() -> None:
    events = chained(3)
    with intruder():
        connection.cursor().execute("DELETE FROM audit_event WHERE id = %s", [events[1].pk])
    assert chain.verify() == [Fault(seq=2, event=events[1].pk, what="deleted")]
    restore_nothing_refers_to_it(events[1])


def test_event_deleted_together_with_its_link_is_named() -> None:
    events = chained(3)
    with intruder():
        connection.cursor().execute("DELETE FROM audit_link WHERE seq = 2")
        connection.cursor().execute("DELETE FROM audit_event WHERE id = %s", [events[1].pk])
    assert chain.verify() == [
        Fault(seq=2, event=None, what="deleted"),
    ]


def test_gap_closed_by_renumbering_is_named() -> None:
    events = chained(3)
    with intruder():
        connection.cursor().execute("DELETE FROM audit_link WHERE seq = 2")
        connection.cursor().execute("UPDATE audit_link SET seq = 2 WHERE seq = 3")
    assert chain.verify() == [Fault(seq=2, event=events[2].pk, what="reordered")]


def test_swapped_events_are_named() -> None:
    events = chained(3)
    with intruder():
        cursor = connection.cursor()
        cursor.execute("UPDATE audit_link SET seq = 9 WHERE seq = 2")
        cursor.execute("UPDATE audit_link SET seq = 2 WHERE seq = 3")
        cursor.execute("UPDATE audit_link SET seq = 3 WHERE seq = 9")
    assert chain.verify() == [
        Fault(seq=2, event=events[2].pk, what="reordered"),
        Fault(seq=3, event=events[1].pk, what="reordered"),
    ]


def test_end_cut_off_is_seen_by_who_noted_the_head() -> None:
    chained(3)
    noted = chain.head()
    with intruder():
        connection.cursor().execute("DELETE FROM audit_link WHERE seq = 3")
    assert chain.verify() == []
    assert chain.verify(noted) == [Fault(seq=3, event=None, what="cut")]


def test_chain_rewritten_to_the_end_is_seen_by_who_noted_the_head() -> None:
    chained(2)
    noted = Head(seq=2, hash=bytes(32))
    assert [fault.what for fault in chain.verify(noted)] == ["cut"]


def restore_nothing_refers_to_it(event: Event) -> None:
    """The test's own end checks foreign keys, which the intruder broke."""
    with intruder():
        connection.cursor().execute("DELETE FROM audit_link WHERE event_id = %s", [event.pk])
