"""Files from hand-in to erasure, on a real database, a real storage and the real gate."""

import io
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from applications.uploads import intake, jobs, purposes, sandbox, scanner
from applications.uploads.errors import FileRefused, NotAccepted
from applications.uploads.models import Leftover, Upload
from applications.uploads.sandbox import GateKilled, GateVerdict
from applications.uploads.states import UploadState
from jobs.models import Attempt
from sealing import keys
from sealing.errors import KeyDestroyed
from sealing.models import DataKey
from tests.applications.uploads import files_to_upload

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sealed_storage")]
CANARY = "Kovalenko-Olena"


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def hand_in(content: bytes, **changes: Any) -> Upload:
    facts: dict[str, Any] = {
        "subject": uuid4(),
        "purpose": "evidence",
        "name": "contract.pdf",
        "key": keys.create("draft"),
    }
    return intake.receive(content=content, **{**facts, **changes})


def quick_gate(monkeypatch: pytest.MonkeyPatch, verdict: GateVerdict) -> None:
    monkeypatch.setattr(sandbox, "inspect", lambda content: verdict)


def test_file_is_accepted_and_its_clean_copy_given_out() -> None:
    upload = hand_in(files_to_upload.gps_photo(), purpose="photo", name=f"C:\\phone\\{CANARY}.jpg")
    assert (upload.state, upload.name) == (UploadState.RECEIVED, f"{CANARY}.jpg")
    with pytest.raises(NotAccepted):
        intake.content(upload)
    checked = intake.check(upload)
    copy = intake.content(checked)
    assert (checked.state, checked.faults, checked.media_type, checked.extension) == (
        UploadState.ACCEPTED,
        [],
        "image/jpeg",
        "jpg",
    )
    assert len(copy) == checked.copy_size
    assert Image.open(io.BytesIO(copy)).size == (700, 900)
    assert intake.original(checked) == files_to_upload.gps_photo()
    assert intake.of(upload.subject) == [checked]


@pytest.mark.parametrize(
    ("purpose", "content", "faults"),
    [
        ("passport", files_to_upload.photo, ["not_pdf"]),
        ("photo", files_to_upload.pdf, ["not_jpg"]),
        ("photo", files_to_upload.png, ["not_jpg"]),
        ("photo", lambda: files_to_upload.photo(size=(683, 883)), ["photo_too_small"]),
        ("photo", lambda: files_to_upload.photo(size=(900, 900)), ["photo_proportions"]),
        ("photo", lambda: files_to_upload.photo(mode="L"), ["photo_not_colour"]),
        (
            "photo",
            lambda: files_to_upload.photo(size=(300, 300), mode="L"),
            ["photo_too_small", "photo_proportions", "photo_not_colour"],
        ),
        ("photo", lambda: files_to_upload.noise_photo((2100, 2700)), ["photo_too_large", "photo_not_colour"]),
        ("evidence", files_to_upload.HOSTILE["script by name"][0], ["active"]),
    ],
)
def test_file_that_breaks_a_rule_is_refused_in_words(
    purpose: str, content: files_to_upload.Maker, faults: list[str], sealed_storage: Path
) -> None:
    checked = intake.check(hand_in(content(), purpose=purpose))
    assert (checked.state, checked.faults, checked.refusal) == (UploadState.REFUSED, faults, faults[0])
    assert all(str(refusal.wrong) and str(refusal.remedy) for refusal in checked.refusals)
    assert (files(sealed_storage), Leftover.objects.count()) == ([], 0)


def test_smallest_photo_of_the_regulation_passes() -> None:
    assert intake.check(hand_in(files_to_upload.photo(size=(684, 883)), purpose="photo")).faults == []


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (bytes(purposes.MAX_FILE_BYTES + 1), "too_large")])
def test_size_is_refused_before_anything_is_kept(content: bytes, code: str, sealed_storage: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        hand_in(content)
    assert (refused.value.refusal, Upload.objects.count(), files(sealed_storage)) == (code, 0, [])


def test_thirty_files_and_fifty_megabytes() -> None:
    subject, key = uuid4(), keys.create("draft")
    for _ in range(5):
        hand_in(bytes(purposes.MAX_FILE_BYTES), subject=subject, key=key)
    with pytest.raises(FileRefused) as too_much:
        hand_in(b"1", subject=subject, key=key)
    other = uuid4()
    for _ in range(purposes.MAX_FILES):
        hand_in(b"1", subject=other, key=key)
    with pytest.raises(FileRefused) as too_many:
        hand_in(b"1", subject=other, key=key)
    assert (too_much.value.refusal, too_many.value.refusal) == ("too_much", "too_many_files")


def test_refused_file_leaves_its_room_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_gate(monkeypatch, GateVerdict(refusal="damaged"))
    subject, key = uuid4(), keys.create("draft")
    for _ in range(6):
        intake.check(hand_in(bytes(purposes.MAX_FILE_BYTES), subject=subject, key=key))
    assert [upload.state for upload in intake.of(subject)] == [UploadState.REFUSED] * 6


def test_nothing_lies_readable_on_the_disk(sealed_storage: Path) -> None:
    content = files_to_upload.pdf() + b"\n"
    upload = intake.check(hand_in(content, name=f"{CANARY}.pdf"))
    assert len(files(sealed_storage)) == 2
    for path in files(sealed_storage):
        assert CANARY not in str(path)
        assert b"%PDF" not in path.read_bytes()
    assert CANARY.encode() not in bytes(Upload.objects.get(pk=upload.pk).sealed_name)


def test_destroyed_key_makes_it_unreadable_and_nameless() -> None:
    upload = intake.check(hand_in(files_to_upload.pdf()))
    keys.destroy(upload.key)
    again = Upload.objects.get(pk=upload.pk)
    assert again.name == ""
    with pytest.raises(KeyDestroyed):
        intake.content(again)


def test_erase_takes_rows_and_bytes_of_one_subject_only(sealed_storage: Path) -> None:
    kept, gone = (intake.check(hand_in(files_to_upload.pdf())) for _ in range(2))
    intake.erase(gone.subject)
    intake.erase(gone.subject)
    assert (intake.of(gone.subject), intake.of(kept.subject)) == ([], [kept])
    assert (len(files(sealed_storage)), Leftover.objects.count()) == (2, 0)
    intake.remove(kept)
    assert files(sealed_storage) == []


def test_erase_that_is_rolled_back_keeps_the_bytes(sealed_storage: Path) -> None:
    upload = intake.check(hand_in(files_to_upload.pdf()))
    with transaction.atomic():
        intake.erase(upload.subject)
        transaction.set_rollback(True)
    assert (intake.of(upload.subject), len(files(sealed_storage))) == ([upload], 2)


def test_kill_between_forgetting_and_deleting_leaves_nothing(
    sealed_storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = hand_in(files_to_upload.pdf())
    with monkeypatch.context() as killed:
        killed.setattr(intake, "clear", lambda *names: None)
        intake.remove(upload)
    assert (len(files(sealed_storage)), jobs.due()) == (1, True)
    jobs.run()
    assert (files(sealed_storage), jobs.due()) == ([], False)


def test_job_checks_what_was_received() -> None:
    upload = hand_in(files_to_upload.pdf())
    assert jobs.due()
    jobs.run()
    assert (Upload.objects.get(pk=upload.pk).state, jobs.due()) == (UploadState.ACCEPTED, False)


def gate_is_killed(content: bytes) -> GateVerdict:
    raise GateKilled("exit -9")


def try_again() -> None:
    """What failed is tried again."""
    Attempt.objects.update(due_at=timezone.now())
    jobs.run()


def test_killed_gate_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = hand_in(files_to_upload.pdf())
    with monkeypatch.context() as dying:
        dying.setattr(sandbox, "inspect", gate_is_killed)
        jobs.run()
        assert (Upload.objects.get(pk=upload.pk).state, jobs.due()) == (UploadState.RECEIVED, False)
    try_again()
    assert Upload.objects.get(pk=upload.pk).state == UploadState.ACCEPTED


def test_file_that_kills_the_gate_three_times_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.001)
    upload = hand_in(files_to_upload.pdf())
    states = []
    for _ in range(3):
        try_again()
        states.append(Upload.objects.get(pk=upload.pk).state)
    assert states == [UploadState.RECEIVED, UploadState.RECEIVED, UploadState.REFUSED]
    assert (Upload.objects.get(pk=upload.pk).faults, Attempt.objects.count()) == (["unreadable"], 0)


def test_what_fails_for_another_reason_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "inspect", lambda content: None)
    upload = hand_in(files_to_upload.pdf())
    for _ in range(3):
        try_again()
    assert Upload.objects.get(pk=upload.pk).state == UploadState.RECEIVED
    assert Attempt.objects.get().set_aside_at is not None


def test_virus_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanner, "finds_virus", lambda content: True)
    assert intake.check(hand_in(files_to_upload.pdf())).faults == ["virus"]


def test_checking_twice_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = intake.check(hand_in(files_to_upload.pdf()))
    quick_gate(monkeypatch, GateVerdict(refusal="damaged"))
    assert intake.check(upload).state == UploadState.ACCEPTED


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "lost"},
        {"state": UploadState.ACCEPTED},
        {"state": UploadState.REFUSED},
        {"faults": ["empty"]},
        {"copy": "ab/c"},
    ],
)
def test_database_keeps_the_rules(changes: dict[str, object]) -> None:
    upload = hand_in(files_to_upload.pdf())
    with pytest.raises(IntegrityError):
        Upload.objects.filter(pk=upload.pk).update(**changes)


def test_names_are_tidied() -> None:
    names = ["../../etc/passwd", "a\u202efdp.exe", "ż" * 300 + ".pdf", "\x00", ""]
    assert [intake._tidy(name) for name in names] == ["passwd", "afdp.exe", "ż" * 116 + ".pdf", "file", "file"]


def test_repr_says_nothing_personal() -> None:
    upload = hand_in(files_to_upload.pdf(), name=f"{CANARY}.pdf")
    assert (str(upload), CANARY in repr(upload)) == (f"upload {upload.pk}", False)
    assert isinstance(upload.pk, UUID)
    assert isinstance(upload.key, DataKey)
