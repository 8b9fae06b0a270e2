"""The scanner: what it finds, what its silence costs, and that old signatures are as good as none."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from applications.uploads import jobs, sandbox, scanner
from applications.uploads.errors import ScannerDown, SignaturesOld
from applications.uploads.models import Upload
from applications.uploads.sandbox import GateVerdict
from applications.uploads.states import UploadState
from jobs.models import Attempt
from jobs.queues import WHOLE
from tests.applications.uploads.clamd import VIRUS, Clamd
from tests.applications.uploads.test_intake import hand_in, try_again

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sealed_storage")]


@pytest.fixture
def clamd(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clamd]:
    """Limits are short, so that a hanging scanner costs this test little; the gate lets everything pass."""
    monkeypatch.setattr(scanner, "ASKED_SECONDS", 0.3)
    monkeypatch.setattr(scanner, "SCAN_SECONDS", 0.5)
    monkeypatch.setattr(sandbox, "inspect", lambda content: GateVerdict(media_type="application/pdf", copy=content))
    clamd = Clamd()
    settings.CLAMD_SOCKET = clamd.address
    yield clamd
    clamd.close()


def upload_states() -> list[str]:
    return [UploadState(upload.state).value for upload in Upload.objects.order_by("received_at")]


def test_what_it_finds_is_refused(clamd: Clamd) -> None:
    hand_in(b"x" * 5000 + VIRUS)
    hand_in(b"nothing in it")
    jobs.run()
    assert upload_states() == ["refused", "accepted"]
    assert [upload.faults for upload in Upload.objects.filter(state=UploadState.REFUSED)] == [["virus"]]


def test_a_scanner_that_hangs_costs_one_short_limit_and_nobody_is_blamed(clamd: Clamd) -> None:
    clamd.hangs = {"VERSION", "INSTREAM"}
    for number in range(5):
        hand_in(b"%d" % number)
    begun = time.monotonic()
    for _ in range(3):
        jobs.run()
    assert time.monotonic() - begun < 2 * scanner.ASKED_SECONDS
    assert (clamd.asked, upload_states()) == (["VERSION"], ["received"] * 5)
    [whole] = Attempt.objects.all()
    assert (whole.row, whole.set_aside_at) == (WHOLE, None)
    assert whole.reason.startswith("ScannerDown in signatures_of, line ")
    clamd.hangs = set()
    try_again()
    assert (upload_states(), Attempt.objects.count()) == (["accepted"] * 5, 0)


def test_a_file_that_it_hangs_at_waits_and_the_others_are_checked(clamd: Clamd) -> None:
    clamd.hangs_at = b"poison"
    hand_in(b"poison")
    hand_in(b"sound")
    jobs.run()
    assert upload_states() == ["received", "accepted"]
    for _ in range(5):
        try_again()
    assert Attempt.objects.get().set_aside_at is None


def test_a_scanner_that_cannot_scan_a_file_lets_it_not_pass(clamd: Clamd) -> None:
    clamd.says = "stream: Can't allocate memory ERROR"
    hand_in(b"a")
    jobs.run()
    assert upload_states() == ["received"]


def test_nothing_passes_while_its_signatures_are_old(clamd: Clamd) -> None:
    clamd.age = timedelta(days=10)
    hand_in(b"a")
    with pytest.raises(SignaturesOld):
        scanner.require()
    jobs.run()
    assert (upload_states(), Attempt.objects.get().reason.split(" in ")[0]) == (["received"], "SignaturesOld")
    clamd.age = timedelta(hours=20)
    try_again()
    assert upload_states() == ["accepted"]


@pytest.mark.parametrize("address", ["nobody-listens", "127.0.0.1:1"])
def test_a_scanner_that_is_down_lets_nothing_pass(address: str, settings: Settings, tmp_path: Path) -> None:
    settings.CLAMD_SOCKET = address if ":" in address else str(tmp_path / address)
    hand_in(b"a")
    for ask in (lambda: scanner.finds_virus(b""), scanner.require):
        with pytest.raises(ScannerDown):
            ask()
    jobs.run()
    assert (upload_states(), jobs.due()) == (["received"], False)  # later, not in a loop


def test_where_none_is_configured_the_gate_stands_alone() -> None:
    scanner.require()
    assert scanner.finds_virus(VIRUS) is False
