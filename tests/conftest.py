"""One PostgreSQL server for the whole run; every test worker has a database of its own in it."""

from django.conf import settings

from launch import postgres
from launch.ports import from_environment


def pytest_configure() -> None:
    """Start the embedded server before Django opens a connection, unless DATABASE_URL names another."""
    if not settings.DATABASE_URL:
        postgres.ensure(settings.DATA, from_environment().of("postgres"))
