"""The embedded server: two systems side by side, and a crash that loses nothing committed."""

from pathlib import Path

import psycopg
import pytest

from launch import postgres
from tests.ports import free_port


@pytest.fixture
def server(tmp_path: Path) -> object:
    started = postgres.ensure(tmp_path, free_port())
    yield started
    postgres.stop(started, mode="immediate")


def test_a_crash_keeps_what_was_committed(server: postgres.Server, tmp_path: Path) -> None:
    postgres.create_database(server, "things")
    postgres.create_database(server, "things")  # a second call changes nothing
    with psycopg.connect(server.url("things")) as connection:
        connection.execute("CREATE TABLE thing (name text)")
        connection.execute("INSERT INTO thing VALUES ('kept')")
    postgres.stop(server, mode="immediate")
    assert not postgres.answers(server)
    again = postgres.ensure(tmp_path, server.port)
    with psycopg.connect(again.url("things")) as connection:
        assert connection.execute("SELECT name FROM thing").fetchall() == [("kept",)]


def test_the_data_belongs_to_no_root(server: postgres.Server) -> None:
    assert server.data.stat().st_uid != 0
    assert server.data.stat().st_mode & 0o077 == 0
