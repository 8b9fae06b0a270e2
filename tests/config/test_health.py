"""Alive without a database; ready only when it is migrated."""

import pytest
from django.test import Client


def test_alive_needs_no_database() -> None:
    assert Client().get("/healthz").content == b"ok"


@pytest.mark.django_db
def test_ready_when_migrated() -> None:
    response = Client().get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True, "database": "ok", "queues": {}})
