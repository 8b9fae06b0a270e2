"""Every way between the states of a submission, allowed or not."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone

from applications.drafting.models import Application
from applications.filing import moves
from applications.filing.errors import SubmissionCannotMove
from applications.filing.models import Submission
from applications.filing.states import TRANSITIONS, SubmissionState

pytestmark = pytest.mark.django_db
PREPARED, SIGNED, FILED, DISCARDED = SubmissionState
WAYS = {PREPARED: {SIGNED, DISCARDED}, SIGNED: {FILED, DISCARDED}, FILED: set(), DISCARDED: {DISCARDED}}


def in_state(application: Application, state: SubmissionState) -> Submission:
    return Submission.objects.create(
        message_id=uuid4(),
        application=application,
        state=state,
        revision=1,
        document_sha256="0" * 64,
        payload_sha256="1" * 64,
        signed_sha256="2" * 64 if state in {SIGNED, FILED} else "",
        language="en",
        prepared_by=application.principal,
        handed_in_by=application.principal if state in {SIGNED, FILED} else None,
        prepared_at=timezone.now(),
        due_at=timezone.now() if state == SIGNED else None,
    )


def moves_into(submission: Submission) -> dict[SubmissionState, Callable[[], None]]:
    """What leads to each state; nothing becomes prepared, a new one is made."""

    def sign() -> None:
        submission.signed_sha256, submission.handed_in_by = "3" * 64, submission.application.principal
        moves.sign(submission, due_at=timezone.now())

    return {
        SIGNED: sign,
        FILED: lambda: moves.file(submission),
        DISCARDED: lambda: moves.discard(submission),
    }


@pytest.mark.parametrize("target", [SIGNED, FILED, DISCARDED])
@pytest.mark.parametrize("source", SubmissionState)
def test_every_way_between_states_is_open_or_closed_as_the_table_says(
    application: Application, source: SubmissionState, target: SubmissionState
) -> None:
    submission = in_state(application, source)
    before = Submission.objects.values().get()
    if target in WAYS[source]:
        moves_into(submission)[target]()
        after = Submission.objects.get()
        assert (after.state, after.due_at is not None) == (target, target == SIGNED)
        return
    with pytest.raises(SubmissionCannotMove) as refused:
        moves_into(submission)[target]()
    assert (refused.value.state, refused.value.target) == (source, target)
    assert Submission.objects.values().get() == before


def test_the_table_holds_these_ways_and_no_others() -> None:
    assert TRANSITIONS == WAYS


def test_a_planted_way_is_seen_by_the_matrix(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TRANSITIONS, FILED, frozenset({DISCARDED}))  # planted
    submission = in_state(application, FILED)
    moves_into(submission)[DISCARDED]()
    assert Submission.objects.get().state == DISCARDED


def test_a_submission_answers_where_it_is() -> None:
    questions = ("is_prepared", "is_signed", "is_filed")
    said = {state: [name for name in questions if getattr(Submission(state=state), name)] for state in SubmissionState}
    assert said == {PREPARED: ["is_prepared"], SIGNED: ["is_signed"], FILED: ["is_filed"], DISCARDED: []}
