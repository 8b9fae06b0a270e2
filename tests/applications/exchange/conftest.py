"""The government half beside the portal: a register database of its own, spools in a temporary folder."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_django
from django.conf import settings as django_settings
from django.db import connections
from pytest_django import Settings

from applications.exchange.connector import database as connector_database
from applications.exchange.portal.inbox import Inbound
from applications.exchange.portal.models import (
    CaseStream,
    InboundMessage,
    InboundPart,
    Nonce,
    OutboxMessage,
    Part,
    RegisterReceipt,
)
from applications.exchange.protocol.kinds import INBOUND
from applications.exchange.register_double import database
from applications.exchange.register_double.database import Connection
from launch import postgres
from launch.ports import from_environment
from tests.applications.exchange.both_halves import Government, Signer, places

TABLES = (
    "inbox, attempt, set_aside, outgoing, outgoing_part, trail_head,"
    " record, document, letter, event, taken, news, news_file, misbehaviour"
)
OURS = (RegisterReceipt, InboundPart, InboundMessage, OutboxMessage, Part, CaseStream, Nonce)
HANDLED: list[Inbound] = []


def handle(message: Inbound) -> None:
    """The handler of every inbound kind in these tests."""
    HANDLED.append(message)


@pytest.fixture(scope="session")
def register_url() -> str:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    server = postgres.locate(django_settings.DATA, from_environment().of("postgres"))
    postgres.create_database(server, name := f"register_test_{worker}")
    where = server.url(name)
    connector_database.ensure(where)
    database.ensure(where)
    return where


@pytest.fixture
def register(register_url: str) -> Iterator[Connection]:
    with database.connect(register_url) as connection:
        connection.execute(f"TRUNCATE {TABLES}")
        yield connection


@pytest.fixture
def handled_as_the_exchange(settings: Settings) -> list[Inbound]:
    """This process answers as the exchange does; what arrives is collected."""
    HANDLED.clear()
    settings.ROOT_URLCONF = "config.urls_exchange"
    settings.INBOUND = dict.fromkeys(INBOUND, f"{__name__}.handle")
    return HANDLED


@pytest.fixture
def exchange(handled_as_the_exchange: list[Inbound], sealed_storage: None, db: None) -> list[Inbound]:
    """The portal half in a transaction that is rolled back."""
    return handled_as_the_exchange


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker, handled_as_the_exchange: list[Inbound]
) -> Iterator[None]:
    """The portal half with real commits, for other processes to see; only our own tables are emptied afterwards."""
    with django_db_blocker.unblock():
        yield
        for model in OURS:
            model.objects.all().delete()
        connections.close_all()


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path)


@pytest.fixture
def government(tmp_path: Path, register: Connection, exchange: list[Inbound]) -> Government:
    return Government(places(tmp_path, Path(django_settings.EXCHANGE_PKI)), register)
