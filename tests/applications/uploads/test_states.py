"""Every way between the states of an upload, allowed or not."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import translation

from applications.uploads import intake
from applications.uploads.errors import UploadCannotMove
from applications.uploads.models import Upload
from applications.uploads.sandbox import GateVerdict
from applications.uploads.states import BADGES, TRANSITIONS, UploadState
from sealing import keys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_storage")]
RECEIVED, ACCEPTED, REFUSED = UploadState
WAYS = {RECEIVED: {ACCEPTED, REFUSED}, ACCEPTED: set(), REFUSED: set()}


def moves_into(upload: Upload) -> dict[UploadState, Callable[[], None]]:
    """What leads to each state; nothing leads back to the gate."""
    return {
        ACCEPTED: lambda: intake._accept(upload, GateVerdict(media_type="application/pdf", pages=1, copy=b"clean")),
        REFUSED: lambda: intake._refuse(upload, ["unreadable"]),
    }


def in_state(state: UploadState) -> Upload:
    upload = intake.receive(subject=uuid4(), purpose="evidence", name="a.pdf", content=b"x", key=keys.create("draft"))
    moves_into(upload).get(state, lambda: None)()
    return upload


@pytest.mark.parametrize("target", [ACCEPTED, REFUSED])
@pytest.mark.parametrize("source", UploadState)
def test_every_way_between_states_is_open_or_closed_as_the_table_says(
    sealed_storage: Path, source: UploadState, target: UploadState
) -> None:
    upload = in_state(source)
    before, kept = Upload.objects.values().get(), sorted(sealed_storage.rglob("*"))
    if target in WAYS[source]:
        moves_into(upload)[target]()
        assert Upload.objects.get().state == target
        return
    with pytest.raises(UploadCannotMove) as refused:
        moves_into(upload)[target]()
    assert (refused.value.state, refused.value.target) == (source, target)
    assert (Upload.objects.values().get(), sorted(sealed_storage.rglob("*"))) == (before, kept)


def test_the_table_holds_these_ways_and_no_others() -> None:
    assert TRANSITIONS == WAYS


def test_a_planted_way_is_seen_by_the_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TRANSITIONS, REFUSED, frozenset({REFUSED}))  # planted
    upload = in_state(REFUSED)
    moves_into(upload)[REFUSED]()
    assert upload.state == REFUSED


@pytest.mark.parametrize(
    ("state", "question", "badge"),
    [
        (RECEIVED, "is_being_checked", ("wait", "clock", "Being checked")),
        (ACCEPTED, "is_accepted", ("done", "done", "Accepted")),
        (REFUSED, "is_refused", ("act", "stop", "Refused")),
    ],
)
def test_an_upload_answers_where_it_is_and_says_it(
    state: UploadState, question: str, badge: tuple[str, str, str]
) -> None:
    upload = in_state(state)
    questions = ("is_being_checked", "is_accepted", "is_refused")
    assert [name for name in questions if getattr(upload, name)] == [question]
    with translation.override("en"):
        assert (upload.badge.kind, upload.badge.icon, str(upload.badge.text)) == badge


def test_every_state_has_its_badge() -> None:
    assert set(BADGES) == set(UploadState)
