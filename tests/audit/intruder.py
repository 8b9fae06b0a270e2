"""Somebody with the database in hand."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from audit import chain, jobs, trail
from audit.models import Event, Link
from sealing.models import new_id


@contextmanager
def intruder() -> Iterator[None]:
    """Triggers and foreign keys are off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def chained(count: int) -> list[Event]:
    for number in range(count):
        trail.record("thing-happened", subject=new_id(), facts={"number": str(number)})
    jobs.run()
    return [link.event for link in Link.objects.select_related("event").order_by("seq")]


def cut_off(after: int) -> None:
    """The tail goes, events and links: what is left verifies."""
    with intruder(), connection.cursor() as cursor:
        gone = list(Link.objects.filter(seq__gt=after).values_list("event_id", flat=True))
        cursor.execute("DELETE FROM audit_link WHERE seq > %s", [after])
        cursor.execute("DELETE FROM audit_event WHERE id = ANY(%s)", [gone])


def rewrite(seq: int) -> None:
    """One event is changed and every hash from there on is computed anew: what is there verifies."""
    with intruder():
        changed = Link.objects.get(seq=seq).event
        Event.objects.filter(pk=changed.pk).update(facts={"number": "forged"})
        prev = bytes(Link.objects.get(seq=seq).prev)
        for link in Link.objects.select_related("event").filter(seq__gte=seq).order_by("seq"):
            digest = chain._digest(prev, link.event)
            Link.objects.filter(seq=link.seq).update(prev=prev, hash=digest)
            prev = digest
