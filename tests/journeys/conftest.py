"""One whole system for every journey of a run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.journeys.browser import chromium
from tests.journeys.system import System, bring_up, forget, take_down


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """A fresh one, or the one that runs on the folder MOS_SYSTEM names (while writing tests)."""
    if running_on := os.environ.get("MOS_SYSTEM"):
        yield System(data=Path(running_on), process=None)
        return
    data, port = settings.DATA / "system", settings.PORTS.first + 20
    forget(data, port)
    running = bring_up(data, port)
    yield running
    take_down(running)


@pytest.fixture(scope="module")
def browser(system: System) -> Iterator[Browser]:
    yield from chromium()
