"""With several hosts sealed bytes lie in object storage: uploads and filed parts go through it as through a folder."""

import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import requests
from django.conf import settings as django_settings
from pytest_django import Settings

from applications.exchange.portal import jobs
from applications.exchange.portal.models import OutboxMessage, Part
from applications.uploads import storage
from config.settings import object_storage
from launch.ports import HOST
from tests.applications.exchange.both_halves import Government, Signer, queue_submission
from tests.ports import free_port

KEYS = {"access_key": "key", "secret_key": "secret"}
SECONDS = 60


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """S3 as a process of its own."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", HOST, "-p", str(port)], stderr=subprocess.DEVNULL
    )
    address = f"http://{HOST}:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def bucket(endpoint: str) -> Iterator[Any]:
    s3 = boto3.resource(
        "s3", endpoint_url=endpoint, aws_access_key_id="key", aws_secret_access_key="secret", region_name="us-east-1"
    )
    made = s3.create_bucket(Bucket="sealed")
    yield made
    made.objects.delete()
    made.delete()


@pytest.fixture
def sealed_storage(settings: Settings, endpoint: str, bucket: Any) -> None:
    """In place of the folder that the other tests of this room use."""
    sealed = object_storage.bucket(bucket.name, endpoint=endpoint, region_name="us-east-1", **KEYS)
    settings.STORAGES = {**django_settings.STORAGES, "sealed": sealed}


def wait_for(address: str) -> None:
    ends = time.monotonic() + SECONDS
    while time.monotonic() < ends:
        try:
            requests.get(address, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def test_uploads_are_written_read_and_deleted_there(sealed_storage: None, bucket: Any) -> None:
    first, second = storage.write(b"sealed one"), storage.write(b"sealed two")
    assert (storage.read(first), storage.read(second)) == (b"sealed one", b"sealed two")
    assert {each.key for each in bucket.objects.all()} == {first, second}
    storage.delete(first)
    storage.delete(first)  # gone already is fine
    assert {each.key for each in bucket.objects.all()} == {second}


def test_nothing_is_ever_overwritten(sealed_storage: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda _size: "0" * 32)
    first, second = storage.write(b"one"), storage.write(b"two")
    assert (storage.read(first), storage.read(second)) == (b"one", b"two")


def test_what_is_filed_reaches_the_register_from_there_and_is_purged(
    exchange: object, government: Government, signer: Signer, bucket: Any
) -> None:
    message = queue_submission(signer)
    stored = {each.key for each in bucket.objects.all()}
    assert stored == set(Part.objects.filter(message_id=message.pk).values_list("path", flat=True))
    government.settle()
    assert OutboxMessage.objects.get(pk=message.pk).verdict == "applied"
    jobs.run()
    assert list(bucket.objects.all()) == []
