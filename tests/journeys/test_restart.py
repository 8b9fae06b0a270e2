"""Ctrl-C and kill -9 of the launcher itself: a second start finds its ports free and everything where it was."""

import signal
import uuid

import pytest
import requests

from tests.journeys.answers import OLENA
from tests.journeys.api_person import Person
from tests.journeys.system import System, restart, wait_for

pytestmark = pytest.mark.system


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_second_start_keeps_everything(system: System, number: signal.Signals) -> None:
    if system.process is None:
        pytest.skip("MOS_SYSTEM names a system that somebody else started")
    person = Person(system=system, email=f"restart.{uuid.uuid4().hex[:6]}@example.test")
    person.sign_up()
    application = person.start()
    person.save(application, "name", OLENA["name"])
    pids = system.pids()

    said = restart(system, number)

    assert "Preparing" not in said  # the second start takes seconds: tables and pages are there
    assert "MOS is running" in said
    assert set(system.pids()) == set(pids)
    assert not set(system.pids().values()) & set(pids.values())
    person.session = requests.Session()
    assert person.get(f"applications/{application}/steps/name/")["answers"] == OLENA["name"]
    wait_for(lambda: requests.get(f"{system.origin('portal')}/readyz", timeout=10).ok, what="ready")
