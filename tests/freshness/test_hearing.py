"""Every process hears of a change of what everybody reads when it is committed; who cannot hear keeps nothing."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection
from psycopg import OperationalError

from freshness.hearing import Listener, own_connection
from tests.freshness.telling_tables import telling_tables

pytestmark = pytest.mark.django_db
LONGEST = 5  # seconds until a test gives up


@pytest.fixture
def writer() -> Iterator[Any]:
    """A process of its own as far as the database knows: what it does is committed at once."""
    found = own_connection()
    yield found
    found.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener(own_connection)
    assert found.state() is not None
    yield found
    found.stop()


def is_past(listener: Listener, before: int | None) -> bool:
    return listener.state() != before


def becomes(changed: Callable[[], bool]) -> bool:
    begun = time.monotonic()
    while not changed() and time.monotonic() - begun < LONGEST:
        time.sleep(0.01)
    return changed()


def test_nothing_is_heard_while_nothing_changes(listener: Listener) -> None:
    assert listener.state() == listener.state()


def test_a_change_of_any_table_that_readers_see_is_heard(listener: Listener, writer: Any) -> None:
    tables = telling_tables()
    assert {"wagtailcore_page", "content_guidepage", "procedures_overlay"} <= set(tables)
    for table in tables:
        before = listener.state()
        writer.execute(f"DELETE FROM {table} WHERE false")  # noqa: S608  # of our own list
        assert becomes(partial(is_past, listener, before)), table


def test_what_is_not_committed_is_not_heard(listener: Listener, writer: Any) -> None:
    before = listener.state()
    writer.execute("BEGIN; DELETE FROM content_contact WHERE false; ROLLBACK")
    writer.execute("SELECT 1")
    assert not becomes_within(0.3, lambda: listener.state() != before)


def test_a_draft_that_is_saved_is_nobodys_business(listener: Listener, writer: Any) -> None:
    before = listener.state()
    writer.execute(
        "UPDATE wagtailcore_page SET draft_title = draft_title, has_unpublished_changes = true, "
        "latest_revision_created_at = now(), latest_revision_id = latest_revision_id WHERE false"
    )
    assert not becomes_within(0.3, lambda: listener.state() != before)
    writer.execute("UPDATE wagtailcore_page SET title = title WHERE false")
    assert becomes(lambda: listener.state() != before)


def test_every_column_of_a_page_is_told_or_of_the_editors_alone() -> None:
    """A column that a newer Wagtail adds stands on one of the two lists."""
    of_editors = {
        "id", "latest_revision_id", "has_unpublished_changes", "first_published_at", "go_live_at", "locked",
        "locked_at", "locked_by_id", "draft_title", "content_type_id", "owner_id", "latest_revision_created_at",
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_trigger JOIN pg_attribute ON attrelid = tgrelid AND attnum = ANY(tgattr) "
            "WHERE tgname = 'tell_published' AND tgrelid = 'wagtailcore_page'::regclass"
        )
        told = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'wagtailcore_page'")
        every = {name for (name,) in cursor.fetchall()}
    assert told | of_editors == every
    assert not told & of_editors


def test_who_lost_the_connection_keeps_nothing_and_then_hears_again(listener: Listener, writer: Any) -> None:
    before = listener.state()
    writer.execute("SELECT pg_terminate_backend(%s)", [listener._connection.info.backend_pid])
    assert becomes(lambda: listener.state() is None)
    listener._next_try = 0.0  # as after the pause
    assert listener.state() not in {None, before}


def test_who_cannot_connect_keeps_nothing_and_does_not_try_at_each_request() -> None:
    tried = []

    def refused() -> Any:
        tried.append(1)
        raise OperationalError("refused")

    found = Listener(refused)
    assert [found.state(), found.state(), found.state()] == [None, None, None]
    assert len(tried) == 1


def test_a_connection_that_cannot_listen_is_no_failure_of_the_request() -> None:
    class Deaf:
        def execute(self, _statement: object) -> None:
            raise OperationalError("gone")

    assert Listener(Deaf).state() is None


def test_a_fork_listens_for_itself(listener: Listener) -> None:
    first = listener._connection
    listener._process = -1  # as a child sees what its parent left
    assert listener.state() is not None
    assert listener._connection is not first
    first.close()


def becomes_within(seconds: float, changed: Callable[[], bool]) -> bool:
    time.sleep(seconds)
    return changed()
