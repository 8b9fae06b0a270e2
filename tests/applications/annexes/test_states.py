"""Every way between the states of a request to a third party, allowed or not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.annexes import moves
from applications.annexes.errors import AnnexCannotMove
from applications.annexes.models import AnnexRequest
from applications.annexes.states import TRANSITIONS, AnnexState
from tests.applications.annexes.applicant_and_employer import Applicant

pytestmark = pytest.mark.django_db
SENT, OPENED, PARTLY, SIGNED, EXPIRED, ENDED = AnnexState
WAYS = {
    SENT: {SENT, OPENED, PARTLY, SIGNED, EXPIRED, ENDED},
    OPENED: {SENT, OPENED, PARTLY, SIGNED, EXPIRED, ENDED},
    PARTLY: {SENT, OPENED, PARTLY, SIGNED, EXPIRED, ENDED},
    SIGNED: {SENT, ENDED},
    EXPIRED: {SENT, ENDED},
    ENDED: set(),
}


def in_state(person: Applicant, state: AnnexState) -> AnnexRequest:
    annex = person.asks()
    opened = None if state == SENT else timezone.now()
    AnnexRequest.objects.filter(pk=annex.pk).update(state=state, opened_at=opened, signed_at=opened)
    return AnnexRequest.objects.get()


def moves_into(annex: AnnexRequest) -> dict[AnnexState, Callable[[], None]]:
    """What leads to each state."""
    return {
        SENT: lambda: moves.ask_again(annex, is_current=False),
        OPENED: lambda: moves.take_back(annex) if annex.is_partly else moves.open(annex, at=timezone.now()),
        PARTLY: lambda: moves.sign_partly(annex),
        SIGNED: lambda: moves.sign(annex, at=timezone.now()),
        EXPIRED: lambda: moves.expire(annex),
        ENDED: lambda: moves.end(annex),
    }


@pytest.mark.parametrize("target", AnnexState)
@pytest.mark.parametrize("source", AnnexState)
def test_every_way_between_states_is_open_or_closed_as_the_table_says(
    person: Applicant, source: AnnexState, target: AnnexState
) -> None:
    annex = in_state(person, source)
    before = AnnexRequest.objects.values().get()
    if target in WAYS[source]:
        moves_into(annex)[target]()
        assert AnnexRequest.objects.get().state == target
        return
    with pytest.raises(AnnexCannotMove) as refused:
        moves_into(annex)[target]()
    assert (refused.value.state, refused.value.target) == (source, target)
    assert AnnexRequest.objects.values().get() == before


def test_the_table_holds_these_ways_and_no_others() -> None:
    assert TRANSITIONS == WAYS


def test_a_planted_way_is_seen_by_the_matrix(person: Applicant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TRANSITIONS, ENDED, frozenset({SIGNED}))  # planted
    annex = in_state(person, ENDED)
    moves_into(annex)[SIGNED]()
    assert annex.state == SIGNED


@pytest.mark.parametrize(
    ("state", "is_current", "becomes"),
    [
        (SENT, True, SENT),
        (OPENED, True, OPENED),
        (OPENED, False, SENT),
        (EXPIRED, True, SENT),
        (SIGNED, False, SENT),
        (PARTLY, True, SENT),
    ],
)
def test_who_is_filling_it_in_goes_on_with_the_new_link(
    person: Applicant, state: AnnexState, is_current: bool, becomes: AnnexState
) -> None:
    annex = in_state(person, state)
    moves.ask_again(annex, is_current=is_current)
    assert AnnexRequest.objects.get().state == becomes


def test_the_database_knows_no_other_state(person: Applicant) -> None:
    person.asks()
    with pytest.raises(IntegrityError, match="annex_request_state_known"), transaction.atomic():
        AnnexRequest.objects.update(state="lost")


ASKED: dict[AnnexState, dict[str, Any]] = {
    SENT: {"is_waiting": True, "is_fillable": True, "is_sent": True, "is_untouched": True},
    OPENED: {"is_waiting": True, "is_fillable": True, "is_opened": True},
    PARTLY: {"is_waiting": True, "is_partly": True},
    SIGNED: {"is_signed": True},
    EXPIRED: {"is_expired": True},
    ENDED: {"is_ended": True},
}
QUESTIONS = sorted({name for answers in ASKED.values() for name in answers} | {"is_asked_again"})


@pytest.mark.parametrize("state", AnnexState)
def test_a_request_answers_where_it_is(person: Applicant, state: AnnexState) -> None:
    annex = in_state(person, state)
    assert {name: getattr(annex, name) for name in QUESTIONS if getattr(annex, name)} == ASKED[state]


def test_what_others_signed_is_not_simply_opened(person: Applicant) -> None:
    """Only by taking it back, which gives the signatures up."""
    annex = in_state(person, PARTLY)
    with pytest.raises(AnnexCannotMove):
        moves.open(annex, at=timezone.now())
    assert AnnexRequest.objects.get().state == PARTLY


@pytest.mark.parametrize("state", [state for state in AnnexState if state != PARTLY])
def test_only_what_waits_for_others_is_taken_back(person: Applicant, state: AnnexState) -> None:
    annex = in_state(person, state)
    before = AnnexRequest.objects.values().get()
    with pytest.raises(AnnexCannotMove):
        moves.take_back(annex)
    assert AnnexRequest.objects.values().get() == before


def test_taking_it_back_drops_the_signature(person: Applicant) -> None:
    annex = in_state(person, PARTLY)
    annex.signed, annex.signer, annex.signed_sha256, annex.frozen_on = b"x", b"y", "z", timezone.localdate()
    moves.take_back(annex)
    kept = AnnexRequest.objects.get()
    assert (kept.signed, kept.signer, kept.signed_sha256) == (None, None, "")
    assert (kept.frozen_on, kept.signed_at) == (None, None)
