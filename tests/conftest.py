"""One PostgreSQL server for the whole run; every test worker has a database of its own, copied from a template."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from content import everywhere
from freshness import hearing
from launch import postgres, template
from launch.ports import from_environment
from procedures import terms


def pytest_configure() -> None:
    """Start the embedded server before Django opens a connection, unless DATABASE_URL names another."""
    if not settings.DATABASE_URL:
        postgres.ensure(settings.DATA, from_environment().of("postgres"))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The test database, made also when only a fixture asks for it: pytest-django's own looks at marks alone."""
    with django_db_blocker.unblock():
        if not settings.DATABASE_URL:
            template.ensure(postgres.locate(settings.DATA, from_environment().of("postgres")), settings.DATA)
            connections["default"].settings_dict["TEST"]["TEMPLATE"] = template.NAME
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        hearing.listener.stop()  # or its connection would hold the database
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def default_language() -> None:
    """Every test begins in the default language: a request leaves its own active, and the next test would read it."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def no_terms_of_planted_procedures() -> Iterator[None]:
    """Many tests have procedures of their own; no later test reads what was made of them."""
    yield
    for made in (
        terms.released_periods,
        terms._released_windows,
        terms._released_numbers,
        terms._changed_periods,
        terms._changed_windows,
        terms._numbers,
    ):
        made.cache_clear()


@pytest.fixture(autouse=True)
def nothing_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alerts and menus are read once a process; a test that makes some asks for them itself."""
    monkeypatch.setattr("content.everywhere.memory.now", everywhere.Everywhere)


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def sealed_storage(settings: Settings, tmp_path: Path) -> Path:
    """Sealed bytes go to a folder of this test."""
    folder = tmp_path / "sealed"
    sealed = {**settings.STORAGES["sealed"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**settings.STORAGES, "sealed": sealed}
    return folder
