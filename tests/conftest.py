"""One PostgreSQL server for the whole run; every test worker has a database of its own, copied from a template."""

import pytest
from django.conf import settings
from django.db import connections

from launch import postgres, template
from launch.ports import from_environment


def pytest_configure() -> None:
    """Start the embedded server before Django opens a connection, unless DATABASE_URL names another."""
    if not settings.DATABASE_URL:
        postgres.ensure(settings.DATA, from_environment().of("postgres"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """pytest-django's seam before the test database is made: copy the migrated template."""
    if not settings.DATABASE_URL:
        server = postgres.locate(settings.DATA, from_environment().of("postgres"))
        template.ensure(server, settings.DATA)
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = template.NAME
