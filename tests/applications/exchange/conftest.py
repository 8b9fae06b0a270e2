"""The government half beside the portal: a register database of its own, spools in a temporary folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from applications.exchange.register import database
from applications.exchange.register.database import Connection
from launch.ports import from_environment
from tests.applications.exchange.system import Government, Signer, places

TABLES = "inbox, attempt, outgoing, outgoing_part, record, document, letter, event, misbehaviour"
HANDLED: list[object] = []


def handle(message: object) -> None:
    """The handler of every inbound kind in these tests."""
    HANDLED.append(message)


@pytest.fixture(scope="session")
def register_url() -> str:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    where = f"postgresql://mos@127.0.0.1:{from_environment().of('postgres')}/register_test_{worker}"
    database.ensure(where)
    return where


@pytest.fixture
def register(register_url: str) -> Iterator[Connection]:
    with database.connect(register_url) as connection:
        connection.execute(f"TRUNCATE {TABLES}")
        yield connection


@pytest.fixture
def sealed_storage(settings: object, tmp_path: Path) -> None:
    """Parts go to a folder of this test."""
    storages = {**django_settings.STORAGES}
    storages["sealed"] = {**storages["sealed"], "OPTIONS": {"location": tmp_path / "sealed"}}
    settings.STORAGES = storages  # type: ignore[attr-defined]  # pytest-django's wrapper


@pytest.fixture
def exchange(settings: object, sealed_storage: None, db: None) -> list[object]:
    """The portal half answers as the exchange process; what arrives is collected."""
    HANDLED.clear()
    settings.ROOT_URLCONF = "config.urls_exchange"  # type: ignore[attr-defined]  # pytest-django's wrapper
    path = f"{__name__}.handle"
    settings.INBOUND = dict.fromkeys(django_settings.INBOUND or (), path) | _all_kinds(path)  # type: ignore[attr-defined]  # as above
    return HANDLED


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path)


@pytest.fixture
def government(tmp_path: Path, register: Connection, exchange: list[object]) -> Government:
    return Government(places(tmp_path, Path(django_settings.EXCHANGE_PKI)), register)


def _all_kinds(path: str) -> dict[str, str]:
    from applications.exchange.protocol.kinds import INBOUND  # noqa: PLC0415  # after Django is set up

    return dict.fromkeys(INBOUND, path)
