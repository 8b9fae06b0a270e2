"""The world of the fuzz: made once, and undone."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from procedures import catalogue
from tests.fuzz import visited_world
from tests.fuzz.visited_world import World

COUNTS = "requests"  # the property of a test that tells what it sent


@pytest.fixture(scope="module")
def visited(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """In a transaction around those of the requests."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        visited_world.catalogued(tmp_path_factory.mktemp("forms"), patch)
        yield visited_world.made()
        transaction.set_rollback(True)
    catalogue.form_of.cache_clear()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much was sent, by each test."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for _name, counts in (each for each in report.user_properties if each[0] == COUNTS):
                terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {counts}")
